"""The gain that would repay a loss."""

from __future__ import annotations

import pandas as pd

from relsim.evidence.findings.comparison import beyond_chance
from relsim.evidence.results import PlanInfo, Results, finite
from relsim.measures import catalogue


def repayment(results: Results, plan: PlanInfo, window: str) -> pd.Series | None:
    """The row of relationships to be gained over that many months; None where there is no clear loss to repay."""
    row = results.summary_row(plan.name, results.comparator, catalogue.BREAK_EVEN.name, window)
    if row is None or not finite(row["mean_value"]):
        return None
    return row if float(row["mean_value"]) > 0.0 and beyond_chance(row) else None
