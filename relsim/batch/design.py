"""The design of an experiment: every plan that is run, what for, and what it means month by month.

Beside the plans of the file there are a placebo, which changes nothing but names and so must show exactly nothing, and
diagnostics: the plan in question with one part taken out, to see how much of the result that part makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from relsim.account import plan_sentence
from relsim.experiment import Experiment
from relsim.measures.runs import Floats, PlanDates
from relsim.network import Network, network
from relsim.parameters import World, plausible_worlds
from relsim.places.bodies import bodies_at
from relsim.plans import Plan, Reorganisation, Successor
from relsim.rules.month import Switches
from relsim.timetable import Timetable, Timetables

PLACEBO = "Placebo: a change of name only"
SEATS_OF_BEFORE, SEATS_ALONE = "with the seats of before", "seats alone"
"""The diagnostics that take a shift of influence apart (`relsim.measures.decomposition`)."""
NOTHING_LOST = {"posts": 1.0, "kept": 1.0, "moved": 0.0, "procedures": 1.0, "contracts": 1.0}
BED_IN_MONTHS = 120
"""How long after vesting a change is followed."""
DIAGNOSTIC_PART, LEAST_DIAGNOSTIC = 4, 4
"""Diagnostics run on one replicate in this many, but at least so many (or all there are)."""


@dataclass(frozen=True)
class Planned:
    """A plan that is run: what for, and its timetable."""

    dates: PlanDates
    describes: str
    timetable: Timetable
    replicates: int


@dataclass(frozen=True)
class Design:
    """Everything about an experiment that is the same for every world and seed."""

    experiment: Experiment
    network: Network
    planned: tuple[Planned, ...]
    switches: Switches

    @property
    def seeds(self) -> tuple[int, ...]:
        """Seeds of the replicates, in order."""
        return tuple(range(self.experiment.seed, self.experiment.seed + self.experiment.replicates))

    @cached_property
    def worlds(self) -> list[World]:
        """The worlds, in order."""
        return plausible_worlds(self.experiment.worlds)

    @property
    def runs_per_world(self) -> int:
        """Number of runs in a world."""
        return sum(plan.replicates for plan in self.planned)

    @property
    def runs(self) -> int:
        """Number of runs in all."""
        return self.runs_per_world * self.experiment.worlds

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
    def comparator(self) -> Planned:
        """The plan that the others are compared with."""
        return next(plan for plan in self.planned if plan.dates.role == "comparator")


def design(experiment: Experiment) -> Design:
    """Work out what is to be run."""
    place, net = experiment.place, network(experiment.place)
    timetables = Timetables(place, net, experiment.until, _concerned(experiment))
    few = min(experiment.replicates, max(LEAST_DIAGNOSTIC, experiment.replicates // DIAGNOSTIC_PART))
    first = experiment.plan_in_question
    wanted = [
        (plan, "comparator" if plan.name == experiment.comparator else "plan", plan_sentence(plan, place))
        for plan in experiment.plans_in_order
    ]
    wanted.append((_renamed(experiment, first), "placebo", f"Every body of “{first.name}” gets a new name, no more."))
    wanted += [(plan, "diagnostic", sentence) for plan, sentence in _diagnostics(first)]
    planned = tuple(
        Planned(
            dates=_dates(plan, role),
            describes=describes,
            timetable=timetables.build(plan.reorganisations),
            replicates=few if role == "diagnostic" else experiment.replicates,
        )
        for plan, role, describes in wanted
    )
    return Design(experiment, net, planned, Switches.without(*experiment.rules_off))


def _dates(plan: Plan, role: str) -> PlanDates:
    """A plan's first announcement and last vesting."""
    if not plan.reorganisations:
        return PlanDates(plan.name, role)
    return PlanDates(
        plan.name,
        role,
        announced=min(change.announced for change in plan.reorganisations),
        vesting=max(change.vesting for change in plan.reorganisations),
    )


def _concerned(experiment: Experiment) -> frozenset[str]:
    """The localities of every body that any plan reorganises: what coverage is counted in."""
    place, found = experiment.place, set()
    for plan in experiment.plans:
        changes = (*place.history, *plan.reorganisations)
        for change in plan.reorganisations:
            areas = bodies_at(place, changes, change.vesting - 1)
            found |= {locality for code in change.predecessors for locality in areas[code]}
    return frozenset(found)


def _renamed(experiment: Experiment, plan: Plan) -> Plan:
    """The plan with each of its first bodies replaced by one that is the same but for its code and name."""
    change = min(plan.reorganisations, key=lambda one: one.vesting)
    new_names = tuple(
        Successor(code=f"{code} renamed", name=f"{code} renamed", of=(code,)) for code in change.predecessors
    )
    renaming = Reorganisation(
        name="Placebo: renaming", kind="replace", announced=change.announced, vesting=change.vesting,
        predecessors=change.predecessors, successors=new_names, posts=1.0, kept=1.0, moved=0.0, contracts=1.0,
        procedures=1.0, distraction=False, settling_in=False,
    )  # fmt: skip
    return Plan(name=PLACEBO, reorganisations=(renaming,))


def _diagnostics(plan: Plan) -> Iterable[tuple[Plan, str]]:
    """The plan with one part taken out, and what that is in words; a part that it does not have is left alone."""
    parts: list[tuple[str, str, Callable[[Reorganisation], Reorganisation]]] = [
        ("without settling-in", "The new body works as well from its first day as later.",
         lambda change: change.model_copy(update={"settling_in": False})),
        ("without distraction", "The announcement distracts nobody, and nobody leaves sooner for it.",
         lambda change: change.model_copy(update={"distraction": False})),
        ("with everybody kept", "Everybody whose post goes on keeps their own portfolio.",
         lambda change: change.model_copy(update={"kept": change.posts, "moved": 0.0})),
        ("with all working procedures", "All working procedures are carried over to the successor.",
         lambda change: change.model_copy(update={"procedures": 1.0})),
        (SEATS_OF_BEFORE, "Everything happens but the change of seats: the successor is governed as before.",
         lambda change: change.model_copy(update={"successors": _governed_as_before(change)})),
        (SEATS_ALONE, "Only bodies and seats change: no post, person, procedure or readiness is lost.",
         lambda change: change.model_copy(update={**NOTHING_LOST, "distraction": False, "settling_in": False})),
    ]  # fmt: skip
    for label, sentence, altered in parts:
        changes = tuple(altered(change) for change in plan.reorganisations)
        if changes != plan.reorganisations:
            yield Plan(name=f"{plan.name}, {label}", reorganisations=changes), sentence


def _governed_as_before(change: Reorganisation) -> tuple[Successor, ...]:
    return tuple(successor.model_copy(update={"board": ""}) for successor in change.successors)
