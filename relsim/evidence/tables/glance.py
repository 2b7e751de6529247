"""The plans at a glance: a row for each, for the report and for the terminal."""

from __future__ import annotations

from relsim.evidence.findings.comparison import MONTHS_UNDER, YEARS_LOST, share_lost
from relsim.evidence.findings.finding import Finding, beside_comparator
from relsim.evidence.findings.loss import recovery, repayment
from relsim.evidence.findings.rules_of_evidence import NORMAL_95
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.loss import (
    month_in_a_cell,
    never_in_a_cell,
    repayment_in_a_cell,
    share_words,
)
from relsim.evidence.tables.table import Table
from relsim.wording.numbers import number, percent, spread_words

COLUMNS = [
    "Plan", "Months below 90%", "Back at 90%, month", "Never", "Relationship-years lost", "Share lost", "To break even",
]  # fmt: skip
"""Back at 90 %: that of the median world; share: of the relationship-years that would have worked."""


def glance(results: Results) -> list[list[str]]:
    """A row for each plan that holds from some month, in the order of `COLUMNS`."""
    rows = []
    for plan in results.vested:
        row, share = _without_the_share(results, plan), share_lost(results, plan)
        if row:
            shown = "–" if share is None else share_words(share)
            rows.append([*row, shown, repayment_in_a_cell(repayment(results, plan, "120"))])
    return rows


def glance_in_short(results: Results) -> Table:
    """The same as a table for a short line: the share without its range, and no break-even."""
    rows = []
    for plan in results.vested:
        row, share = _without_the_share(results, plan), share_lost(results, plan)
        if row:
            rows.append([*row, "–" if share is None else percent(share.mean)])
    return Table("", COLUMNS[:-1], rows)


def _without_the_share(results: Results, plan: PlanInfo) -> list[str]:
    """The cells up to the share lost; none for a plan that has no months to count."""
    row = beside_comparator(results, plan.name, *MONTHS_UNDER)
    lost = beside_comparator(results, plan.name, *YEARS_LOST)
    if row is None:
        return []
    back = recovery(results, plan.name)
    found = "–" if lost is None else _whole(lost)
    return [plan.name, _whole(row), month_in_a_cell(back), never_in_a_cell(back), found]


def _whole(row: Finding) -> str:
    """A mean without decimals, with its range and error: ``49 (15 to 117; ±1)``."""
    low, high = number(row.low, 0), number(row.high, 0)
    spread = spread_words(low, high, NORMAL_95 * row.chance, said=True)
    return f"{number(row.value, 0)} ({spread})"
