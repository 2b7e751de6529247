"""Taking a shift apart, on cases whose answer is known."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from measures_example import noisy_world

from relsim.measures.comparison import by_world
from relsim.measures.decomposition import Parts, seats_ties_and_money, shapley
from relsim.measures.outcomes import outcomes
from relsim.measures.tables import CAUSES, PARTS

THREE = frozenset(CAUSES)


def test_causes_that_only_add_up_get_what_they_add():
    adds = {"seats": 3.0, "ties": -1.0, "money": 0.5}
    assert shapley(lambda on: 7.0 + sum(adds[part] for part in on), THREE) == pytest.approx(adds)


def test_what_two_causes_make_together_is_shared_between_them():
    """Worked by hand: seats alone 2, ties alone 0, both 6: seats add 2 first or 6 last, ties 0 or 4."""
    value = {frozenset(): 0.0, frozenset({"seats"}): 2.0, frozenset({"ties"}): 0.0, frozenset({"seats", "ties"}): 6.0}
    assert shapley(value, frozenset({"seats", "ties"})) == pytest.approx({"seats": 4.0, "ties": 2.0})


def test_a_missing_combination_is_an_error():
    with pytest.raises(KeyError):
        shapley({frozenset(): 0.0, frozenset({"seats"}): 1.0}, frozenset({"seats", "ties"}))


def test_what_three_causes_make_together_is_shared_by_those_that_make_it():
    """By hand: each adds 1 by itself, seats and money together 4 more, all three together 6 more again.

    Four are shared by two and six by three: seats and money have 1 + 2 + 2, ties 1 + 2.
    """

    def value(on: Parts) -> float:
        return len(on) + 4.0 * ({"seats", "money"} <= on) + 6.0 * (len(on) == 3)

    assert shapley(value, THREE) == pytest.approx({"seats": 5.0, "ties": 3.0, "money": 5.0})


def test_the_plans_parts_are_all_that_there_can_be_but_nothing_and_the_whole():
    assert {*PARTS.values(), frozenset(), THREE} == {
        frozenset(c) for size in range(4) for c in itertools.combinations(CAUSES, size)
    }
    assert len(PARTS) == 6


MADE = {causes: f"P, {label}" for label, causes in PARTS.items()}
COMMON = {"measure": "acute_dominance", "window": "120", "sector": "acute"}


def rows_of(world: int, value: dict[Parts, float], plan: str = "P") -> list[dict[str, object]]:
    """The rows of by_world that say so of a plan's parts."""
    whole, nothing = value[THREE], value[frozenset()]
    return [
        {"plan": f"{plan}, {label}", "versus": versus, "value": value[causes], "versus_value": theirs, "world": world}
        | COMMON
        for label, causes in PARTS.items()
        for versus, theirs in (("Never", nothing), (plan, whole))
    ]


def test_seats_ties_and_money_are_read_from_the_table_by_world():
    adds = {"seats": 0.05, "ties": 0.02, "money": -0.01}
    additive = {on: 0.20 + sum(adds[one] for one in on) for on in (*PARTS.values(), frozenset(), THREE)}
    together = {on: value + 0.06 * ({"seats", "money"} <= on) for on, value in additive.items()}
    others = {on: 100.0 * value for on, value in additive.items()}
    rows = rows_of(3, additive) + rows_of(5, together) + rows_of(3, others, "Q")
    rows += [row | {"window": "60", "value": 9.0} for row in rows_of(3, additive)]
    rows += [row | {"measure": "influence", "value": 9.0} for row in rows_of(3, additive)]
    rows.append({"plan": "P", "versus": "Never", "value": 7.0, "versus_value": 6.0, "world": 3} | COMMON)
    table = seats_ties_and_money(pd.DataFrame(rows[::-1]), MADE, "P", "Never", "acute_dominance", "120", "acute")
    assert list(table) == ["world", "whole", "seats", "ties", "money"]
    first, second = table.to_dict("records")
    assert first == pytest.approx({"world": 3, "whole": 0.06, **adds})
    assert second == pytest.approx({"world": 5, "whole": 0.12, "seats": 0.08, "ties": 0.02, "money": 0.02})


def test_a_table_without_parts_is_taken_apart_into_nothing():
    other = pd.DataFrame(rows_of(1, dict.fromkeys((*PARTS.values(), frozenset(), THREE), 1.0), "Q"))
    table = seats_ties_and_money(other, MADE, "P", "Never", "acute_dominance", "120", "acute")
    assert list(table) == ["world", "whole", "seats", "ties", "money"]
    assert table.empty


def test_a_part_that_is_missing_is_an_error():
    rows = rows_of(1, dict.fromkeys((*PARTS.values(), frozenset(), THREE), 1.0))
    with pytest.raises(KeyError):
        seats_ties_and_money(pd.DataFrame(rows[2:]), MADE, "P", "Never", "acute_dominance", "120", "acute")


def test_parts_are_compared_with_the_plan_on_the_replicates_that_they_have():
    """Whole is of the parts' replicates, not of all of the plan's."""
    runs = noisy_world(6)
    table = by_world(runs)
    parts = {causes: f"merge, {label}" for label, causes in PARTS.items()}
    found = seats_ties_and_money(table, parts, "merge", "frozen", "influence", "24", "acute").iloc[0]
    single = outcomes(runs).query("plan == 'merge' and measure == 'influence' and window == '24' and sector == 'acute'")
    assert found["whole"] == pytest.approx(single.query("replicate < 3")["difference"].mean())
    assert found["whole"] != pytest.approx(single["difference"].mean(), rel=1e-3)
    assert found[list(CAUSES)].sum() == pytest.approx(found["whole"])
