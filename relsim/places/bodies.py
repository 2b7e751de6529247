"""Which commissioner covers which localities, and under which board, month by month.

A place says which commissioners it starts with; every reorganisation hands the area of its predecessors to its
successors.  Both a place's history and a plan's changes after it are read here, and nowhere else, so that the checks
(`relsim.places.check`) and the model cannot disagree about who covers what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from relsim.boards import GovernanceChange
from relsim.months import month_text
from relsim.places.place import Place
from relsim.plans import Reorganisation, Successor

Areas = dict[str, tuple[str, ...]]
"""Code of a commissioner → codes of its localities, in the place's own order."""


def founding_areas(place: Place) -> Areas:
    """The commissioners that the place starts with, and their areas."""
    return {body.code: in_order(place, body.localities) for body in place.commissioners}


def bodies_at(place: Place, reorganisations: Iterable[Reorganisation], month: int) -> Areas:
    """The commissioners that exist in a month, and their areas.

    Args:
        place: The place; its own history counts only if it is among the reorganisations.
        reorganisations: Everything that happens from the place's start on, such as
            ``(*place.history, *plan.reorganisations)``, in any order.
        month: Month number; what vests in this month has already happened.

    Raises:
        ValueError: A reorganisation cannot be carried out (`relsim.places.walk.follow` says all that is wrong).
    """
    bodies = founding_areas(place)
    for change in in_date_order(reorganisations):
        if change.vesting <= month:
            bodies = after(place, change, bodies)
    return bodies


def boards_at(
    place: Place, reorganisations: Iterable[Reorganisation], governance: Iterable[GovernanceChange], month: int
) -> dict[str, str]:
    """Which board governs each commissioner of a month.

    A successor without a board of its own has that of the predecessor with the most people in its area.

    Args:
        place: The place; its own history counts only if it is among the reorganisations.
        reorganisations: Everything that happens from the place's start on, in any order.
        governance: Every change of boards alone, in any order.
        month: Month number; what happens in this month has already happened, reorganisations first.

    Raises:
        ValueError: A reorganisation cannot be carried out.
    """
    people = {locality.code: locality.population for locality in place.localities}
    bodies, boards = founding_areas(place), {body.code: body.board for body in place.commissioners}
    changes = [change for change in in_date_order(reorganisations) if change.vesting <= month]
    begun = sorted((each for each in governance if each.begins <= month), key=lambda each: each.begins)
    for when in sorted({*(change.vesting for change in changes), *(each.begins for each in begun)}):
        for change in (one for one in changes if one.vesting == when):
            before, bodies = bodies, after(place, change, bodies)
            for new in change.successors:
                shared = {
                    code: sum(people[each] for each in before[code] if each in bodies[new.code])
                    for code in change.predecessors
                }
                boards[new.code] = new.board or boards[max(sorted(shared), key=shared.__getitem__)]
        boards |= {code: each.board for each in begun if each.begins == when for code in each.bodies}
    return {code: boards[code] for code in bodies}


def after(place: Place, reorganisation: Reorganisation, bodies: Mapping[str, tuple[str, ...]]) -> Areas:
    """The commissioners once a reorganisation has vested: predecessors gone, successors added at the end."""
    areas = successor_areas(place, reorganisation, bodies)
    staying = {code: area for code, area in bodies.items() if code not in reorganisation.predecessors}
    return {**staying, **areas}


def successor_areas(place: Place, reorganisation: Reorganisation, bodies: Mapping[str, tuple[str, ...]]) -> Areas:
    """What each successor covers: the localities it names, those of the predecessors in its `of`, or all of them.

    Args:
        place: The place, for the order of its localities.
        reorganisation: The change.
        bodies: The commissioners just before it vests, and their areas.

    Returns:
        Successor → localities, in the order in which the reorganisation names its successors.

    Raises:
        ValueError: A predecessor does not exist then, a successor's area cannot be told, or the successors' areas do
            not divide exactly what the predecessors covered.
    """
    gone = [code for code in reorganisation.predecessors if code not in bodies]
    if gone:
        raise ValueError(
            f"{reorganisation.name}: {', '.join(gone)} does not exist in {month_text(reorganisation.vesting)}; "
            f"the commissioners then are {', '.join(bodies)}"
        )
    areas: Areas = {}
    for successor in reorganisation.successors:
        area = said_area(place, reorganisation, successor, bodies)
        if area is None:
            raise ValueError(f"{reorganisation.name}: which localities {successor.code} covers is not said")
        areas[successor.code] = area
    if Counter(each for area in areas.values() for each in area) != Counter(covered(reorganisation, bodies)):
        raise ValueError(f"{reorganisation.name}: the successors do not divide exactly what the predecessors covered")
    return areas


def said_area(
    place: Place, reorganisation: Reorganisation, successor: Successor, bodies: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...] | None:
    """The area that the description gives a successor, right or wrong; None where it says nothing."""
    if successor.localities:
        return in_order(place, successor.localities)
    if successor.of:
        return in_order(place, (each for code in successor.of for each in bodies.get(code, ())))
    if len(reorganisation.successors) == 1:
        return in_order(place, covered(reorganisation, bodies))
    return None


def covered(reorganisation: Reorganisation, bodies: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The localities of the predecessors, as far as these exist."""
    return [each for code in reorganisation.predecessors for each in bodies.get(code, ())]


def in_date_order(reorganisations: Iterable[Reorganisation]) -> list[Reorganisation]:
    """By vesting; those that vest together stay in the order in which they are given."""
    return sorted(reorganisations, key=lambda change: change.vesting)


def in_order(place: Place, localities: Iterable[str]) -> tuple[str, ...]:
    """Localities in the place's own order; any that it does not know come last."""
    rank = {locality.code: number for number, locality in enumerate(place.localities)}
    return tuple(sorted(localities, key=lambda code: (rank.get(code, len(rank)), code)))
