"""Rows: compiled, they are to the bit what they are as plain Python."""

from __future__ import annotations

import numba
import numpy as np
import pytest

from relsim.engine.vectors import LANES, one_at, row_of, set_row, sum_of_sizes, zeros


def everything(table, parts, lane, number):  # type: ignore[no-untyped-def]
    """All that can be done with rows; writes two rows of the table."""
    total = zeros()
    for row in range(len(parts)):
        total = total + parts[row] * row_of(table, row)
    total = total + one_at(lane, number)
    change = total - row_of(table, 0)
    set_row(table, 0, total)
    set_row(table, len(parts), change)
    return sum_of_sizes(change)


@pytest.mark.parametrize("lane", range(LANES))
def test_compiled_rows_are_those_of_plain_python(lane: int) -> None:
    draws = np.random.default_rng(lane)
    table, parts = draws.normal(size=(6, LANES)) * 10.0 ** draws.integers(-8, 8, (6, LANES)), draws.normal(size=5)
    by_python, compiled = table.copy(), table.copy()
    expected = everything(by_python, parts, lane, 0.3)
    found = numba.njit(error_model="numpy")(everything)(compiled, parts, np.int32(lane), 0.3)
    assert found == expected
    assert (compiled == by_python).all()
    assert (compiled[0] != table[0]).all()
    assert (compiled[1:5] == table[1:5]).all()
