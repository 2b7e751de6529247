"""Reorganisations that cannot be are told, each once, and where they stand."""

from pathlib import Path

import pytest

from relsim.domain.consistency import follow
from relsim.domain.months import month_number
from relsim.domain.place import Place
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.places.library import read_place

SMALLSHIRE = Path(__file__).parents[2] / "places" / "smallshire.toml"


@pytest.fixture(scope="module")
def smallshire() -> Place:
    return read_place(SMALLSHIRE)


def change(
    predecessors: str, *successors: Successor, name: str = "Change",
    announced: str = "2021-02", vesting: str = "2022-07",
) -> Reorganisation:  # fmt: skip
    return Reorganisation(
        name=name, kind="replace", announced=month_number(announced), vesting=month_number(vesting),
        predecessors=tuple(predecessors.split()), successors=successors or (Successor(code="ICB", board="icb"),),
        kept=0.6, moved=0.2, procedures=0.6,
    )  # fmt: skip


def told(place: Place, *changes: Reorganisation) -> list[str]:
    found = follow(place, changes, after=place.history, where='plans[2] "Merge" › reorganisations')
    return [str(problem) for problem in found]


def test_a_plan_that_follows_from_history_is_right(smallshire: Place) -> None:
    assert told(smallshire, change("C12 C3")) == []
    assert told(smallshire, change("C12"), change("C3", Successor(code="J"), name="Second")) == []


def test_a_plan_in_two_stages_is_right_although_both_are_announced_first(smallshire: Place) -> None:
    first = change("C12", Successor(code="X"))
    assert told(smallshire, first, change("X C3", name="Stage two", vesting="2024-04")) == []


def test_a_body_that_has_ended_says_when(smallshire: Place) -> None:
    (problem,) = told(smallshire, change("C1 C3"))
    where, what = problem.split(": ", 1)
    assert where == 'plans[2] "Merge" › reorganisations[1] "Change" › predecessors'
    assert what.startswith('There is no commissioner "C1" in 2022-07')
    assert 'ended in 2018-04 with "North and Middle merge"' in problem


def test_before_the_history_the_same_body_exists(smallshire: Place) -> None:
    early = change("C3", Successor(code="C33"), announced="2014-01", vesting="2015-01")
    assert told(smallshire, early) == []


def test_a_plan_that_takes_away_what_history_needs_is_wrong(smallshire: Place) -> None:
    (problem,) = told(smallshire, change("C1", Successor(code="X"), announced="2014-01", vesting="2015-01"))
    assert problem.startswith('"North and Middle merge" in the place\'s history › predecessors')


def test_a_misspelt_body_gets_a_suggestion(smallshire: Place) -> None:
    (problem,) = told(smallshire, change("C112 C3"))
    assert 'Did you mean "C12"' in problem


@pytest.mark.parametrize(
    ("wrong", "where", "what"),
    [
        (change("C12", Successor(code="T1")), "› code", "already used"),
        (change("C12", Successor(code="C1")), "› code", "already used"),
        (change("C12 C3", Successor(code="A", of=("C12",)), Successor(code="A", of=("C3",))), "› code", "already used"),
        (change("C12", Successor(code="A", board="icbs")), "› board", 'Did you mean "icb"'),
        (change("C12", Successor(code="A", of=("C3",))), "› of", 'no predecessor "C3"'),
        (change("C12", Successor(code="A", localities=("NORHT", "MIDDLE"))), "› localities", 'Did you mean "NORTH"'),
        (change("C12", Successor(code="A", of=("C12",), localities=("NORTH", "MIDDLE"))), '"A"', "both of and"),
        (change("C12", Successor(code="A", localities=("NORTH",)), Successor(code="B")), '"B"', "is not said"),
        (change("C12", Successor(code="A", localities=("NORTH",))), "› successors", "MIDDLE would be left"),
        (change("C12", Successor(code="A", localities=("NORTH", "MIDDLE", "SOUTH"))), "› successors", "belongs to C3"),
        (change("C12", Successor(code="A", of=("C12",)), Successor(code="B", localities=("NORTH",))), "› successors",
         "NORTH is covered twice"),
        (change("C12 C12"), "› predecessors", "named twice"),
        (change("C12", name="North and Middle merge"), "reorganisations[1]", "its name is already"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_once_and_where_it_is(
    smallshire: Place, wrong: Reorganisation, where: str, what: str
) -> None:
    found = told(smallshire, wrong)
    assert found
    assert where in found[0].split(": ")[0]
    assert what.lower() in found[0].lower()
    assert len(found) == 1


def test_the_code_of_a_body_that_has_been_and_gone_is_not_free(smallshire: Place) -> None:
    there = change("C12", Successor(code="X"))
    back = change("X", Successor(code="C12"), name="Back again", vesting="2024-04")
    onward = change("C3", Successor(code="X"), name="Onward", vesting="2025-04")
    second, third = told(smallshire, there, back, onward)
    assert 'The code "C12" is already used' in second
    assert 'The code "X" is already used' in third


def test_nothing_vests_before_the_place_starts(smallshire: Place) -> None:
    (problem,) = told(smallshire, change("C3", Successor(code="X"), announced="2011-01", vesting="2012-04"))
    assert "2012-04 is not after the place's start" in problem


def test_a_body_must_exist_for_a_month(smallshire: Place) -> None:
    first = change("C12", Successor(code="X"))
    (problem,) = told(smallshire, first, change("X C3", name="Second"))
    assert "would exist for no time" in problem


def test_a_mistake_that_follows_from_another_is_not_told(smallshire: Place) -> None:
    first = change("C12", Successor(code="X", localities=("NORTH",)))
    second = change("X C3", Successor(code="Y", localities=("NORTH", "MIDDLE", "SOUTH")), name="Second",
                    vesting="2024-04")  # fmt: skip
    (problem,) = told(smallshire, first, second)
    assert "MIDDLE would be left" in problem


def test_all_mistakes_are_told_together(smallshire: Place) -> None:
    wrong = change("C12", Successor(code="T1", board="icbs"))
    assert len(told(smallshire, wrong, change("C9", Successor(code="Z"), name="Other"))) == 3
