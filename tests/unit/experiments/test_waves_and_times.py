"""Changes written once that happen in waves, or again and again."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from relsim.domain.months import month_number
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.experiments.plans_in_file import ReorganisationInFile

FIRST = month_number("2020-04")
FATES = {"kept": 0.5, "moved": 0.2, "procedures": 0.5}


def written(**said: Any) -> list[Reorganisation]:
    told = {"name": "Merge", "kind": "merge", "announced": FIRST - 6, "vesting": FIRST, **FATES} | said
    return list(ReorganisationInFile.model_validate(told).written_out())


def mergers(count: int) -> dict[str, Any]:
    """So many mergers of two bodies each."""
    successors = tuple(Successor(code=f"M{k}", of=(f"A{k}", f"B{k}")) for k in range(count))
    return {"successors": successors, "predecessors": tuple(code for each in successors for code in each.of)}


def test_what_is_written_once_happens_once() -> None:
    (change,) = written(**mergers(2))
    assert type(change) is Reorganisation
    assert change.name == "Merge"
    assert change.model_dump() == Reorganisation.model_validate(
        {"name": "Merge", "kind": "merge", "announced": FIRST - 6, "vesting": FIRST, **FATES, **mergers(2)}
    ).model_dump()


@pytest.mark.parametrize(("count", "waves", "sizes"), [(7, 3, [2, 3, 2]), (4, 4, [1, 1, 1, 1]), (5, 2, [2, 3])])
def test_waves_take_everybody_once_in_turn(count: int, waves: int, sizes: list[int]) -> None:
    changes = written(**mergers(count), waves=waves, months_between=18)
    assert [len(each.successors) for each in changes] == sizes
    assert [one.code for each in changes for one in each.successors] == [f"M{k}" for k in range(count)]
    assert [code for each in changes for code in each.predecessors] == list(mergers(count)["predecessors"])
    assert [each.vesting for each in changes] == [FIRST + 18 * k for k in range(waves)]
    assert {each.vesting - each.announced for each in changes} == {6}
    assert len({each.name for each in changes}) == waves


def test_cuts_come_in_waves_of_bodies() -> None:
    changes = written(kind="cut", predecessors=("A", "B", "C"), posts=0.7, waves=3)
    assert [each.predecessors for each in changes] == [("A",), ("B",), ("C",)]
    assert {each.posts for each in changes} == {0.7}


def test_again_and_again_the_bodies_of_the_time_before_give_way() -> None:
    successors = (Successor(code="X", localities=("NORTH",)), Successor(code="Y", localities=("SOUTH",), board="icb"))
    changes = written(kind="split", predecessors=("A",), successors=successors, times=3, months_between=36)
    assert [each.name for each in changes] == ["Merge", "Merge, 2nd time", "Merge, 3rd time"]
    assert [each.kind for each in changes] == ["split", "replace", "replace"]
    assert [each.predecessors for each in changes] == [("A",), ("X", "Y"), ("X-2", "Y-2")]
    assert [[one.code for one in each.successors] for each in changes] == [["X", "Y"], ["X-2", "Y-2"], ["X-3", "Y-3"]]
    assert [one.of for one in changes[2].successors] == [("X-2",), ("Y-2",)]
    assert {each.successors[1].board for each in changes} == {"icb"}
    assert [each.repeats for each in changes] == ["", "Merge", "Merge"]


def test_a_file_cannot_say_what_a_change_repeats() -> None:
    with pytest.raises(ValidationError, match="repeats"):
        written(**mergers(1), repeats="Another")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({**mergers(2), "waves": 2, "times": 2}, "waves and times are both said"),
        ({"kind": "cut", "predecessors": ("A",), "times": 2}, "makes no body that could give way again"),
        ({**mergers(2), "waves": 3}, "there are only 2 parts"),
        ({"predecessors": ("A", "B"), "successors": (Successor(code="X", localities=("N",)),
          Successor(code="Y", localities=("S",))), "waves": 2}, "every successor says of which predecessors"),
        ({"predecessors": ("A", "B"), "successors": (Successor(code="X", of=("A",)),
          Successor(code="Y", of=("A", "B"))), "waves": 2}, "no predecessor can go to two successors"),
        ({**mergers(1), "times": 60, "months_between": 240}, "later than any month"),
    ],
)  # fmt: skip
def test_what_cannot_be_many_is_refused(said: dict[str, Any], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        written(**said)
