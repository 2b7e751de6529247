"""The bedding-in measures of a world's plans, with their bootstrap resamples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from relsim.measures.bedding_in import all_bedding_in
from relsim.measures.kept import WorldKept
from relsim.measures.resampling import resampled_mean
from relsim.measures.runs import Floats, PlanDates


@dataclass(frozen=True, eq=False)
class Durations:
    """The bedding-in measures of one plan: arrays of shape (1 + resamples, sectors with need), by measure and window.

    `own` are the plan's, `comparator` what the comparator itself has in the same months.
    """

    own: dict[tuple[str, str], Floats]
    comparator: dict[tuple[str, str], Floats]


class WorldBeddingIn:
    """One world's bedding-in, found once for each plan and number of replicates, and kept."""

    def __init__(self, world: WorldKept) -> None:
        self._world = world
        self._durations = lru_cache(maxsize=None)(self._find_durations)

    def seeds(self, plan: PlanDates) -> int:
        """On how many seeds the plan's measures can be found; 0: it has no vesting, or the runs end too early."""
        coverage = self._world.kept(plan).coverage
        return 0 if coverage is None else len(coverage[0])

    def of(self, plan: PlanDates, replicates: int) -> Durations:
        """The measures of a plan on its first `replicates` seeds."""
        return self._durations(plan, replicates)

    def _find_durations(self, plan: PlanDates, replicates: int) -> Durations:
        kept = self._world.kept(plan)
        if kept.coverage is None:
            raise ValueError(f"plan {plan.name!r} has no vesting to bed in from")
        seeds = kept.seeds[:replicates]
        own, comparator = (resampled_mean(each[:replicates], seeds, self._world.world) for each in kept.coverage)
        found = all_bedding_in(own, comparator)
        return Durations(
            own={key: own for key, (own, _) in found.items()},
            comparator={key: comparator for key, (_, comparator) in found.items()},
        )
