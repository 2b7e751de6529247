"""Responsibilities: the bodies that exist at a moment, and who does what, all that a reorganisation changes by law.

Every body that can be reorganised was founded with *functions*: what it does in each locality.  A reorganisation
transfers functions from body to body, whatever its kind; so nothing that was done can be lost or doubled but by a
change that says so (`relsim.domain.reorganisation.ChangeKind`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from relsim.domain.months import month_text
from relsim.domain.place import Place
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.domain.sectors import Kind

Function = tuple[str, str]
"""A statutory function: what one body was founded to do, in one locality, whoever does it now.

(code of that body, locality); commissioning is nobody's from the start: `COMMISSIONING`.
"""
COMMISSIONING = ""
TAKES_OVER = ("transfer", "abolish")
"""Kinds of change whose successors are there already."""
TAKES_IN = ("merge", "abolish")
"""Kinds of change by which a body that goes on takes the place of others."""


@dataclass(frozen=True)
class Responsibilities:
    """The bodies that exist by law at a moment, and who does what; practices and voluntary organisations apart."""

    holders: Mapping[Function, str]
    """Function → the body that does it now; what nobody does any more is not in it."""
    kinds: Mapping[str, Kind]
    """Every body that exists by law → what it is, in the order in which they came into being."""
    teams: Mapping[str, str]
    """Body → the cluster whose team works for it; bodies with a team of their own are not in it."""
    team_kinds: Mapping[str, Kind]
    """Every cluster that there has been → what its team is."""
    founders: frozenset[str]
    """Every body that was ever founded with functions."""
    gone: frozenset[Function] = frozenset()
    """Functions that nobody does any more."""

    def acting(self, code: str) -> str:
        """Whose people do a body's work: its cluster's, or its own."""
        return self.teams.get(code, code)

    def heir(self, code: str, work: Mapping[str, float]) -> str | None:
        """The body that acts for one that was founded: itself, or whoever does most of what it did; None: nobody does.

        Args:
            code: Of the body.
            work: Locality → share of what it was founded to do; ties by code.
        """
        if code in self.kinds:
            return self.acting(code)
        size: dict[str, float] = {}
        for locality, heir in self.by_founder.get(code, {}).items():
            size[heir] = size.get(heir, 0.0) + work.get(locality, 0.0)
        return largest(size) if size else None

    @cached_property
    def functions(self) -> dict[str, list[Function]]:
        """Body → what it does, in order."""
        found: dict[str, list[Function]] = {code: [] for code in self.kinds}
        for function, code in self.holders.items():
            found[code].append(function)
        return found

    @cached_property
    def by_founder(self) -> dict[str, dict[str, str]]:
        """Founder → locality → who acts there now."""
        found: dict[str, dict[str, str]] = {}
        for (founder, locality), code in self.holders.items():
            found.setdefault(founder, {})[locality] = self.acting(code)
        return found

    @cached_property
    def gone_of(self) -> dict[str, list[str]]:
        """Founder → localities in which nobody does its work any more."""
        found: dict[str, list[str]] = {}
        for founder, locality in self.gone:
            found.setdefault(founder, []).append(locality)
        return found

    @cached_property
    def acting_bodies(self) -> dict[str, Kind]:
        """Every body or cluster with people → what it is."""
        acting = {self.acting(code): kind for code, kind in self.kinds.items()}
        return {code: self.team_kinds.get(code, kind) for code, kind in acting.items()}


def founding(place: Place) -> Responsibilities:
    """The bodies with which a place starts; those that open later are among them from the start."""
    holders: dict[Function, str] = {}
    kinds: dict[str, Kind] = {}
    covers = {locality: body.code for body in place.commissioners for locality in body.localities}
    kinds |= {body.code: Kind.COMMISSIONER for body in place.commissioners}
    holders |= {(COMMISSIONING, locality): covers[locality] for locality in in_order(place, covers)}
    served: dict[str, tuple[Kind, Iterable[str]]] = {
        trust.code: (Kind[trust.kind.upper()], [one for one, share in trust.serves.items() if share > 0])
        for trust in place.trusts
    }
    areas: dict[str, list[str]] = {council.code: [] for council in place.councils}
    for locality in place.localities:
        areas.setdefault(locality.council, []).append(locality.code)
    served |= {council.code: (Kind.COUNCIL, areas[council.code]) for council in place.councils}
    members: dict[str, dict[str, None]] = {pcn.code: {} for pcn in place.pcns}
    for practice in place.practices:
        if practice.pcn:
            members.setdefault(practice.pcn, {})[practice.locality] = None
    served |= {pcn.code: (Kind.PCN, members[pcn.code]) for pcn in place.pcns}
    everywhere = [locality.code for locality in place.localities]
    served |= {one.code: (Kind[one.kind.upper()], one.localities or everywhere) for one in place.representatives}
    for code, (kind, localities) in served.items():
        kinds[code] = kind
        holders |= {(code, locality): code for locality in in_order(place, localities)}
    return Responsibilities(holders, kinds, {}, {}, frozenset(served))


def largest(sizes: Mapping[str, float]) -> str:
    """The code with the largest size; ties by code."""
    return min(sizes, key=lambda code: (-sizes[code], code))


def after(place: Place, change: Reorganisation, responsibilities: Responsibilities) -> Responsibilities:
    """The bodies that exist, and who does what, once a reorganisation has vested.

    Raises:
        ValueError: It cannot be carried out (`relsim.domain.consistency.follow` says all that is wrong).
    """
    return once_taken(taken_over(place, change, responsibilities), change, responsibilities)


def once_taken(
    taken: Mapping[str, Sequence[Function]], change: Reorganisation, responsibilities: Responsibilities
) -> Responsibilities:
    """The same, of a change of which `taken_over` is known."""
    going_on = {successor.code for successor in change.successors}
    ended = set() if change.goes_on else set(change.predecessors) - going_on
    team = change.successors[0].code if change.kind == "cluster" else ""
    teams = {code: of for code, of in responsibilities.teams.items() if code not in ended}
    team_kinds = dict(responsibilities.team_kinds)
    if team:
        teams |= dict.fromkeys(change.predecessors, team)
        team_kinds[team] = kind_of(change, change.successors[0], responsibilities)
    holders = {function: code for function, code in responsibilities.holders.items() if code not in ended}
    holders |= {function: code for code, functions in taken.items() for function in functions}
    kinds = {code: kind for code, kind in responsibilities.kinds.items() if code not in ended}
    if not team:
        kinds |= {
            one.code: kind_of(change, one, responsibilities) for one in change.successors if one.code not in kinds
        }
    founders = responsibilities.founders | (going_on if change.kind == "layer" else frozenset())
    gone = responsibilities.gone | (responsibilities.holders.keys() - holders.keys())
    return Responsibilities(_as_before(holders, responsibilities), kinds, teams, team_kinds, founders, gone)


def _as_before(holders: dict[Function, str], responsibilities: Responsibilities) -> dict[Function, str]:
    """The same functions in the order that they have always had, so that no order can change a number."""
    known = {function: holders[function] for function in responsibilities.holders if function in holders}
    return known | holders


def kind_of(change: Reorganisation, successor: Successor, responsibilities: Responsibilities) -> Kind:
    """The kind of organisation that a successor is."""
    if successor.kind:
        return Kind[successor.kind.upper()]
    if successor.code in responsibilities.kinds:
        return responsibilities.kinds[successor.code]
    return responsibilities.kinds[(successor.of or change.predecessors)[0]]


def taken_over(place: Place, change: Reorganisation, responsibilities: Responsibilities) -> dict[str, list[Function]]:
    """The functions that each successor takes over by law; a cluster and a cut hand nothing over.

    Raises:
        ValueError: A predecessor does not exist then, what a successor takes over cannot be told, or the successors do
            not divide exactly what the predecessors did.
    """
    gone = [code for code in change.predecessors if code not in responsibilities.kinds]
    if gone:
        raise ValueError(
            f"{change.name}: {', '.join(gone)} does not exist in {month_text(change.vesting)}; "
            f"there are then {', '.join(responsibilities.kinds)}"
        )
    if change.kind in ("cluster", "cut"):
        return {}
    if change.kind == "layer":
        return {one.code: [(one.code, each) for each in in_order(place, one.localities)] for one in change.successors}
    taken: dict[str, list[Function]] = {}
    for successor in change.successors:
        if change.kind in TAKES_OVER and successor.code not in responsibilities.kinds:
            raise ValueError(f"{change.name}: {successor.code} does not exist in {month_text(change.vesting)}")
        said = said_functions(change, successor, responsibilities)
        if said is None:
            raise ValueError(f"{change.name}: which localities {successor.code} covers is not said")
        taken[successor.code] = said
    given = Counter(function for functions in taken.values() for function in functions)
    there = Counter(functions_before(change, responsibilities))
    named = {each for successor in change.successors for each in successor.localities}
    whole = given == there or (change.kind == "transfer" and given <= there) or (change.kind == "abolish" and not given)
    if not whole or named - {locality for _, locality in there}:
        raise ValueError(f"{change.name}: the successors do not divide exactly what the predecessors covered")
    return taken


def said_functions(
    change: Reorganisation, successor: Successor, responsibilities: Responsibilities
) -> list[Function] | None:
    """The functions that the description says a successor takes over, right or wrong; None where it says nothing."""
    there = functions_before(change, responsibilities)
    if successor.localities:
        return [function for function in there if function[1] in successor.localities]
    if successor.of:
        return [function for code in successor.of for function in responsibilities.functions.get(code, ())]
    return there if len(change.successors) == 1 else None


def functions_before(change: Reorganisation, responsibilities: Responsibilities) -> list[Function]:
    """The functions of the predecessors, as far as these exist."""
    return [function for code in change.predecessors for function in responsibilities.functions.get(code, ())]


def in_order(place: Place, localities: Iterable[str]) -> tuple[str, ...]:
    """Localities in the place's own order; any that it does not know come last."""
    rank = {locality.code: number for number, locality in enumerate(place.localities)}
    return tuple(sorted(localities, key=lambda code: (rank.get(code, len(rank)), code)))
