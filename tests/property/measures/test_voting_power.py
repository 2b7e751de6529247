"""The Shapley–Shubik index of any board is the average over all orders of joining."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsim.measures.power import shapley_shubik


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12).map(lambda number: number / 4), min_size=1))
def test_the_index_is_the_average_over_all_orders_of_joining(seats: dict[str, float]):
    if not any(seats.values()):
        return
    turned = dict.fromkeys(seats, 0)
    orders = list(itertools.permutations(seats))
    for order in orders:
        held = list(itertools.accumulate(seats[name] for name in order))
        turned[next(name for name, so_far in zip(order, held, strict=True) if so_far > held[-1] / 2)] += 1
    assert shapley_shubik(seats) == pytest.approx({name: count / len(orders) for name, count in turned.items()})
