"""Break-even: how many more relationships would have to work, month after month, to repay what a change costs."""

from __future__ import annotations

from relsim.evidence.findings.break_even import repayment
from relsim.evidence.findings.finding import Finding
from relsim.evidence.findings.rules_of_evidence import NORMAL_95
from relsim.evidence.results import PlanInfo, Results
from relsim.measures import tables
from relsim.wording.numbers import number, percent, spread_words

_YEARS = (("60", "5"), ("120", "10"))


def to_break_even(results: Results, plan: PlanInfo) -> str:
    """The gain that would repay the loss within 5 and within 10 years; nothing where no loss is clear."""
    told: list[str] = []
    for window, years in _YEARS:
        row = repayment(results, plan, window)
        if row is not None:
            told.append(_gain(results, row, years, first=not told))
    if not told:
        return ""
    who = "the new body" if plan.replaces else "the change"
    gains = "; ".join(told)
    return f"To repay this {who} would have to make more relationships work, in every month, than it does: {gains}."


def _gain(results: Results, row: Finding, years: str, first: bool) -> str:
    """``within 5 years 89 more, about 18% of those needed (65 to 113 across worlds; ±0.8)``."""
    share = _of_needed(results, row)
    needed = f", {share}{' of those needed' if first else ''}" if share else ""
    return f"within {years} years {_size(row)}{' more' if first else ''}{needed} ({_spread(row, said=not first)})"


def in_a_cell(results: Results, plan: PlanInfo) -> str:
    """For a table: the gain that repays within 10 years, and as a share of the relationships needed."""
    row = repayment(results, plan, "120")
    if row is None:
        return "–"
    share = _of_needed(results, row)
    return f"{_size(row)} ({share})" if share else _size(row)


def _size(row: Finding) -> str:
    value = row.value
    return number(value, 0 if value >= 9.5 else 1)


def _spread(row: Finding, said: bool) -> str:
    low, high = (
        number(end, 0 if row.value >= 9.5 else 1) for end in (row.low, row.high)
    )
    return spread_words(low, high, NORMAL_95 * row.chance, said)


def _of_needed(results: Results, row: Finding) -> str:
    units = float((results.manifest.get("need_units") or {}).get(tables.ALL_SECTORS) or 0.0)
    return f"about {percent(row.value / units)}" if units > 0.0 else ""
