"""The gain that would repay a loss."""

from __future__ import annotations

from relsim.evidence.findings.finding import Finding, beside_comparator
from relsim.evidence.results import PlanInfo, Results, finite
from relsim.measures import catalogue


def repayment(results: Results, plan: PlanInfo, window: str) -> Finding | None:
    """The row of relationships to be gained over that many months; None where there is no clear loss to repay."""
    row = beside_comparator(results, plan.name, catalogue.BREAK_EVEN.name, window)
    if row is None or not finite(row.value):
        return None
    return row if row.value > 0.0 and row.beyond_chance else None
