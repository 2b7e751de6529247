"""Any history can be told without any of its events: nobody is lost, and what can be stays as it was."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from relsim.domain.boards import Board
from relsim.domain.bodies import bodies_at, in_date_order, responsibilities_at
from relsim.domain.consistency import follow
from relsim.domain.place import Commissioner, Council, Locality, Place
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.domain.responsibilities import COMMISSIONING, after, founding
from relsim.studies.history.counterfactual import without

AREAS = tuple(f"L{number}" for number in range(8))
STARTS = 24000
PLACE = Place(
    code="X", name="Xshire", starts=STARTS,
    localities=tuple(Locality(code=code, name=code, population=1000 + 100 * n, council="K")
                     for n, code in enumerate(AREAS)),
    boards={"b": Board(seats={"commissioner": 1.0})},
    commissioners=tuple(Commissioner(code=f"B{code}", name=code, form="B", localities=(code,), board="b")
                        for code in AREAS),
    councils=(Council(code="K", name="Council"),),
)  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> Place:
    """A place with a history of every kind of change of commissioners, several of them in one month."""
    changes: list[Reorganisation] = []
    month, responsibilities = STARTS, founding(PLACE)
    for number in range(draw(st.integers(2, 6))):
        month += draw(st.integers(1, 30))
        free = sorted(responsibilities.kinds.keys() - {"K"})
        for turn in range(draw(st.integers(1, 3))):
            change = _change(draw, free, responsibilities.functions, f"{number}-{turn}", month)
            if change is not None:
                changes.append(change)
                responsibilities = after(PLACE, change, responsibilities)
                free = [code for code in free if code not in {*change.predecessors, *_codes(change)}]
    return PLACE.model_copy(update={"history": tuple(changes)})


def _codes(change: Reorganisation) -> set[str]:
    return {one.code for one in change.successors}


def _change(draw: st.DrawFn, free: list[str], functions, name: str, month: int) -> Reorganisation | None:
    """A change of some of the bodies that nothing has been done to in the month yet; None where it can't be."""
    kind = draw(st.sampled_from(("merge", "merge", "replace", "split", "transfer", "cluster", "cut", "abolish")))
    least = {"merge": 2, "transfer": 2, "cluster": 2, "abolish": 2}.get(kind, 1)
    if len(free) < least:
        return None
    most = {"split": 1, "transfer": 2, "abolish": 2}.get(kind, 4)
    chosen = draw(st.lists(st.sampled_from(free), min_size=least, max_size=most, unique=True))
    area = [locality for code in chosen for _, locality in functions[code]]
    said: dict[str, object] = {"predecessors": tuple(chosen)}
    if kind == "merge":
        goes_on = draw(st.booleans())
        said["successors"] = (Successor(code=chosen[0] if goes_on else f"N{name}"),)
    elif kind == "cluster":
        said["successors"] = (Successor(code=f"T{name}"),)
    elif kind in ("split", "replace"):
        cut = draw(st.integers(1, len(area)))
        parts = [part for part in (area[:cut], area[cut:]) if part]
        if kind == "split" and len(parts) < 2:
            return None
        said["successors"] = tuple(Successor(code=f"N{name}-{k}", localities=part) for k, part in enumerate(parts))
    elif kind == "transfer":
        giver, receiver = chosen
        own = [locality for _, locality in functions[giver]]
        if len(own) < 2:
            return None
        said = {"predecessors": (giver,), "successors": (Successor(code=receiver, localities=(own[0],)),)}
    elif kind == "abolish":
        gone, heir = chosen
        said = {"predecessors": (gone,), "successors": (Successor(code=heir),)}
    elif kind == "cut":
        said["posts"] = 0.5
    fates = {} if kind in ("cut", "transfer", "abolish") else {"kept": 0.5, "moved": 0.2, "procedures": 0.5}
    return Reorganisation.model_validate(
        {"name": name, "kind": kind, "announced": month, "vesting": month, **said, **fates}
    )


@given(histories(), st.data())
@settings(deadline=None)
def test_what_would_have_been_can_be_and_every_locality_is_always_commissioned(place: Place, data: st.DataObject):
    month = data.draw(st.sampled_from(sorted({change.vesting for change in place.history} or {STARTS + 1})))
    assert follow(PLACE, place.history) == []
    found = without(place, month)
    assert follow(PLACE, found.changes) == []
    for change in (None, *found.changes):
        there = bodies_at(PLACE, found.changes, change.vesting if change else STARTS)
        assert sorted(locality for area in there.values() for locality in area) == sorted(AREAS)


@given(histories(), st.data())
@settings(deadline=None)
def test_nothing_is_taken_away_but_the_event_without_a_word(place: Place, data: st.DataObject):
    month = data.draw(st.sampled_from(sorted({change.vesting for change in place.history} or {STARTS + 1})))
    found = without(place, month)
    told = {name for change in found.changes for name in change.name.split("; ")}
    left_out = {name for one in found.left_out for name in one.name.split("; ")}
    assert told | left_out == {change.name for change in place.history if change.vesting != month}
    assert not told & left_out
    before = [change for change in in_date_order(place.history) if change.vesting < month]
    assert list(found.changes[: len(before)]) == before
    assert all(change.vesting != month for change in found.changes)


@given(histories(), st.data())
@settings(deadline=None)
def test_whoever_a_later_change_puts_in_place_is_there_as_in_reality(place: Place, data: st.DataObject):
    """What a change that was carried out puts in place stays until the next change of it that was not."""
    month = data.draw(st.sampled_from(sorted({change.vesting for change in place.history} or {STARTS + 1})))
    found = without(place, month)
    put_in_place = {
        name: {one.code for one in change.successors} for change in found.changes for name in change.name.split("; ")
    }
    last: dict[str, Reorganisation] = {}
    real = founding(PLACE)
    for change in in_date_order(place.history):
        then = after(PLACE, change, real)
        for function in real.holders:
            moved = then.holders[function] != real.holders[function] or (
                change.kind in ("merge", "replace", "split") and real.holders[function] in change.predecessors
            )
            if function[0] == COMMISSIONING and moved:
                last[function[1]] = change
        real = then
    would = responsibilities_at(PLACE, found.changes, 10**6)
    for locality, change in last.items():
        really = real.holders[COMMISSIONING, locality]
        # A merger that would have joined nothing puts nobody in place.
        if change.vesting > month and really in put_in_place.get(change.name, ()):
            assert would.holders[COMMISSIONING, locality] == really
