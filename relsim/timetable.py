"""Timetables: what a plan means for a place, from its first month to the last.

A timetable is a row of eras, each with one structure; between two eras is a passage, which says what every
relationship, post and organisation of the new era descends from.  Nothing in it depends on a seed or a world.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from relsim.laying_out import build_structure
from relsim.network import Network, commissioner_posts
from relsim.places.bodies import Areas, after, founding_areas
from relsim.places.place import Place
from relsim.plans import Reorganisation
from relsim.randomness import lineage
from relsim.sectors import Sector
from relsim.structure import Body, Descent, Floats, Ints, Structure
from relsim.succession import Passage, Succession

NEVER = 2**30
"""A month that does not come."""
LEAVING_NOTICE = 12
"""Months before vesting from which people of bodies that are to go leave sooner."""


class Dates(NamedTuple):
    """Per organisation of an era, from when (month numbers) something holds."""

    settling_from: Ints
    """Vesting of a body that settles in; −NEVER for all others."""
    distracted_from: Ints
    leaving_from: Ints
    until: Ints
    """Vesting of the change that is announced: the end of distraction and early leaving."""
    rows: Ints
    """The organisations for which any of these is a real month."""


@dataclass(frozen=True)
class Era:
    """A stretch of months with one structure."""

    begins: int
    structure: Structure
    dates: Dates
    passage: Passage | None
    """From the era before; None for the first."""


@dataclass(frozen=True)
class Timetable:
    """Everything about a place and a plan that is the same for every seed and world."""

    starts: int
    until: int
    eras: tuple[Era, ...]
    pressure: Floats
    """Per month: what outside pressure multiplies readiness by."""
    facts: frozenset[tuple[int, str]]
    """(month from which it matters, a reorganisation in full)."""

    @cached_property
    def denominators(self) -> tuple[Floats, Floats]:
        """Two arrays (months, sectors + 1): need that is counted, and organisations that can give up; NaN for none."""
        months = self.until - self.starts
        weights, members = np.zeros((months, len(Sector) + 1)), np.zeros((months, len(Sector) + 1))
        ends = [*(era.begins for era in self.eras[1:]), self.until]
        for era, end in zip(self.eras, ends, strict=True):
            layout = era.structure.layout
            rows = slice(era.begins - self.starts, end - self.starts)
            can_give_up = layout.statutory == 0
            for sector in Sector:
                weights[rows, sector] = layout.counted_weight[layout.counted_sector == sector].sum()
                members[rows, sector] = (can_give_up & (layout.sector == sector)).sum()
        for array in (weights, members):
            array[:, -1] = array[:, :-1].sum(axis=1)
            array[array == 0] = np.nan
        return weights, members

    def first_difference(self, other: Timetable) -> int:
        """The first month in which the two can differ; NEVER if they are the same."""
        return min((month for month, _ in self.facts ^ other.facts), default=NEVER)


class Timetables:
    """Builds the timetables of one place, working out what several plans share only once."""

    def __init__(self, place: Place, network: Network, until: int, concerned: frozenset[str] = frozenset()) -> None:
        """Prepare to build.

        Args:
            place: The place; its history happens in every timetable.
            network: Its network, `relsim.network.network(place)`.
            until: First month that is not simulated.
            concerned: Localities whose relationships with commissioners are counted; empty: all.
        """
        self._place, self._network, self._until = place, network, until
        self._concerned = concerned or frozenset(network.population)
        self._known: dict[tuple[str, ...], _Stage] = {}

    def build(self, changes: Sequence[Reorganisation] = ()) -> Timetable:
        """The timetable of a plan: what happens to the place after, or beside, its history.

        Raises:
            ValueError: A change cannot be carried out (see `relsim.places.bodies`).
        """
        place, until = self._place, self._until
        events = sorted([*place.history, *changes], key=lambda change: (change.vesting, change.name))
        stage = self._known.setdefault((), self._first_stage())
        settled_since: dict[str, int] = {}
        eras = [Era(place.starts, stage.structure, _dates(stage.structure, events, settled_since, place.starts), None)]
        openings = {one.opened for one in self._network.organisations if place.starts < one.opened < until}
        key: tuple[str, ...] = ()
        for month in sorted({change.vesting for change in events if change.vesting < until} | openings):
            due = [change for change in events if change.vesting == month]
            key = (*key, repr([self._network.count_open(month), *map(_structural, due)]))
            if key not in self._known:
                self._known[key] = self._next_stage(stage, due, month)
            stage = self._known[key]
            # A body that need not settle in goes on with what is left of its predecessor's settling in.
            new = [(one.code, change.settling_in) for change in due for one in change.successors]
            settled_since |= {
                code: month if settles else settled_since.get(stage.parents[code], -NEVER) for code, settles in new
            }
            dates = _dates(stage.structure, events, settled_since, month)
            eras.append(Era(month, stage.structure, dates, stage.passage))
        return Timetable(
            starts=place.starts,
            until=until,
            eras=tuple(eras),
            pressure=_pressure(place, until),
            facts=frozenset((_matters_from(change), change.model_dump_json()) for change in events),
        )

    def _first_stage(self) -> _Stage:
        place, network = self._place, self._network
        areas, descent = founding_areas(place), Descent({})
        bodies = sorted((_founding(place, network, areas, code) for code in areas), key=lambda body: body.lineage)
        structure = build_structure(network.open_at(place.starts), bodies, descent, self._concerned)
        return _Stage(areas, descent, structure, None, {})

    def _next_stage(self, stage: _Stage, due: Sequence[Reorganisation], month: int) -> _Stage:
        areas = stage.areas
        for change in due:
            areas = after(self._place, change, areas)
        open_now = self._network.open_at(month)
        step = Succession(self._place, open_now, stage.structure, due, areas, stage.descent)
        structure = build_structure(open_now, step.bodies, step.descent, self._concerned)
        return _Stage(areas, step.descent, structure, step.passage(structure), step.parents)


@dataclass(frozen=True)
class _Stage:
    """How things stand in an era, dates apart."""

    areas: Areas
    descent: Descent
    structure: Structure
    passage: Passage | None
    parents: Mapping[str, str]
    """Successor just formed → the predecessor with the most people in it."""


def _structural(change: Reorganisation) -> str:
    """A change without what does not bear on the structure, so that one change on two dates shares its stage."""
    return change.model_dump_json(exclude={"announced", "vesting", "distraction", "settling_in", "source"})


def build_timetable(
    place: Place, network: Network, changes: Sequence[Reorganisation], until: int, concerned: frozenset[str]
) -> Timetable:
    """The timetable of one plan alone; see `Timetables`."""
    return Timetables(place, network, until, concerned).build(changes)


def _matters_from(change: Reorganisation) -> int:
    return change.announced if change.distraction else change.vesting


def _founding(place: Place, network: Network, areas: Areas, code: str) -> Body:
    body = next(one for one in place.commissioners if one.code == code)
    people = sum(network.population[locality] for locality in sorted(areas[code]))
    seats = place.boards[body.board]
    line = lineage("organisation", code)
    return Body(code, body.name, body.form, line, areas[code], seats, commissioner_posts(people))


def _pressure(place: Place, until: int) -> Floats:
    factor = np.ones(until - place.starts)
    for pressure in sorted(place.pressures, key=lambda one: (one.begins, one.name)):
        first, last = (max(0, month - place.starts) for month in (pressure.begins, pressure.ends))
        factor[first:last] *= pressure.readiness
    return factor


def _dates(
    structure: Structure, events: Iterable[Reorganisation], settled_since: Mapping[str, int], begins: int
) -> Dates:
    count = len(structure.codes)
    dates = Dates(
        settling_from=np.full(count, -NEVER, np.int32),
        distracted_from=np.full(count, NEVER, np.int32),
        leaving_from=np.full(count, NEVER, np.int32),
        until=np.full(count, NEVER, np.int32),
        rows=np.empty(0, np.int32),
    )
    for code, month in settled_since.items():
        if code in structure.row:
            dates.settling_from[structure.row[code]] = month
    for change in events:
        for code in change.predecessors:
            row = structure.row.get(code)
            if row is None or not change.distraction or change.vesting <= begins or dates.until[row] != NEVER:
                continue
            dates.distracted_from[row] = change.announced
            dates.leaving_from[row] = max(change.announced, change.vesting - LEAVING_NOTICE)
            dates.until[row] = change.vesting
    dated = (dates.settling_from != -NEVER) | (dates.until != NEVER)
    return dates._replace(rows=np.flatnonzero(dated).astype(np.int32))
