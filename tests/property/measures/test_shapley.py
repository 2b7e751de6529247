"""Shapley values of any numbers: the parts sum to the whole, and what adds nothing gets nothing."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsim.measures.decomposition import shapley
from relsim.measures.tables import CAUSES

THREE = frozenset(CAUSES)


@given(st.lists(st.floats(-10, 10), min_size=8, max_size=8))
def test_the_parts_sum_to_the_whole(values: list[float]):
    subsets = [frozenset(c) for size in range(4) for c in itertools.combinations(sorted(THREE), size)]
    value = dict(zip(subsets, values, strict=True))
    parts = shapley(value, THREE)
    assert sum(parts.values()) == pytest.approx(value[THREE] - value[frozenset()], abs=1e-9)


@given(st.lists(st.floats(-10, 10), min_size=4, max_size=4))
def test_a_cause_that_adds_nothing_gets_nothing(values: list[float]):
    without = [frozenset(c) for size in range(3) for c in itertools.combinations(["seats", "ties"], size)]
    value = dict(zip(without, values, strict=True))
    assert shapley(lambda on: value[on - {"money"}], THREE)["money"] == pytest.approx(0.0, abs=1e-12)
