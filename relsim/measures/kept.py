"""The results that are kept of runs, to make every table from: a few kilobytes a run instead of every month of it.

`PlanKept` holds some seeds of one plan in one world, reduced from `WorldRuns`; those of other seeds can be joined to
it, in any pieces, and the tables come out the same to the bit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from relsim.measures.catalogue import COVERAGE, HORIZON
from relsim.measures.monthly_sums import MonthlySums, sums_of
from relsim.measures.place_influence import by_window
from relsim.measures.recorded import MEASURED
from relsim.measures.run_values import RunValues, run_values
from relsim.measures.runs import OUTCOMES_ONLY, Floats, PlanDates, WorldRuns

DURATION_SEEDS = 200
"""Durations are found on at most the first so many seeds of a world: for them coverage is kept month by month."""
_FEW, _PLANS_HELD = 100, 4
"""Of worlds with few replicates all plans are held at once, of others no more than so many: a comparison takes two."""


@dataclass(frozen=True, eq=False)
class PlanKept:
    """The kept results of some seeds of one plan."""

    seeds: NDArray[np.int64]
    """Shape (replicates,), increasing."""
    numbers: NDArray[np.int64]
    """Shape (replicates,): which replicate each is; where a run failed, its number is left out."""
    values: RunValues
    """The outcomes; without keys for the comparator."""
    coverage: tuple[Floats, Floats] | None
    """The plan's and the comparator's coverage, each of shape (replicates, `HORIZON`, sectors with need), from the
    plan's vesting; None where durations are not asked for.
    """
    places: Mapping[str, tuple[Floats, Floats]]
    """By window: the plan's and the comparator's influence, each of shape (places × sectors, replicates)."""
    monthly: MonthlySums | None
    """None for roles of which only outcomes are kept."""
    single: Mapping[str, Floats]
    """The first replicate, by measure: shape (months, sectors + 1); empty where it is not kept."""

    def first(self, replicates: int) -> PlanKept:
        """The same with the coverage of the first replicates only."""
        if self.coverage is None or len(self.coverage[0]) <= replicates:
            return self
        return replace(self, coverage=(self.coverage[0][:replicates], self.coverage[1][:replicates]))


def kept_of(runs: WorldRuns, plan: PlanDates, begins: int = 0, durations: bool = True, single: bool = True) -> PlanKept:
    """The results of a plan's runs that are kept.

    Args:
        runs: Runs of one world, the comparator's with the same seeds among them.
        plan: The plan.
        begins: Position of the first month in which the plan can differ from the comparator.
        durations: Whether to keep the coverage that durations are found on.
        single: Whether to keep the first replicate month by month.
    """
    alone = plan.role in OUTCOMES_ONLY
    comparator = plan.name == runs.comparator.name
    values = RunValues(plan, (), *(np.empty((0, runs.replicates(plan))),) * 2) if comparator else run_values(runs, plan)
    wanted = durations and not alone and not comparator
    return PlanKept(
        seeds=np.asarray(runs.seeds[: runs.replicates(plan)], dtype=np.int64),
        numbers=np.arange(runs.replicates(plan)),
        values=values,
        coverage=_coverage(runs, plan) if wanted else None,
        places=by_window(runs, plan) if plan.role == "plan" else {},
        monthly=None if alone else sums_of(runs, plan, begins),
        single={measure: runs.series[plan.name][measure][0] for measure in MEASURED} if single and not alone else {},
    )


def joined(pieces: Sequence[PlanKept]) -> PlanKept:
    """Several pieces of one plan, of different seeds, as one; their coverage as far as each piece has it.

    Raises:
        ValueError: The pieces are not in the order of their seeds, or do not hold the same outcomes.
    """
    first = pieces[0]
    if len(pieces) == 1:
        return first
    seeds = np.concatenate([piece.seeds for piece in pieces])
    if (np.diff(seeds) <= 0).any() or any(piece.values.keys != first.values.keys for piece in pieces):
        raise ValueError(f"pieces of plan {first.values.plan.name!r} do not fit together")
    values = RunValues(
        first.values.plan,
        first.values.keys,
        np.concatenate([piece.values.level for piece in pieces], axis=1),
        np.concatenate([piece.values.comparator_level for piece in pieces], axis=1),
    )
    followed = [piece.coverage for piece in pieces if piece.coverage is not None]
    sums = [piece.monthly for piece in pieces if piece.monthly is not None]
    return PlanKept(
        seeds=seeds,
        numbers=np.concatenate([piece.numbers for piece in pieces]),
        values=values,
        coverage=(_rows(followed, 0), _rows(followed, 1)) if followed else None,
        places={window: (_columns(pieces, window, 0), _columns(pieces, window, 1)) for window in first.places},
        monthly=MonthlySums.joined(sums) if sums else None,
        single=first.single,
    )


def _rows(pairs: Sequence[tuple[Floats, Floats]], side: int) -> Floats:
    return np.concatenate([pair[side] for pair in pairs])


def _columns(pieces: Sequence[PlanKept], window: str, side: int) -> Floats:
    return np.concatenate([piece.places[window][side] for piece in pieces], axis=1)


def _coverage(runs: WorldRuns, plan: PlanDates) -> tuple[Floats, Floats] | None:
    if plan.vesting is None or not runs.covers(plan.vesting, plan.vesting + HORIZON - 1):
        return None
    replicates = runs.replicates(plan)
    own, comparator = (
        runs.between(of, COVERAGE.monthly, plan.vesting, plan.vesting + HORIZON - 1, replicates)[:, :, runs.with_need]
        for of in (plan, runs.comparator)
    )
    return own, comparator


@dataclass(frozen=True, eq=False)
class Frame:
    """The facts that all worlds of a batch have in common."""

    first_month: int
    until: int
    plans: tuple[PlanDates, ...]
    need_units: Floats
    places: tuple[str, ...]

    @property
    def comparator(self) -> PlanDates:
        """The plan that the others are compared with."""
        return next(plan for plan in self.plans if plan.role == "comparator")

    @property
    def others(self) -> tuple[PlanDates, ...]:
        """Every plan but the comparator, in the experiment's order."""
        return tuple(plan for plan in self.plans if plan.role != "comparator")

    @property
    def with_need(self) -> NDArray[np.intp]:
        """Positions on the sector axis that have need units, and so a coverage."""
        return np.flatnonzero(self.need_units > 0)


class WorldKept:
    """One world, of which every table is made: what is kept of each plan, looked up when it is needed."""

    def __init__(
        self, world: int, frame: Frame, replicates: Mapping[str, int], look_up: Callable[[PlanDates], PlanKept]
    ) -> None:
        """Take it as it is.

        Args:
            world: Number of the world.
            frame: What it has in common with others.
            replicates: Plan name → number of replicates; a plan without any is left out of every table.
            look_up: What is kept of a plan.
        """
        self.world, self.frame = world, frame
        self._replicates = replicates
        self.kept = lru_cache(maxsize=_PLANS_HELD if max(replicates.values()) > _FEW else None)(look_up)

    @property
    def comparator(self) -> PlanDates:
        """The plan that the others are compared with."""
        return self.frame.comparator

    @property
    def others(self) -> tuple[PlanDates, ...]:
        """Every plan but the comparator that has replicates, in the experiment's order."""
        return tuple(plan for plan in self.frame.others if self.replicates(plan))

    def replicates(self, plan: PlanDates) -> int:
        """Number of replicates that a plan has."""
        return self._replicates[plan.name]


def as_kept(runs: WorldRuns | WorldKept) -> WorldKept:
    """The results of a world's runs that are kept, if they are not that already."""
    if isinstance(runs, WorldKept):
        return runs
    frame = Frame(runs.first_month, runs.until, runs.plans, runs.need_units, runs.places)
    replicates = {plan.name: runs.replicates(plan) for plan in runs.plans}
    return WorldKept(runs.world, frame, replicates, lambda plan: kept_of(runs, plan).first(DURATION_SEEDS))
