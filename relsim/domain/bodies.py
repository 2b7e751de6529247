"""Bodies month by month: which there are, which commissioner covers which localities, and under which board.

Both a place's history and a plan's changes after it are read here, and nowhere else, so that the checks
(`relsim.places.place_checks`) and the model cannot disagree about who covers what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from relsim.domain.boards import GovernanceChange
from relsim.domain.place import Place
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.responsibilities import COMMISSIONING, Responsibilities, after, founding, largest
from relsim.domain.sectors import Kind

Areas = dict[str, tuple[str, ...]]
"""Code of a commissioner → codes of its localities, in the place's own order."""


def areas_of(responsibilities: Responsibilities) -> Areas:
    """The commissioners of a moment, and their areas."""
    return {
        code: tuple(locality for founder, locality in responsibilities.functions[code] if founder == COMMISSIONING)
        for code, kind in responsibilities.kinds.items()
        if kind is Kind.COMMISSIONER
    }


def founding_areas(place: Place) -> Areas:
    """The commissioners that the place starts with, and their areas."""
    return areas_of(founding(place))


def responsibilities_at(place: Place, reorganisations: Iterable[Reorganisation], month: int) -> Responsibilities:
    """The bodies that exist in a month, and who does what.

    Args:
        place: The place; its own history counts only if it is among the reorganisations.
        reorganisations: Everything that happens from the place's start on, such as
            ``(*place.history, *plan.reorganisations)``, in any order.
        month: Month number; what vests in this month has already happened.

    Raises:
        ValueError: A reorganisation cannot be carried out (`relsim.domain.consistency.follow` says all that is wrong).
    """
    responsibilities = founding(place)
    for change in in_date_order(reorganisations):
        if change.vesting <= month:
            responsibilities = after(place, change, responsibilities)
    return responsibilities


def bodies_at(place: Place, reorganisations: Iterable[Reorganisation], month: int) -> Areas:
    """The commissioners that exist by law in a month, and their areas: see `responsibilities_at`."""
    return areas_of(responsibilities_at(place, reorganisations, month))


def boards_at(
    place: Place, reorganisations: Iterable[Reorganisation], governance: Iterable[GovernanceChange], month: int
) -> dict[str, str]:
    """The board that governs each commissioner of a month.

    A successor without a board of its own has that of the predecessor with the most people in its area; the bodies of a
    cluster are governed by its board.

    Args:
        place: The place; its own history counts only if it is among the reorganisations.
        reorganisations: Everything that happens from the place's start on, in any order.
        governance: Every change of boards alone, in any order.
        month: Month number; what happens in this month has already happened, reorganisations first.

    Raises:
        ValueError: A reorganisation cannot be carried out.
    """
    people = {locality.code: locality.population for locality in place.localities}
    responsibilities, boards = founding(place), {body.code: body.board for body in place.commissioners}
    changes = [change for change in in_date_order(reorganisations) if change.vesting <= month]
    begun = sorted((each for each in governance if each.begins <= month), key=lambda each: each.begins)
    for when in sorted({*(change.vesting for change in changes), *(each.begins for each in begun)}):
        for change in (one for one in changes if one.vesting == when):
            before, responsibilities = responsibilities, after(place, change, responsibilities)
            given = _boards_after(change, areas_of(before), areas_of(responsibilities), boards, people)
            # Whoever goes on in a cluster goes on under its board.
            kept = {code for code in given if code in before.teams and change.kind != "cluster"}
            boards |= {code: board for code, board in given.items() if code not in kept}
        for each in (one for one in begun if one.begins == when):
            acting = {responsibilities.acting(code) for code in each.bodies}
            boards |= {code: each.board for code in responsibilities.kinds if responsibilities.acting(code) in acting}
    return {code: boards[code] for code in areas_of(responsibilities)}


def _boards_after(
    change: Reorganisation, before: Areas, now: Areas, boards: Mapping[str, str], people: Mapping[str, int]
) -> dict[str, str]:
    """The boards that a change gives, by commissioner."""
    old = [code for code in change.predecessors if code in before]
    if change.kind == "cluster" and old:
        size = {code: sum(people[each] for each in before[code]) for code in old}
        board = change.successors[0].board or boards[largest(size)]
        return dict.fromkeys(old, board)
    given: dict[str, str] = {}
    for new in change.successors:
        if new.code in now and (new.code not in before or new.board):
            shared = {code: sum(people[each] for each in before[code] if each in now[new.code]) for code in old}
            given[new.code] = new.board or boards[largest(shared)]
    return given


def in_date_order(reorganisations: Iterable[Reorganisation]) -> list[Reorganisation]:
    """By vesting; those that vest together by name, so that the order in which they are written makes no difference."""
    return sorted(reorganisations, key=lambda change: (change.vesting, change.name))
