"""A history without one of its events: what later changes meet then, and which would not have been."""

from __future__ import annotations

import pytest

from relsim.domain.boards import Board
from relsim.domain.bodies import bodies_at
from relsim.domain.consistency import follow
from relsim.domain.months import month_number
from relsim.domain.place import Commissioner, Council, Locality, Place, Trust
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.places.library import built_in
from relsim.studies.history.counterfactual import Without, without

AREAS = ("W", "X", "Y", "Z")
FIRST, SECOND = month_number("2006-10"), month_number("2013-04")


def place(*history: Reorganisation) -> Place:
    """Four localities, each with a commissioner named after it; one trust for all of them."""
    return Place(
        code="P", name="Place", starts=month_number("2000-01"),
        localities=tuple(Locality(code=code, name=code, population=1000 * (n + 1), council="K")
                         for n, code in enumerate(AREAS)),
        boards={"b": Board(seats={"commissioner": 1.0})},
        commissioners=tuple(Commissioner(code=f"C{code}", name=code, form="C", localities=(code,), board="b")
                            for code in AREAS),
        councils=(Council(code="K", name="Council"),),
        trusts=tuple(Trust(code=f"T{code}", name=code, kind="acute", serves={code: 1.0}) for code in AREAS),
        history=history,
    )  # fmt: skip


def change(
    kind: str, predecessors: str, *successors: str, vesting: int, name: str = "", **more: object
) -> Reorganisation:
    """A change; a successor is ``CODE`` or ``CODE=LOCALITIES``."""
    named = []
    for one in successors:
        code, _, localities = one.partition("=")
        named.append(Successor(code=code, localities=tuple(localities)))
    fates = {} if kind in ("cut", "transfer", "abolish") else {"kept": 0.5, "moved": 0.2, "procedures": 0.5}
    return Reorganisation.model_validate(
        {"name": name or f"{kind} {predecessors}", "kind": kind, "announced": vesting - 6, "vesting": vesting,
         "predecessors": tuple(predecessors.split()), "successors": tuple(named), **fates, **more}
    )  # fmt: skip


def told(*history: Reorganisation, month: int = FIRST) -> Without:
    """The history without a month, checked."""
    there = place(*history)
    assert follow(there.model_copy(update={"history": ()}), history) == []
    found = without(there, month)
    assert follow(there.model_copy(update={"history": ()}), found.changes) == []
    return found


def areas(found: Without) -> dict[str, str]:
    """Who covers what in the end."""
    return {code: "".join(area) for code, area in bodies_at(place(), found.changes, SECOND + 500).items()}


def shape(one: Reorganisation) -> tuple[str, str, str]:
    """What kind of change, of whom, to whom."""
    new = " ".join(f"{each.code}={''.join(each.localities)}" for each in one.successors)
    return one.kind, " ".join(one.predecessors), new


def test_a_change_that_meets_the_same_bodies_is_the_same_object():
    first = change("merge", "CW CX", "A", vesting=FIRST)
    second = change("merge", "CY CZ", "B", vesting=SECOND)
    found = told(first, second)
    assert found.changes == (second,)
    assert found.changes[0] is second
    assert found.left_out == ()


def test_what_came_before_stays():
    first = change("merge", "CW CX", "A", vesting=FIRST)
    second = change("merge", "A CY", "B", vesting=SECOND)
    assert told(first, second, month=SECOND).changes == (first,)


def test_without_a_merger_the_next_one_takes_the_bodies_that_it_had_joined():
    found = told(change("merge", "CW CX", "A", vesting=FIRST), change("merge", "A CY", "B", vesting=SECOND))
    assert [shape(one) for one in found.changes] == [("merge", "CW CX CY", "B=")]
    assert areas(found) == {"B": "WXY", "CZ": "Z"}


def test_a_merger_of_bodies_that_would_never_have_been_apart_is_left_out():
    split = change("replace", "CW CX", "A=W", "B=X", vesting=FIRST)
    merger = change("merge", "A B", "C", vesting=SECOND)
    before = change("merge", "CW CX", "D", vesting=FIRST - 12)
    again = change("split", "D", "A=W", "B=X", vesting=FIRST)
    assert [shape(one) for one in told(split, merger).changes] == [("merge", "CW CX", "C=")]
    found = told(before, again, merger)
    assert found.changes == (before,)
    assert found.left_out[0].sentence() == (
        "“merge A B” (2013-04) is left out: there would have been nothing to merge."
    )


def test_a_body_that_reaches_beyond_goes_on_with_the_rest():
    """Without the split D covers W and X, and only X merges with Y."""
    before = change("merge", "CW CX", "D", vesting=FIRST - 12)
    again = change("split", "D", "A=W", "B=X", vesting=FIRST)
    found = told(before, again, change("merge", "B CY", "E", vesting=SECOND))
    assert [shape(one) for one in found.changes[1:]] == [("merge", "CY D", "E=XY D=W")]
    assert areas(found) == {"CZ": "Z", "D": "W", "E": "XY"}


def test_a_replacement_happens_to_whoever_is_there():
    found = told(
        change("merge", "CW CX CY CZ", "A", vesting=FIRST), change("replace", "A", "G=WX", "H=YZ", vesting=SECOND)
    )
    assert [shape(one) for one in found.changes] == [("replace", "CW CX CY CZ", "G=WX H=YZ")]


def test_a_split_of_what_was_never_joined_is_left_out():
    found = told(change("merge", "CW CX", "A", vesting=FIRST), change("split", "A", "G=W", "H=X", vesting=SECOND))
    assert (found.changes, found.left_out[0].why) == ((), "there would have been nothing to split")


def test_a_split_across_bodies_divides_those_that_there_are():
    before = change("merge", "CW CX", "A", vesting=FIRST - 12)
    found = told(
        before, change("merge", "A CY", "B", vesting=FIRST), change("split", "B", "G=W", "H=XY", vesting=SECOND)
    )
    assert [shape(one) for one in found.changes[1:]] == [("replace", "CY A", "G=W H=XY")]


def test_a_transfer_goes_to_whoever_does_most_of_what_the_receiver_did():
    found = told(
        change("merge", "CY CZ", "A", vesting=FIRST),
        change("merge", "CW CX", "B", vesting=FIRST + 12),
        change("transfer", "B", "A=W", vesting=SECOND),
    )
    assert shape(found.changes[1]) == ("transfer", "B", "CZ=W")
    assert areas(found) == {"B": "X", "CY": "Y", "CZ": "WZ"}


def test_a_transfer_that_would_leave_nothing_is_left_out():
    found = told(change("merge", "CW CX", "A", vesting=FIRST), change("transfer", "A", "CY=W", vesting=SECOND))
    assert found.left_out[0].why == "nothing would have been left to a body that went on"


def test_a_cluster_is_of_those_who_cover_its_area():
    merger = change("merge", "CW CX", "A", vesting=FIRST)
    assert [shape(one) for one in told(merger, change("cluster", "A CY", "T", vesting=SECOND)).changes] == [
        ("cluster", "CW CX CY", "T=")
    ]
    before = change("merge", "CW CX", "D", vesting=FIRST - 12)
    apart = change("split", "D", "A=W", "B=X", vesting=FIRST)
    alone = told(before, apart, change("cluster", "A B", "T", vesting=SECOND))
    assert alone.left_out[0].why == "there would have been nobody to share a team with"
    beyond = told(before, apart, change("cut", "A", vesting=SECOND, posts=0.5, kept=0.5))
    assert beyond.left_out[0].why == "the bodies of that time would have reached beyond those that it was about"


def test_a_cut_falls_on_those_who_cover_its_area():
    merger = change("merge", "CW CX", "A", vesting=FIRST)
    found = told(merger, change("cut", "A", vesting=SECOND, posts=0.5, kept=0.5))
    assert [shape(one) for one in found.changes] == [("cut", "CW CX", "")]
    assert found.changes[0].posts == pytest.approx(0.5)


def test_an_abolition_hands_over_to_whoever_is_there():
    merger = change("merge", "CW CX", "A", vesting=FIRST)
    found = told(merger, change("abolish", "A", "CY", vesting=SECOND))
    assert [shape(one) for one in found.changes] == [("abolish", "CW CX", "CY=")]
    other = told(merger, change("abolish", "CY", "A", vesting=SECOND))
    assert [shape(one) for one in other.changes] == [("abolish", "CY", "CX=")]


def test_trusts_are_followed_too():
    found = told(
        change("merge", "TW TX", "TA", vesting=FIRST), change("merge", "TA TY", "TB", vesting=SECOND),
    )  # fmt: skip
    assert [shape(one) for one in found.changes] == [("merge", "TW TX TY", "TB=")]
    parted = told(
        change("merge", "TW TX TY TZ", "TA", vesting=FIRST), change("replace", "TA", "TB=WX", "TC=YZ", vesting=SECOND)
    )
    assert parted.left_out == ()
    assert [(one.code, one.of) for one in parted.changes[0].successors] == [("TB", ("TW", "TX")), ("TC", ("TY", "TZ"))]


def test_two_changes_that_would_share_a_body_are_one_change():
    """Without the split D covers W and X; W merges with Y and X with Z on the same day."""
    history = (
        change("merge", "CW CX", "D", vesting=FIRST - 12),
        change("split", "D", "A=W", "B=X", vesting=FIRST),
        change("merge", "A CY", "E", vesting=SECOND),
        change("merge", "B CZ", "F", vesting=SECOND),
    )
    found = told(*history)
    assert [(one.name, *shape(one)) for one in found.changes[1:]] == [
        ("merge A CY; merge B CZ", "merge", "CY CZ D", "E=WY F=XZ")
    ]
    assert areas(found) == {"E": "WY", "F": "XZ"}
    otherwise = history[3].model_copy(update={"kept": 0.1})
    second = told(*history[:3], otherwise)
    (left_out,) = second.left_out
    assert left_out.why == "“merge A CY” would have changed one of its bodies in the same month"


def test_oxfordshire_and_its_neighbours_without_each_of_their_first_changes():
    qu9 = built_in("QU9")
    without_2006 = without(qu9, month_number("2006-10"))
    groups = next(one for one in without_2006.changes if one.vesting == month_number("2013-04"))
    assert groups.predecessors == tuple(body.code for body in qu9.commissioners)
    assert sum(len(one.localities) for one in groups.successors) == len(qu9.localities)
    assert without_2006.left_out == ()
    without_2013 = without(qu9, month_number("2013-04"))
    assert {one.why for one in without_2013.left_out} == {"there would have been nothing to merge"}


def test_wales_without_its_seven_boards():
    wales = built_in("WALES")
    (moved,) = without(wales, month_number("2009-10")).changes
    assert len(moved.predecessors) == 5
    assert [len(one.localities) for one in moved.successors] == [2, 3]
