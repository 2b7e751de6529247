"""Taking a shift apart, on cases whose answer is known."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relsim.measures.decomposition import seats_and_relationships, shapley

THREE = frozenset({"seats", "ties", "money"})


def test_causes_that_only_add_up_get_what_they_add():
    adds = {"seats": 3.0, "ties": -1.0, "money": 0.5}
    assert shapley(lambda on: 7.0 + sum(adds[part] for part in on), THREE) == pytest.approx(adds)


def test_what_two_causes_make_together_is_shared_between_them():
    """Worked by hand: seats alone 2, ties alone 0, both 6: seats add 2 first or 6 last, ties 0 or 4."""
    value = {frozenset(): 0.0, frozenset({"seats"}): 2.0, frozenset({"ties"}): 0.0, frozenset({"seats", "ties"}): 6.0}
    assert shapley(value, frozenset({"seats", "ties"})) == pytest.approx({"seats": 4.0, "ties": 2.0})


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


def test_a_missing_combination_is_an_error():
    with pytest.raises(KeyError):
        shapley({frozenset(): 0.0, frozenset({"seats"}): 1.0}, frozenset({"seats", "ties"}))


def test_seats_and_relationships_are_read_from_the_table_by_world():
    common = {"measure": "acute_dominance", "window": "120", "sector": "acute", "world": 3}
    rows = [
        {"plan": "P, ties", "versus": "Never", "value": 0.22, "versus_value": 0.20, **common},
        {"plan": "P, ties", "versus": "P", "value": 0.22, "versus_value": 0.30, **common},
        {"plan": "P, seats", "versus": "Never", "value": 0.26, "versus_value": 0.20, **common},
        {"plan": "P, seats", "versus": "P", "value": 0.26, "versus_value": 0.30, **common},
    ]
    table = seats_and_relationships(
        pd.DataFrame(rows), "P", "Never", "P, ties", "P, seats", "acute_dominance", "120", "acute"
    )
    (row,) = table.to_dict("records")
    assert row == pytest.approx({"world": 3, "whole": 0.10, "seats": 0.07, "relationships": 0.03})
