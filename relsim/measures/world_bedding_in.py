"""The bedding-in measures of a world's plans, with their bootstrap resamples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from relsim.measures.bedding_in import HORIZON, all_bedding_in
from relsim.measures.resampling import resampled_coverage
from relsim.measures.runs import Floats, PlanDates, WorldRuns


@dataclass(frozen=True, eq=False)
class Durations:
    """The bedding-in measures of one plan: arrays of shape (1 + resamples, sectors with need), by measure and window.

    `own` are the plan's, `comparator` what the comparator itself has in the same months.
    """

    own: dict[tuple[str, str], Floats]
    comparator: dict[tuple[str, str], Floats]


class WorldBeddingIn:
    """One world's bedding-in, found once for each plan and number of replicates, and kept."""

    def __init__(self, runs: WorldRuns) -> None:
        self._runs = runs
        self._coverage = lru_cache(maxsize=None)(self._find_coverage)
        self._durations = lru_cache(maxsize=None)(self._find_durations)

    def reaches(self, plan: PlanDates) -> bool:
        """Whether the plan has a vesting, and the runs hold the whole horizon after it."""
        return plan.vesting is not None and self._runs.covers(plan.vesting, plan.vesting + HORIZON - 1)

    def of(self, plan: PlanDates, replicates: int) -> Durations:
        """The measures of a plan on its first `replicates` seeds."""
        return self._durations(plan, replicates)

    def _find_coverage(self, of: PlanDates, vesting: int, replicates: int) -> Floats:
        return resampled_coverage(self._runs, of, vesting, vesting + HORIZON - 1, replicates)

    def _find_durations(self, plan: PlanDates, replicates: int) -> Durations:
        if plan.vesting is None:
            raise ValueError(f"plan {plan.name!r} has no vesting to bed in from")
        found = all_bedding_in(
            self._coverage(plan, plan.vesting, replicates),
            self._coverage(self._runs.comparator, plan.vesting, replicates),
        )
        return Durations(
            own={key: own for key, (own, _) in found.items()},
            comparator={key: comparator for key, (_, comparator) in found.items()},
        )
