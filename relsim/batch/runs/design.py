"""The design of an experiment: every plan that is run, what for, and what it means month by month.

Beside the plans of the file there are those of `relsim.batch.runs.variants`, a placebo, diagnostics, parts, and where
dates are compared the same dates without outside pressure; and those of `relsim.batch.runs.safeguard_variants`, the
plan in question with safeguards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from relsim.batch.runs.concerned import concerned_by, measured
from relsim.batch.runs.safeguard_variants import replicates_tried, single_variants
from relsim.batch.runs.variants import Variant, variants
from relsim.domain.plan import Plan
from relsim.domain.responsibilities import COMMISSIONING, Function, founding
from relsim.domain.sectors import Kind
from relsim.engine.rules.switches import Switches
from relsim.experiments.experiment import Experiment
from relsim.experiments.outside_pressure import also_without_pressure
from relsim.measures.kept import Frame
from relsim.measures.runs import FEWER_REPLICATES, Floats, PlanDates
from relsim.timetable.network import Network, network
from relsim.timetable.read_alike import read_alike
from relsim.timetable.timetable import Timetable, Timetables
from relsim.worlds.parameters import World
from relsim.worlds.plausible import plausible_worlds

BED_IN_MONTHS = 120
"""Months after vesting that a change is followed."""
DIAGNOSTIC_PART, LEAST_DIAGNOSTIC = 4, 2
"""Roles of `FEWER_REPLICATES` run on one replicate in this many, but at least so many (or all there are)."""


@dataclass(frozen=True)
class Planned:
    """A plan that is run: what for, and its timetable."""

    variant: Variant
    dates: PlanDates
    timetable: Timetable
    replicates: int
    """At least, in every world."""
    switches: Switches
    """The rules that are on in its runs."""

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return self.variant.plan

    @property
    def money_of(self) -> str:
        """Name of the plan whose money is imposed, on the same seeds; empty: its own rule decides."""
        return self.variant.money_of


@dataclass(frozen=True, eq=False)
class Design:
    """Everything about an experiment that is the same for every world and seed."""

    experiment: Experiment
    network: Network
    planned: tuple[Planned, ...]
    concerned: frozenset[Function]
    """The functions that plans hand over: coverage is counted of the relationships of whoever does them."""
    replicates: tuple[int, ...]
    """Number of replicates of each world."""

    def seeds(self, planned: Planned, world: int) -> tuple[int, ...]:
        """Seeds of a plan's replicates in a world, in order."""
        first, most = self.experiment.seed, self.replicates[world]
        count = min(planned.replicates, most) if planned.dates.role in FEWER_REPLICATES else most
        return tuple(range(first, first + count))

    @cached_property
    def worlds(self) -> list[World]:
        """The worlds, in order."""
        return plausible_worlds(self.experiment.worlds)

    @property
    def runs(self) -> int:
        """Number of runs in all."""
        few = sum(planned.replicates for planned in self.planned if planned.dates.role in FEWER_REPLICATES)
        full = sum(planned.dates.role not in FEWER_REPLICATES for planned in self.planned)
        return sum(few + full * replicates for replicates in self.replicates)

    @cached_property
    def frame(self) -> Frame:
        """The facts that the measures have to know of every world."""
        return Frame(
            first_month=self.experiment.place.starts,
            until=self.experiment.until,
            plans=tuple(planned.dates for planned in self.planned),
            need_units=self.need_units,
            places=self.comparator.timetable.places,
        )

    @cached_property
    def window(self) -> tuple[int, int]:
        """The common calendar window: from the first announcement to 120 months after the last vesting, inclusive."""
        dates = [plan.dates for plan in self.planned if plan.dates.role == "plan" and plan.dates.vesting is not None]
        first = min(one.announced for one in dates if one.announced is not None)
        last = max(one.vesting for one in dates if one.vesting is not None) + BED_IN_MONTHS
        return first, min(last, self.experiment.until - 1)

    @cached_property
    def need_units(self) -> Floats:
        """(sectors + 1) need units at the first announcement: partners × commissioners concerned."""
        eras = self.comparator.timetable.eras
        era = [era for era in eras if era.begins <= self.window[0]][-1]
        counts = era.structure.unit_count
        return np.concatenate([counts, [counts.sum()]])

    @property
    def kinds_concerned(self) -> tuple[Kind, ...]:
        """The kinds of body that plans change, whose relationships coverage is counted of."""
        kinds = dict(founding(self.experiment.place).kinds)
        changes = [change for plan in self.experiment.plans for change in plan.reorganisations]
        kinds |= {one.code: Kind[one.kind.upper()] for change in changes for one in change.successors if one.kind}
        held = {Kind.COMMISSIONER if founder == COMMISSIONING else kinds[founder] for founder, _ in self.concerned}
        return tuple(kind for kind in Kind if kind in held)

    @property
    def comparator(self) -> Planned:
        """The plan that the others are compared with."""
        return next(plan for plan in self.planned if plan.dates.role == "comparator")

    def comparator_of(self, planned: Planned) -> Planned:
        """The plan that a plan is compared with, of the same rules: `comparator` unless it names one."""
        beside = planned.dates.beside
        return next(plan for plan in self.planned if plan.dates.name == beside) if beside else self.comparator


def design(experiment: Experiment) -> Design:
    """Work out what is to be run; which safeguards are tried together is only known once each has been tried alone."""
    net, concerned = network(experiment.place), concerned_by(experiment)
    wanted = list(_wanted(experiment))
    timetables = _timetables(experiment, net, concerned, wanted)
    built = _that_differ([(variant, timetables.build(variant.plan)) for variant in wanted])
    replicates = experiment.first_replicates
    few = min(replicates, max(LEAST_DIAGNOSTIC, replicates // DIAGNOSTIC_PART))
    tried = replicates_tried(experiment, sum(variant.role == "safeguard" for variant, _ in built))
    counts = dict.fromkeys(FEWER_REPLICATES, few) | {"safeguard": tried}
    planned = tuple(_planned(experiment, *each, counts.get(each[0].role, replicates)) for each in built)
    in_worlds = (replicates,) * experiment.worlds
    return Design(experiment, net, planned, concerned, in_worlds)


def _that_differ(built: list[tuple[Variant, Timetable]]) -> list[tuple[Variant, Timetable]]:
    """The variants and their timetables, without safeguards that change nothing once people are counted in whole posts.

    The plan in question is the first of all.
    """
    question = built[0][1]
    return [each for each in built if each[0].role != "safeguard" or not read_alike(each[1], question)]


def with_variant(made: Design, variant: Variant) -> Design:
    """A design with one more variant, of a role that it has already and with as many replicates."""
    variants_now = [*(planned.variant for planned in made.planned), variant]
    timetables = _timetables(made.experiment, made.network, made.concerned, variants_now)
    replicates = next(planned.replicates for planned in made.planned if planned.dates.role == variant.role)
    added = _planned(made.experiment, variant, timetables.build(variant.plan), replicates)
    return replace(made, planned=(*made.planned, added))


def _timetables(
    experiment: Experiment, net: Network, concerned: frozenset[Function], wanted: Iterable[Variant]
) -> Timetables:
    """What builds the timetables, in a place with all boards that variants need."""
    boards = {name: board for variant in wanted for name, board in variant.boards}
    place = experiment.place.model_copy(update={"boards": {**experiment.place.boards, **boards}})
    return Timetables(place, net, experiment.until, concerned)


def _planned(experiment: Experiment, variant: Variant, timetable: Timetable, replicates: int) -> Planned:
    plan, role = variant.plan, variant.role
    # A part is measured in the plan's months, even where nothing of its own happens in them.
    dated = measured(experiment, experiment.plan_in_question if role == "part" else plan)
    dates = PlanDates(plan.name, role, dated.announced, dated.vesting, variant.beside)
    switches = Switches.without(*experiment.rules_off, *variant.without)
    return Planned(variant, dates, timetable, replicates, switches)


def _wanted(experiment: Experiment) -> Iterator[Variant]:
    """Every plan that is to be run: the experiment's own, and what is run beside them."""
    comparator = experiment.comparator_plan
    for plan in experiment.plans_in_order:
        yield Variant(plan, "comparator" if plan.name == comparator.name else "plan")
    taken = {plan.name for plan in experiment.plans}
    calm = also_without_pressure(experiment)
    yield from variants(experiment.place, experiment.plan_in_question, comparator, experiment.beside, taken, calm)
    yield from single_variants(experiment)
