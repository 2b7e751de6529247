"""A percentage never rounds something to nothing, nothing to all, or a small gain to "−0%"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsim.wording.numbers import percent


@pytest.mark.parametrize(
    ("share", "told"),
    [
        (0.0, "0%"), (-0.0, "0%"), (0.14, "14%"), (0.003, "under 1%"), (0.999, "over 99%"), (1.0, "100%"),
        (-0.003, "over −1%"), (-0.02, "−2%"), (-0.999, "under −99%"), (-1.0, "−100%"),
        (float("nan"), "–"), (float("inf"), "–"),
    ],
)  # fmt: skip
def test_a_percentage_as_it_is_read(share: float, told: str) -> None:
    assert percent(share) == told


@given(st.floats(-3, 3))
def test_no_percentage_is_minus_nothing(share: float) -> None:
    told = percent(share)
    assert "-" not in told
    assert "−0" not in told
    assert (told == "0%") == (share == 0.0)
