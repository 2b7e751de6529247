"""A finding: one outcome of one plan beside another, with its three uncertainties apart, and the cells that bear it.

It holds numbers and codes, never words: sentences, tables and figures are made from findings, and all say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from relsim.evidence.findings.rules_of_evidence import FEWEST_WORLDS, NORMAL_95, holds
from relsim.evidence.results import Results, finite
from relsim.measures import tables


class Direction(StrEnum):
    """The side to which a plan's value differs from the other's."""

    HIGHER = "higher"
    LOWER = "lower"
    UNTOLD = "untold"
    """Neither holds in enough worlds: that is not the same as no difference."""


class Why(StrEnum):
    """The reason why something can't be told."""

    TOO_FEW_WORLDS = "too_few_worlds"
    TOO_FEW_RUNS = "too_few_runs"
    TOO_RARE = "too_rare"
    WORLDS_DISAGREE = "worlds_disagree"


@dataclass(frozen=True)
class Finding:
    """One outcome of a plan beside another; numbers are in the unit of the tables, NaN where there is none."""

    outcome: str
    """Its name, `relsim.measures.catalogue`."""
    window: str
    sector: str
    """Code of a sector, or ``all``."""
    plan: str
    versus: str
    unit: str
    better: str
    """``lower`` or ``higher``; empty where it is a matter of opinion."""
    value: float
    """The plan's own, mean over worlds."""
    versus_value: float
    """The other plan's own, mean over worlds."""
    difference: float
    """Mean over worlds, each in the plans' own months."""
    median: float
    low: float
    """5th percentile over worlds of the difference, with seed noise removed; of a single world there is none."""
    high: float
    """95th percentile."""
    chance: float
    """Standard error of the mean difference that the runs leave open, with the worlds as they are."""
    worlds: int
    for_plan: float
    """Share of worlds that favour the plan; where no direction is better: in which its value is higher."""
    for_versus: float
    undecided: float
    never_plan: float
    """Share of worlds in which a duration is never reached."""
    never_versus: float
    variance_ratio: float
    """Within-world variance of the unpaired difference over the paired, median over worlds."""

    @property
    def id(self) -> str:
        """The finding's name: the key of its row in the table ``summary``."""
        return "/".join((self.plan, self.versus, self.outcome, self.window, self.sector))

    @property
    def beyond_chance(self) -> bool:
        """True if the difference is larger than chance in the runs explains."""
        return abs(self.difference) > NORMAL_95 * self.chance

    @property
    def agreed(self) -> bool:
        """True if at least 80 % of worlds, however many there are, are on one side."""
        return holds(max(self.for_plan, self.for_versus))

    @property
    def _leads(self) -> str | None:
        """The plan on whose side at least 80 % of enough worlds are; None: neither."""
        if self.worlds < FEWEST_WORLDS or not self.agreed:
            return None
        return self.plan if holds(self.for_plan) else self.versus

    @property
    def direction(self) -> Direction:
        """The side on which the plan's value clearly is in at least 80 % of enough worlds."""
        if self._leads is None:
            return Direction.UNTOLD
        return Direction.LOWER if (self._leads == self.plan) is (self.better == "lower") else Direction.HIGHER

    @property
    def clear(self) -> bool:
        """True if a direction holds."""
        return self.direction is not Direction.UNTOLD

    @property
    def favoured(self) -> str | None:
        """The plan that at least 80 % of enough worlds favour, where a direction is better; None: neither."""
        return self._leads if self.better else None

    @property
    def why_untold(self) -> Why | None:
        """The reason why no direction is told; None where one is."""
        if self.clear:
            return None
        return Why.TOO_FEW_WORLDS if self.worlds < FEWEST_WORLDS else Why.WORLDS_DISAGREE

    @property
    def nothing_at_all(self) -> bool:
        """True if the plan's value, the range and the chance are all exactly 0."""
        return self.value == self.low == self.high == self.chance == 0.0

    @property
    def has_value(self) -> bool:
        """True if the plan's own value is a number."""
        return finite(self.value)

    @property
    def has_difference(self) -> bool:
        """True if the difference is a number."""
        return finite(self.difference)

    @property
    def has_range(self) -> bool:
        """True if there is a range over worlds."""
        return finite(self.low) and finite(self.high)


def finding(
    results: Results, plan: str, versus: str, outcome: str, window: str, sector: str = tables.ALL_SECTORS
) -> Finding | None:
    """The finding of one comparison, or None where the tables have none."""
    row = results.summary_row(plan, versus, outcome, window, sector)
    if row is None:
        return None
    return Finding(
        outcome=outcome,
        window=window,
        sector=sector,
        plan=plan,
        versus=versus,
        unit=str(row["unit"]),
        better=str(row["better"]),
        value=float(row["mean_value"]),
        versus_value=float(row["mean_versus_value"]),
        difference=float(row["mean"]),
        median=float(row["median"]),
        low=float(row["world_low"]),
        high=float(row["world_high"]),
        chance=float(row["mc_standard_error"]),
        worlds=int(row["worlds"]),
        for_plan=float(row["favours_plan"]),
        for_versus=float(row["favours_versus"]),
        undecided=float(row["undecided"]),
        never_plan=float(row["never_plan"]),
        never_versus=float(row["never_versus"]),
        variance_ratio=float(row["variance_ratio"]),
    )


def beside_comparator(
    results: Results, plan: str, outcome: str, window: str, sector: str = tables.ALL_SECTORS
) -> Finding | None:
    """The finding of a plan beside the comparator."""
    return finding(results, plan, results.comparator, outcome, window, sector)
