"""The plans at a glance: a row for each."""

from __future__ import annotations

from relsim.evidence.findings.comparison import HEADLINE, MONTHS_UNDER
from relsim.evidence.findings.finding import Finding, beside_comparator
from relsim.evidence.findings.loss import recovery, repayment
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.loss import month_in_a_cell, never_in_a_cell, repayment_in_a_cell
from relsim.evidence.tables.cells import in_brackets, told_cell
from relsim.measures.noise_removed import Side
from relsim.wording.numbers import number

COLUMNS = [
    "Plan", "Share lost, %", "Told", "Months below 90%", "Back at 90%, month", "Never", "To break even",
]  # fmt: skip
"""Back at 90 %: that of the median world, where a loss is told."""


def glance(results: Results) -> list[list[str]]:
    """A row for each plan that holds from some month, in the order of `COLUMNS`."""
    return [row for plan in results.vested if (row := _row(results, plan))]


def _row(results: Results, plan: PlanInfo) -> list[str]:
    """The cells of a plan; none for one of which no share lost is known."""
    share, months = (beside_comparator(results, plan.name, *which) for which in (HEADLINE, MONTHS_UNDER))
    if share is None:
        return []
    fell = share.side is Side.HIGHER
    back = recovery(results, plan.name) if fell else None
    under = "–" if months is None or not fell else f"{number(months.value, 0)}{in_brackets(months, 1, 0)}"
    return [
        plan.name, f"{number(100 * share.value)}{in_brackets(share, 100)}", _told(share), under,
        month_in_a_cell(back), never_in_a_cell(back), repayment_in_a_cell(repayment(results, plan, "120")),
    ]  # fmt: skip


def _told(share: Finding) -> str:
    """What is told of a share lost: a loss is called one, and so is a gain."""
    return {Side.HIGHER: "a loss", Side.LOWER: "a gain"}.get(share.side) or told_cell(share)
