"""A real change carried over to bodies other than those that it really met: by area, and only where that can be told.

Whichever bodies then do what a change's successors took over are its predecessors; a body that does more than that
goes on with the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from relsim.domain.place import Place
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.domain.responsibilities import (
    COMMISSIONING,
    Function,
    Responsibilities,
    functions_before,
    in_order,
    largest,
    taken_over,
)

Taken = dict[str, set[Function]]
"""Code of a successor → what it takes over."""


class NotThenError(Exception):
    """A change would not have happened; says why."""


def adapted_to(
    place: Place, change: Reorganisation, real: Responsibilities, would: Responsibilities, used: Iterable[str]
) -> Reorganisation:
    """A later change as it would have been.

    Raises:
        NotThenError: It would not have been.
    """
    if _meets_the_same(change, real, would):
        return change
    if change.kind in ("cluster", "cut"):
        return _of_whole_bodies(change, real, would)
    taken = {code: set(functions) for code, functions in taken_over(place, change, real).items()}
    if change.kind in ("transfer", "abolish"):
        adapted, meant = _handed_over(place, change, taken, real, would)
    else:
        adapted, meant = _newly_formed(place, change, taken, would, used)
    try:
        told = taken_over(place, adapted, would)
        right = {code: set(functions) for code, functions in told.items()} == meant
    except ValueError:
        right = False
    if not right:
        raise NotThenError("which of the bodies of that time would have done what cannot be told")
    return adapted


def _meets_the_same(change: Reorganisation, real: Responsibilities, would: Responsibilities) -> bool:
    """True if a change finds the bodies that it really found, doing what they really did."""
    codes = {*change.predecessors, *(one.code for one in change.successors if one.code in real.kinds)}
    return all(code in would.kinds and would.functions[code] == real.functions[code] for code in codes)


# --- Bodies that give way to others ----------------------------------------------------------------------------------


def _newly_formed(
    place: Place, change: Reorganisation, taken: Taken, would: Responsibilities, used: Iterable[str]
) -> tuple[Reorganisation, Taken]:
    """A merger, a split or a replacement, and what each successor would take over."""
    still_done = {code: functions & would.holders.keys() for code, functions in taken.items()}
    wanted = _with_something_to_do(change, {code: some for code, some in still_done.items() if some}, would)
    if any(code in used and code not in would.kinds for code in wanted):
        raise NotThenError("the body that took over would have ended before")
    gone = {each for functions in wanted.values() for each in functions}
    predecessors = _holding(would, gone)
    if any(code in would.kinds and code not in predecessors for code in wanted):
        raise NotThenError("the body that took over would have had nothing to do with it")
    meant = dict(wanted)
    for code in predecessors:
        if rest := set(would.functions[code]) - gone:
            meant[code] = meant.get(code, set()) | rest
    named = {one.code: one for one in change.successors}
    successors = tuple(
        covering(place, named.get(code, Successor(code=code)), functions, would, alone=len(meant) == 1)
        for code, functions in meant.items()
    )
    return changed(change, _kind(change, predecessors, meant), predecessors, successors), meant


def _with_something_to_do(change: Reorganisation, wanted: Taken, would: Responsibilities) -> Taken:
    """The successors for which there is still something to do.

    To merge takes two bodies for a successor, to split one that goes several ways; bodies are replaced however many
    there are, since that is what a new legal form means.

    Raises:
        NotThenError: There is none.
    """
    if change.kind == "merge":
        kept = {code: functions for code, functions in wanted.items() if len(_holding(would, functions)) > 1}
        if not kept:
            raise NotThenError("there would have been nothing to merge")
        return kept
    gone = {each for functions in wanted.values() for each in functions}
    ways: dict[str, set[str]] = {}
    for code, functions in wanted.items():
        for body in _holding(would, functions):
            ways.setdefault(body, set()).add(code)
    for body in ways:
        if not gone.issuperset(would.functions[body]):
            ways[body].add(body)
    if change.kind == "split" and all(len(to) < 2 for to in ways.values()):
        raise NotThenError("there would have been nothing to split")
    if not wanted:
        raise NotThenError("nobody would have done what it was about")
    return wanted


def _kind(change: Reorganisation, predecessors: Sequence[str], successors: Iterable[str]) -> str:
    """The kind of change that it would have been: only a merger or a split leaves a body going on."""
    goes_on = bool(set(successors) & set(predecessors))
    if len(predecessors) == 1 and (goes_on or change.kind == "split"):
        return "split"
    if goes_on:
        return "merge"
    return "replace" if change.kind == "split" else change.kind


# --- Bodies that hand over to others that there are, go on, or end ---------------------------------------------------


def _handed_over(
    place: Place, change: Reorganisation, taken: Taken, real: Responsibilities, would: Responsibilities
) -> tuple[Reorganisation, Taken]:
    """A transfer or an abolition, and what each body that takes over would get."""
    named = {one.code: one for one in change.successors}
    wanted: Taken = {}
    for code, functions in taken.items():
        heir = code if code in would.kinds else _in_its_place(place, real.functions[code], would)
        still = {each for each in functions if would.holders.get(each, heir) != heir}
        if still:
            wanted[heir] = wanted.get(heir, set()) | still
            named.setdefault(heir, Successor(code=heir))
    if change.kind == "abolish":
        predecessors = _whole(functions_before(change, real), would)
        if set(predecessors) & set(wanted):
            raise NotThenError("the body that took over would have been abolished itself")
    else:
        predecessors = _holding(would, {each for functions in wanted.values() for each in functions})
    if not predecessors:
        raise NotThenError("it would have changed nothing")
    successors = tuple(
        covering(place, named[code], functions, would, alone=change.kind == "abolish" and len(wanted) == 1)
        for code, functions in wanted.items()
    )
    given = {each for functions in wanted.values() for each in functions}
    if change.kind == "transfer" and any(given.issuperset(would.functions[code]) for code in predecessors):
        raise NotThenError("nothing would have been left to a body that went on")
    return changed(change, change.kind, predecessors, successors), wanted


def _in_its_place(place: Place, functions: Sequence[Function], would: Responsibilities) -> str:
    """The body that does most of what another really did: by people, then by code."""
    people = {locality.code: locality.population for locality in place.localities}
    sizes: dict[str, int] = {}
    for function in functions:
        if function in would.holders:
            sizes[would.holders[function]] = sizes.get(would.holders[function], 0) + people[function[1]]
    if not sizes:
        raise NotThenError("nobody would have been there to take over")
    return largest(sizes)


def _of_whole_bodies(change: Reorganisation, real: Responsibilities, would: Responsibilities) -> Reorganisation:
    """A cluster or a cut of whichever bodies do what the real ones did."""
    predecessors = _whole(functions_before(change, real), would)
    if change.kind == "cluster" and len(predecessors) < 2:
        raise NotThenError("there would have been nobody to share a team with")
    return changed(change, change.kind, predecessors, change.successors)


def _whole(functions: Sequence[Function], would: Responsibilities) -> tuple[str, ...]:
    """The bodies that do these things.

    Raises:
        NotThenError: One of them does more than that, so that it cannot be told what would have become of it.
    """
    there = [each for each in functions if each in would.holders]
    holding = _holding(would, there)
    if not holding:
        raise NotThenError("nobody would have done what it was about")
    if not set(there).issuperset(each for code in holding for each in would.functions[code]):
        raise NotThenError("the bodies of that time would have reached beyond those that it was about")
    return holding


# --- Saying it -------------------------------------------------------------------------------------------------------


def covering(
    place: Place, successor: Successor, functions: set[Function], would: Responsibilities, *, alone: bool
) -> Successor:
    """A successor that says what it takes over: nothing where it is alone, else whole bodies, else localities."""
    said: Mapping[str, tuple[str, ...]] = {"of": (), "localities": ()}
    if not alone:
        localities = in_order(place, {locality for _, locality in functions})
        holding = _holding(would, functions)
        commissions = all(founder == COMMISSIONING for founder, _ in functions)
        whole = {each for code in holding for each in would.functions[code]} == functions
        if whole and not commissions and successor.code not in would.kinds:
            said = {"of": holding, "localities": ()}
        else:
            said = {"of": (), "localities": localities}
    return successor.model_copy(update=dict(said))


def changed(
    change: Reorganisation, kind: str, predecessors: Sequence[str], successors: Sequence[Successor]
) -> Reorganisation:
    """The change with other bodies; checked as if it had been written so."""
    said = {"kind": kind, "predecessors": tuple(predecessors), "successors": tuple(successors)}
    return Reorganisation.model_validate({**dict(change), **said})


def _holding(would: Responsibilities, functions: Iterable[Function]) -> tuple[str, ...]:
    """The bodies that do these things, in the order in which they came into being."""
    there = {would.holders[each] for each in functions}
    return tuple(code for code in would.kinds if code in there)
