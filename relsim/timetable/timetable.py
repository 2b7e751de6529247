"""Timetables: what a plan means for a place, from its first month to the last.

A timetable is a row of eras, each with one structure; between two eras is a passage, which says what every
relationship, post and organisation of the new era descends from.  Nothing in it depends on a seed or a world.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np

from relsim.domain.boards import GovernanceChange
from relsim.domain.bodies import areas_of, in_date_order
from relsim.domain.dated_parts import PROVISIONS
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.responsibilities import COMMISSIONING, Function, Responsibilities, founding
from relsim.domain.sectors import Kind, Sector
from relsim.timetable.era_dates import NEVER, EraDates, era_dates
from relsim.timetable.inheritance import Inheritance
from relsim.timetable.layout import build_structure
from relsim.timetable.lineage import lineage, pair_lineage
from relsim.timetable.members import EraMembers, Member, member_of, rows_of
from relsim.timetable.need_units import NeedUnits, Served, need_units
from relsim.timetable.needs import commissioner_posts
from relsim.timetable.network import Network, with_layers
from relsim.timetable.outside_events import OutsideEvents, Shock, outside_events, shocks
from relsim.timetable.passage import Passage
from relsim.timetable.structure import Body, Floats, Structure
from relsim.timetable.succession import Succession
from relsim.timetable.vesting_day import Before, Due, opening

_NOTHING = Plan(name="Nothing")


@dataclass(frozen=True)
class Era:
    """A stretch of months with one structure."""

    begins: int
    structure: Structure
    dates: EraDates
    passage: Passage | None
    """From the era before; None for the first."""


@dataclass(frozen=True)
class Timetable:
    """Everything about a place and a plan that is the same for every seed and world."""

    starts: int
    until: int
    eras: tuple[Era, ...]
    outside_events: OutsideEvents
    shocks: tuple[Shock, ...]
    """In order of month and practice."""
    places: tuple[str, ...]
    """Codes of the councils whose areas are the places, in order."""
    facts: frozenset[tuple[int, str]]
    """(month from which it matters, something that happens, in full)."""

    @cached_property
    def denominators(self) -> Denominators:
        """The totals that the sums of every month are shares of."""
        months = self.until - self.starts
        found = Denominators(*(np.zeros((months, len(Sector) + 1)) for _ in Denominators._fields))
        ends = [*(era.begins for era in self.eras[1:]), self.until]
        for era, end in zip(self.eras, ends, strict=True):
            layout = era.structure.layout
            rows = slice(era.begins - self.starts, end - self.starts)
            can_give_up = layout.statutory == 0
            for sector in Sector:
                # What nobody serves any more is need all the same.
                served = layout.counted_weight[layout.counted_sector == sector].sum()
                found.weights[rows, sector] = served + era.structure.unserved[sector]
                found.members[rows, sector] = (can_give_up & (layout.sector == sector)).sum()
                found.askers[rows, sector] = ((layout.asks == 1) & (layout.sector == sector)).sum()
                found.closable[rows, sector] = ((layout.kind == Kind.VCSE) & (layout.sector == sector)).sum()
        for array in found:
            array[:, -1] = array[:, :-1].sum(axis=1)
            array[array == 0] = np.nan
        return found

    def first_difference(self, other: Timetable) -> int:
        """The first month in which the two can differ; NEVER if they are the same."""
        return min((month for month, _ in self.facts ^ other.facts), default=NEVER)


class Denominators(NamedTuple):
    """Arrays of (months, sectors + 1); NaN where there is nothing."""

    weights: Floats
    """Need that is counted."""
    members: Floats
    """Organisations that can give up."""
    askers: Floats
    """Practices and VCSE organisations in the localities concerned."""
    closable: Floats
    """Organisations that can close."""


class Timetables:
    """Builds the timetables of one place, working out what several plans share only once."""

    def __init__(
        self, place: Place, network: Network, until: int, concerned: frozenset[Function] = frozenset()
    ) -> None:
        """Prepare to build.

        Args:
            place: The place; its history happens in every timetable.
            network: Its network, `relsim.timetable.network.network(place)`.
            until: First month that is not simulated.
            concerned: What is concerned: relationships with whoever does it are counted; empty: with commissioners.
        """
        self._place, self._until = place, until
        self._concerned = concerned or frozenset((COMMISSIONING, each) for each in network.population)
        self._network = network
        self._units: dict[tuple[str, ...], NeedUnits] = {}
        self._known: dict[tuple[str, ...], _Stage] = {}

    def build(self, plan: Plan | None = None) -> Timetable:
        """The timetable of a plan: what happens to the place after, or beside, its history; None: nothing.

        Raises:
            ValueError: A change cannot be carried out (see `relsim.domain.bodies`), or the plan contradicts itself.
        """
        place, until = self._place, self._until
        plan = plan or _NOTHING
        for _, _, what, remedy in plan.contradictions():
            raise ValueError(f"{what}; {remedy}")
        events = in_date_order([*place.history, *plan.reorganisations])
        benefits = {change.name: plan.benefits for change in plan.reorganisations if plan.benefits.any}
        units = self._units_with(plan)
        key: tuple[str, ...] = (repr([one for one in plan.reorganisations if one.kind == "layer"]),)
        if key not in self._known:
            self._known[key] = self._first_stage(units)
        stage = self._known[key]
        settled_since: dict[str, int] = {}
        eras = [self._era(units, stage, None, plan, events, settled_since, place.starts)]
        for month in self._turning_points(units, plan, events):
            changes = [change for change in events if change.vesting == month]
            boards = {
                code: (change.name, place.boards[change.board])
                for change in sorted(plan.governance, key=lambda one: one.name)
                if change.begins == month
                for code in change.bodies
            }
            due = Due(changes, boards, {each.name: benefits[each.name] for each in changes if each.name in benefits})
            key = (*key, repr([units.network.count_open(month), *map(_structural, changes), boards, due.benefits]))
            if key not in self._known:
                self._known[key] = self._next_stage(units, stage, due, month)
            stage = self._known[key]
            # A body that need not settle in goes on with what is left of its predecessor's settling in.
            new = [(one.code, change) for change in changes for one in change.successors if one.code in stage.parents]
            settled_since |= {
                code: month - change.shadow_months
                if change.settling_in
                else settled_since.get(stage.parents[code], -NEVER)
                for code, change in new
            }
            eras.append(self._era(units, stage, stage.passage, plan, events, settled_since, month))
        return Timetable(
            starts=place.starts,
            until=until,
            eras=tuple(eras),
            outside_events=outside_events(place, plan, until),
            shocks=shocks(plan),
            places=units.network.places,
            facts=frozenset(_facts(place, plan)),
        )

    def _units_with(self, plan: Plan) -> NeedUnits:
        """The need units of the place and of what a plan adds to it."""
        layers = [change for change in plan.reorganisations if change.kind == "layer"]
        key = tuple(change.model_dump_json() for change in layers)
        if key not in self._units:
            # All together: what a plan adds may need what was added in the place's history.
            self._units[key] = need_units(with_layers(self._network, self._place, [*self._place.history, *layers]))
        return self._units[key]

    def _turning_points(self, units: NeedUnits, plan: Plan, events: Sequence[Reorganisation]) -> list[int]:
        """The months in which an era ends and another begins."""
        starts, until = self._place.starts, self._until
        months = {one.opened for one in units.network.organisations if starts < one.opened}
        months |= {change.vesting for change in events} | {change.begins for change in plan.governance}
        return sorted(month for month in months if month < until)

    def _era(
        self, units: NeedUnits, stage: _Stage, passage: Passage | None, plan: Plan, events: Sequence[Reorganisation],
        settled_since: Mapping[str, int], begins: int,
    ) -> Era:  # fmt: skip
        dates = era_dates(stage.structure, stage.responsibilities, units.network, plan, events, settled_since, begins)
        return Era(begins, stage.structure, dates, passage)

    def _first_stage(self, units: NeedUnits) -> _Stage:
        place, month = self._place, self._place.starts
        responsibilities = founding(place)
        areas = areas_of(responsibilities)
        bodies = [_founding(place, units.network, areas[code], code) for code in areas]
        others = opening(
            units, [code for code, kind in responsibilities.kinds.items() if kind is not Kind.COMMISSIONER], month
        )
        era_members = _members_of(units, responsibilities, bodies, others, month)
        lines = [member.lineage for member in era_members.members]
        pairs = zip(era_members.served.a.tolist(), era_members.served.b.tolist(), strict=True)
        lineages = [pair_lineage(lines[a], lines[b]) for a, b in pairs]
        structure = build_structure(era_members, lineages, self._concerned)
        return _Stage(responsibilities, structure, None, {}, others)

    def _next_stage(self, units: NeedUnits, stage: _Stage, due: Due, month: int) -> _Stage:
        before = Before(stage.responsibilities, stage.structure, stage.others)
        step = Succession(self._place, units, before, due, month)
        others = step.others()
        era_members = _members_of(units, step.responsibilities, step.bodies({}), others, month)
        inheritance = Inheritance(stage.structure, era_members, step)
        if saving := step.one_counterpart():
            era_members = replace(era_members, bodies=tuple(step.bodies(inheritance.saved(saving))))
        structure = build_structure(era_members, inheritance.lineages, self._concerned)
        return _Stage(step.responsibilities, structure, inheritance.passage(structure), step.parents, others)


@dataclass(frozen=True)
class _Stage:
    """The state of things in an era, dates apart."""

    responsibilities: Responsibilities
    structure: Structure
    passage: Passage | None
    parents: Mapping[str, str]
    """Body or cluster just formed → the predecessor that did most of what it does."""
    others: Mapping[str, Member]
    """All other bodies that can be reorganised and are open, by code."""


def _members_of(
    units: NeedUnits,
    responsibilities: Responsibilities,
    bodies: Sequence[Body],
    others: Mapping[str, Member],
    month: int,
) -> EraMembers:
    """The members of an era, and who serves which need."""
    small = [
        member_of(one)
        for one in units.network.organisations
        if one.opened <= month and one.code not in responsibilities.founders
    ]
    commissioners = [Member(one.code, one.name, Kind.COMMISSIONER, one.lineage, one.posts) for one in bodies]
    members = sorted([*small, *others.values(), *commissioners], key=lambda member: member.lineage)
    one, other = units.served(responsibilities, month, rows_of(members))
    served = Served(units, one, other, len(members))
    return EraMembers(
        tuple(members), tuple(sorted(bodies, key=lambda body: body.lineage)), served, responsibilities, month
    )


def _structural(change: Reorganisation) -> str:
    """A change without what does not bear on the structure, so that one change on two dates shares its stage."""
    return change.model_dump_json(
        exclude={"announced", "vesting", "distraction", "settling_in", "shadow_months", "status", "source"}
    )


def build_timetable(
    place: Place, network: Network, plan: Plan | None, until: int, concerned: frozenset[Function] = frozenset()
) -> Timetable:
    """The timetable of one plan alone; see `Timetables`."""
    return Timetables(place, network, until, concerned).build(plan)


def _facts(place: Place, plan: Plan) -> Iterable[tuple[int, str]]:
    """Everything that happens, with the month from which it matters."""
    for change in (*place.history, *plan.reorganisations):
        yield change.announced if change.distraction else change.vesting, change.model_dump_json()
    if plan.benefits.any and plan.reorganisations:
        yield min(change.vesting for change in plan.reorganisations), plan.benefits.model_dump_json()
    for part in PROVISIONS:
        for month, thing in zip(part.beginnings(plan), part.of(plan), strict=True):
            # A board is the place's, so the change alone does not say what it holds.
            board = place.boards[thing.board].model_dump_json() if isinstance(thing, GovernanceChange) else ""
            yield month, thing.model_dump_json() + board


def _founding(place: Place, network: Network, area: tuple[str, ...], code: str) -> Body:
    body = next(one for one in place.commissioners if one.code == code)
    people = sum(network.population[locality] for locality in sorted(area))
    line, board = lineage("organisation", code), place.boards[body.board]
    return Body(code, body.name, body.form, line, area, board, commissioner_posts(people))
