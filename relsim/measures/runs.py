"""Every run of one world as the engine hands it over, month by month, for all plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from relsim.domain.sectors import Sector
from relsim.measures.recorded import COVERAGE, MEASURED
from relsim.measures.tables import ALL_SECTORS

Floats = NDArray[np.float64]

SECTORS: tuple[str, ...] = (*(sector.code for sector in Sector), ALL_SECTORS)
"""The sector axis of every series: the sectors in their order, then all."""
ALL = len(Sector)
"""Position of all sectors together on the sector axis."""
FEWER_REPLICATES = ("diagnostic", "part", "pressure_off", "safeguard")
"""Roles that may have fewer replicates than the others."""
OUTCOMES_ONLY = ("part", "pressure_off", "safeguard")
"""Roles of which only the outcomes of runs are taken: no durations, no months, no single runs."""


@dataclass(frozen=True)
class PlanDates:
    """A plan as the measures see it: its name, its role and the dates that its windows hang on.

    `announced` and `vesting` are month numbers; None for a plan that changes nothing, such as most comparators.
    """

    name: str
    role: str
    announced: int | None = None
    vesting: int | None = None
    beside: str = ""
    """Name of the plan that it is compared with (of such a plan: its own); empty: the one of role ``comparator``."""

    @property
    def is_comparator(self) -> bool:
        """True if others are compared with it, and it with none."""
        return self.role == "comparator" or self.beside == self.name


def comparator_of(plan: PlanDates, plans: Sequence[PlanDates]) -> PlanDates:
    """The one of some plans that a plan is compared with; of a comparator: itself.

    Raises:
        ValueError: There is not exactly one.
    """
    found = [one for one in plans if (one.name == plan.beside if plan.beside else one.role == "comparator")]
    if len(found) != 1:
        named = f"called {plan.beside!r}" if plan.beside else "with the role 'comparator'"
        raise ValueError(f"plan {plan.name!r} is compared with exactly one plan {named}; there are {len(found)}")
    return found[0]


@dataclass(frozen=True, eq=False)
class WorldRuns:
    """All runs of one world.

    Month t of a series is the state at the end of calendar month ``first_month + t``, so that the month of vesting is
    the successor's first.  Plans of some roles (`FEWER_REPLICATES`) may have fewer replicates: the first ones, with the
    same seeds.
    """

    world: int
    first_month: int
    """Calendar month of the first entry of every series."""
    until: int
    """First month that is not simulated: series hold ``until - first_month`` months."""
    seeds: NDArray[np.integer]
    """Shape (replicates,): the seed of each replicate, all different."""
    plans: tuple[PlanDates, ...]
    """In the experiment's order; each has one among them that it is compared with."""
    series: Mapping[str, Mapping[str, Floats]]
    """By plan name and measure: shape (replicates, months, sectors + 1), in the order of `SECTORS`."""
    need_units: Floats
    """Shape (sectors + 1,): number of need units (relationships with the bodies concerned); 0 where there are none."""
    window: tuple[int, int]
    """The common calendar window: its first and its last month, both within it."""
    places: tuple[str, ...] = ()
    """Codes of the councils whose areas decisions are made for."""
    place_influence: Mapping[str, Floats] = field(default_factory=dict)
    """Influence on what is decided for each place, by plan name: shape (replicates, months, places, sectors).

    Plans of role plan, comparator and placebo have it, or none has.
    """

    def __post_init__(self) -> None:
        for plan in self.plans:
            comparator_of(plan, self.plans)
        if self.need_units.shape != (len(SECTORS),):
            raise ValueError(f"need_units has shape {self.need_units.shape}; it must be ({len(SECTORS)},)")
        if len(np.unique(self.seeds)) != len(self.seeds):
            raise ValueError("two replicates of a world have the same seed")
        for plan in self.plans:
            self._check_series(plan)
        for name, values in self.place_influence.items():
            shape = len(self.seeds), self.months, len(self.places), len(Sector)
            if values.shape != shape:
                raise ValueError(f"influence by place of plan {name!r} has shape {values.shape}; it must be {shape}")

    def _check_series(self, plan: PlanDates) -> None:
        for measure in MEASURED:
            shape = self.series[plan.name][measure].shape
            replicates = self.replicates(plan) if plan.role in FEWER_REPLICATES else len(self.seeds)
            if shape != (replicates, self.months, len(SECTORS)) or not 1 <= replicates <= len(self.seeds):
                raise ValueError(
                    f"{measure} of plan {plan.name!r} has shape {shape}; it must be ({len(self.seeds)}, "
                    f"{self.months}, {len(SECTORS)}), with fewer replicates in {', '.join(FEWER_REPLICATES)} only"
                )

    @property
    def months(self) -> int:
        """Number of months in every series."""
        return self.until - self.first_month

    def comparator_of(self, plan: PlanDates) -> PlanDates:
        """The plan that a plan is compared with."""
        return comparator_of(plan, self.plans)

    @cached_property
    def others(self) -> tuple[PlanDates, ...]:
        """Every plan that is compared with another, in the experiment's order."""
        return tuple(plan for plan in self.plans if not plan.is_comparator)

    @cached_property
    def with_need(self) -> NDArray[np.intp]:
        """Positions on the sector axis that have need units, and so a coverage."""
        return np.flatnonzero(self.need_units > 0)

    def replicates(self, plan: PlanDates) -> int:
        """Number of replicates that a plan has."""
        return len(self.series[plan.name][COVERAGE])

    def covers(self, first: int, last: int) -> bool:
        """True if the runs hold every calendar month from `first` to `last`, both included."""
        return self.first_month <= first and last < self.until

    def between(self, plan: PlanDates, measure: str, first: int, last: int, replicates: int | None = None) -> Floats:
        """A plan's series over calendar months `first` to `last`, both included.

        Returns a view of shape (replicates, last - first + 1, sectors + 1), of the first `replicates` if given.
        """
        return self.series[plan.name][measure][:replicates, first - self.first_month : last + 1 - self.first_month]
