"""The loss under a plan: how much of what would have worked, for how long, for whom, and what would repay it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from relsim.evidence.findings.comparison import HEADLINE, MONTHS_UNDER, YEARS_LOST, sectors_alone, times
from relsim.evidence.findings.finding import Finding, beside_comparator
from relsim.evidence.findings.rules_of_evidence import FEWEST_WORLDS, holds
from relsim.evidence.results import PlanInfo, Results
from relsim.measures import catalogue, tables
from relsim.measures.design_error import mean_interval
from relsim.measures.noise_removed import Side
from relsim.measures.verdicts import CONFIDENCE


@dataclass(frozen=True)
class Recovery:
    """Months after which a level of the comparator is reached for so many months running, over worlds."""

    worlds: int
    middle: float
    """Median over worlds, with never (infinity) as longer than any number of months."""
    never: float
    """Share of worlds in which it is not reached within 120 months."""


@dataclass(frozen=True)
class Loss:
    """The cost of a plan beside the comparator; None where the tables can't say."""

    plan: PlanInfo
    comparator: PlanInfo
    share: Finding | None
    """Share of relationship time lost over 120 months from announcement, all sectors: the headline."""
    months: Finding | None
    """Months of the first 120 below 90 % of the comparator, all sectors."""
    recovery: Recovery | None
    """None too where nothing is told to have fallen: what did not fall can't come back."""
    years: Finding | None
    """Relationship-years lost over 120 months from announcement."""
    by_sector: tuple[Finding, ...]
    """The headline by sector, the greatest first, of sectors that are large enough."""
    told_apart: bool
    """True if the first of them is told to lose more than the last: otherwise they do not rank."""

    @property
    def lost(self) -> bool:
        """True if a loss is told."""
        return self.share is not None and self.share.side is Side.HIGHER


def loss(results: Results, plan: PlanInfo) -> Loss:
    """The cost of a plan beside the comparator."""
    share, months, years = (
        beside_with_value(results, plan.name, *which) for which in (HEADLINE, MONTHS_UNDER, YEARS_LOST)
    )
    found = (beside_with_value(results, plan.name, *HEADLINE, sector) for sector in sectors_alone(results))
    by_sector = tuple(sorted((one for one in found if one is not None), key=lambda one: -one.value))
    fell = share is not None and share.side is Side.HIGHER
    back = recovery(results, plan.name) if fell else None
    comparator = results.plan(results.comparator)
    return Loss(plan, comparator, share, months, back, years, by_sector, _apart(results, by_sector))


def _apart(results: Results, by_sector: tuple[Finding, ...]) -> bool:
    """True if the greatest loss is more than the least in enough worlds, and by more than another draw explains."""
    if len(by_sector) < 2:
        return False
    most, least = (
        results.worlds_of(one.plan, one.versus, *HEADLINE, one.sector)["difference"].astype(float)
        for one in (by_sector[0], by_sector[-1])
    )
    apart = np.asarray((most - least).dropna(), dtype=np.float64)
    if len(apart) < FEWEST_WORLDS:
        return False
    smallest = catalogue.SHARE_LOST.smallest or 0.0
    return mean_interval(apart, CONFIDENCE).low > smallest and holds(float((apart > 0).mean()), len(apart))


def beside_with_value(
    results: Results, plan: str, outcome: str, window: str, sector: str = tables.ALL_SECTORS
) -> Finding | None:
    """The finding of a plan beside the comparator, if the plan has a value."""
    found = beside_comparator(results, plan, outcome, window, sector)
    return found if found is not None and found.has_value else None


def recovery(
    results: Results, plan: str, sector: str = tables.ALL_SECTORS, level: int = 90, persistence: str = "12"
) -> Recovery | None:
    """The recovery to a level (per cent of the comparator) that holds so many months; None where no world tells it."""
    reached = times(results, plan, sector, level, persistence)
    if reached.empty:
        return None
    middle = float(np.quantile(reached, 0.5, method="inverted_cdf"))
    return Recovery(len(reached), middle, float(np.isinf(reached).mean()))


@dataclass(frozen=True)
class Repayment:
    """Relationships that would have to be gained, in every month, to repay a loss within so many months."""

    months: str
    found: Finding
    of_needed: float
    """The same as a share of the relationships needed; NaN where these are not counted."""


REPAID_WITHIN = catalogue.BREAK_EVEN.windows


def repayment(results: Results, plan: PlanInfo, window: str) -> Repayment | None:
    """The gain that would repay the loss within so many months; None where no loss is told."""
    found = beside_with_value(results, plan.name, catalogue.BREAK_EVEN.name, window)
    share = beside_with_value(results, plan.name, *HEADLINE)
    if found is None or found.value <= 0.0 or share is None or share.side is not Side.HIGHER:
        return None
    units = results.units_of(tables.ALL_SECTORS)
    return Repayment(window, found, found.value / units if units > 0.0 else float("nan"))


def repayments(results: Results, plan: PlanInfo) -> list[Repayment]:
    """The gains that would repay the loss, the soonest first."""
    found = (repayment(results, plan, window) for window in REPAID_WITHIN)
    return [one for one in found if one is not None]
