"""The loss under a plan: for how long, how much of what, for whom, and what would repay it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from relsim.evidence.findings.comparison import MONTHS_UNDER, YEARS_LOST, Share, share_lost, times
from relsim.evidence.findings.finding import Finding, beside_comparator
from relsim.evidence.results import PlanInfo, Results
from relsim.measures import catalogue, tables


@dataclass(frozen=True)
class Recovery:
    """Months after which a level of the comparator is reached for so many months running, over worlds."""

    worlds: int
    middle: float
    """Median over worlds, with never (infinity) as longer than any number of months."""
    never: float
    """Share of worlds in which it is not reached within 120 months."""


@dataclass(frozen=True)
class MostOfIt:
    """The sector that most of the loss is of."""

    sector: str
    of_loss: float
    """Its share of all relationship-years lost."""
    of_needed: float
    """Its share of the relationships counted."""


@dataclass(frozen=True)
class Loss:
    """The cost of a plan beside the comparator; None where the tables can't say."""

    plan: PlanInfo
    comparator: str
    months: Finding | None
    """Months of the first 120 below 90 % of the comparator, all sectors."""
    recovery: Recovery | None
    years: Finding | None
    """Relationship-years lost over 120 months from announcement."""
    share: Share | None
    """The same, of those that would have worked."""
    by_sector: tuple[Finding, ...]
    """Months below 90 % by sector, the longest first."""
    most: MostOfIt | None

    @property
    def any_sector(self) -> bool:
        """True if there are two sectors or more, and one of them is ever below 90 %."""
        return len(self.by_sector) > 1 and any(found.value != 0.0 for found in self.by_sector)


def loss(results: Results, plan: PlanInfo) -> Loss:
    """The cost of a plan beside the comparator."""
    months, years = (_with_value(results, plan, *which) for which in (MONTHS_UNDER, YEARS_LOST))
    share = share_lost(results, plan)
    found = (_with_value(results, plan, *MONTHS_UNDER, sector.code) for sector in results.sectors)
    known = [one for one in found if one is not None]
    return Loss(
        plan, results.comparator, months, recovery(results, plan.name), years,
        share, tuple(sorted(known, key=lambda one: -one.value)), _most(results, plan),
    )  # fmt: skip


def _with_value(
    results: Results, plan: PlanInfo, outcome: str, window: str, sector: str = tables.ALL_SECTORS
) -> Finding | None:
    found = beside_comparator(results, plan.name, outcome, window, sector)
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


def _most(results: Results, plan: PlanInfo) -> MostOfIt | None:
    rows = {s.code: beside_comparator(results, plan.name, *YEARS_LOST, s.code) for s in results.sectors}
    lost = {code: row.value for code, row in rows.items() if row is not None}
    total, every = sum(lost.values()), sum(results.units_of(code) for code in lost)
    if total <= 0.0 or every <= 0.0:
        return None
    code = max(lost, key=lambda one: lost[one])
    return MostOfIt(code, lost[code] / total, results.units_of(code) / every)


@dataclass(frozen=True)
class Repayment:
    """Relationships that would have to be gained, in every month, to repay a loss within so many months."""

    months: str
    found: Finding
    of_needed: float
    """The same as a share of the relationships needed; NaN where these are not counted."""


REPAID_WITHIN = catalogue.BREAK_EVEN.windows


def repayment(results: Results, plan: PlanInfo, window: str) -> Repayment | None:
    """The gain that would repay the loss within so many months; None where no loss is clear beyond chance."""
    found = _with_value(results, plan, catalogue.BREAK_EVEN.name, window)
    if found is None or found.value <= 0.0 or not found.beyond_chance:
        return None
    units = results.units_of(tables.ALL_SECTORS)
    return Repayment(window, found, found.value / units if units > 0.0 else float("nan"))


def repayments(results: Results, plan: PlanInfo) -> list[Repayment]:
    """The gains that would repay the loss, the soonest first."""
    found = (repayment(results, plan, window) for window in REPAID_WITHIN)
    return [one for one in found if one is not None]
