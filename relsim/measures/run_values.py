"""The outcomes that every single run has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from relsim.measures.catalogue import OUTCOMES
from relsim.measures.influence import acute_dominance, influence
from relsim.measures.levels import Level
from relsim.measures.loss import (
    break_even,
    closed,
    coverage,
    coverage_lost_at_vesting,
    given_up,
    joint_work,
    relationship_years,
)
from relsim.measures.money import spend
from relsim.measures.reach import reach
from relsim.measures.recorded import MEASURED
from relsim.measures.runs import SECTORS, Floats, PlanDates, WorldRuns

LEVELS = (
    coverage, coverage_lost_at_vesting, relationship_years, break_even, joint_work,
    acute_dominance, influence, given_up, closed, reach, spend,
)  # fmt: skip
"""The functions that yield outcomes' levels, in the order of the table."""

Key = tuple[str, str, str]
"""Measure, window, sector."""


@dataclass(frozen=True, eq=False)
class RunValues:
    """The outcomes of all runs of a plan, and of the comparator's runs with the same seeds in the same months.

    `level` and `comparator_level` have shape (keys, replicates).
    """

    plan: PlanDates
    keys: tuple[Key, ...]
    level: Floats
    comparator_level: Floats

    @property
    def lost(self) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
        """Shape (keys, 1): the outcomes that are stated as a loss, the comparator's level less the plan's."""
        return np.array([[OUTCOMES[measure].loss] for measure, _, _ in self.keys], dtype=np.bool_)

    @property
    def value(self) -> Floats:
        """The plan's outcome as the tables state it."""
        return np.where(self.lost, self.comparator_level - self.level, self.level)

    @property
    def comparator(self) -> Floats:
        """The comparator's outcome as the tables state it: of a loss, 0."""
        return np.where(self.lost, 0.0, self.comparator_level)

    def first(self, replicates: int) -> RunValues:
        """The same of the first replicates only."""
        return RunValues(self.plan, self.keys, self.level[:, :replicates], self.comparator_level[:, :replicates])

    def at(self, keys: list[Key]) -> RunValues:
        """The same of some of the keys, in their order."""
        if tuple(keys) == self.keys:
            return self
        position = {key: row for row, key in enumerate(self.keys)}
        rows = [position[key] for key in keys]
        return RunValues(self.plan, tuple(keys), self.level[rows], self.comparator_level[rows])


def run_values(runs: WorldRuns, plan: PlanDates) -> RunValues:
    """All outcomes of a plan's runs; windows that the runs do not cover are left out."""
    of_plan = _levels(runs, plan, plan)
    of_comparator = _levels(runs, runs.comparator_of(plan), plan)
    keys = tuple((level.measure, level.window, SECTORS[sector]) for level in of_plan for sector in level.sectors)
    replicates = runs.replicates(plan)
    return RunValues(plan, keys, _stacked(of_plan, replicates), _stacked(of_comparator, replicates))


@cache
def every_key() -> tuple[Key, ...]:
    """The keys that outcomes of runs can have, wherever sectors have need and organisations."""
    announced, vesting, until = 12, 24, 24 + 121
    plan, comparator = PlanDates("plan", "plan", announced, vesting), PlanDates("comparator", "comparator")
    nothing = {measure: np.zeros((1, until, len(SECTORS))) for measure in MEASURED}
    runs = WorldRuns(
        world=0,
        first_month=0,
        until=until,
        seeds=np.array([0]),
        plans=(plan, comparator),
        series={each.name: nothing for each in (plan, comparator)},
        need_units=np.ones(len(SECTORS)),
        window=(announced, until - 1),
    )
    return run_values(runs, plan).keys


def _levels(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> list[Level]:
    return [level for outcome in LEVELS for level in outcome(runs, of, dates)]


def _stacked(levels: list[Level], replicates: int) -> Floats:
    return np.concatenate([np.empty((0, replicates)), *(level.values[:, :replicates] for level in levels)])
