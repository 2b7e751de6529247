"""Durations with never apart, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from relsim.measures.durations import NEVER, Durations

FOUND = Durations(np.array([12.0, 24.0, 30.0, NEVER, NEVER]))


def test_never_is_longer_than_any():
    assert FOUND.quantile(0.5) == 30.0
    assert FOUND.quantile(0.6) == 30.0
    assert FOUND.quantile(0.61) == NEVER


def test_half_never_has_a_median_of_those_that_came():
    assert Durations(np.array([10.0, NEVER])).quantile(0.5) == 10.0


def test_never_is_no_recovery_after_two_years():
    assert FOUND.never.count == 2
    assert FOUND.came_after(24).count == 2
    assert FOUND.within(24).count == 2
    assert FOUND.never.interval == pytest.approx((0.0527, 0.8534), abs=1e-4)


def test_a_mean_of_those_that_came_says_how_many():
    mean, came = FOUND.mean_of_reached()
    assert (mean, came.count, came.worlds) == (22.0, 3, 5)
    assert Durations(np.array([NEVER])).mean_of_reached() is None


@pytest.mark.parametrize("months", [[], [np.nan], [-1.0]])
def test_what_is_no_duration_is_refused(months: list[float]):
    with pytest.raises(ValueError, match="durations"):
        Durations(np.array(months))
