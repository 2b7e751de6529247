"""What the first plan does beside the comparator, in words: how long, how much, and to whom."""

from __future__ import annotations

import numpy as np
import pandas as pd

from relsim.domain.months import month_name
from relsim.domain.sectors import Sector
from relsim.evidence.findings.comparison import MONTHS_UNDER, YEARS_LOST, share_lost, times
from relsim.evidence.findings.finding import Finding, beside_comparator
from relsim.evidence.findings.rules_of_evidence import NORMAL_95
from relsim.evidence.results import PlanInfo, Results, finite
from relsim.wording.numbers import number, percent, spread_words
from relsim.wording.phrases import quoted

_IN_A_SENTENCE = {
    Sector.GENERAL_PRACTICE.code: "general practice",
    Sector.VCSE.code: "the voluntary sector",
    Sector.ACUTE.code: "acute trusts",
    Sector.COMMUNITY_MENTAL_HEALTH.code: "other trusts",
    Sector.LOCAL_GOVERNMENT.code: "councils",
    Sector.PUBLIC_VOICE.code: "Healthwatch",
}


def in_a_sentence(sector: str) -> str:
    """A sector's name in the middle of a sentence."""
    return _IN_A_SENTENCE.get(sector, sector.replace("_", " "))


def how_long(results: Results, plan: str) -> str:
    """Months under 90 % of the comparator, and when it is back there; "never" as a share of worlds."""
    row = beside_comparator(results, plan, *MONTHS_UNDER)
    if row is None or not finite(row.value):
        return ""
    first = _first_months(results.plan(plan))
    if row.value == 0.0:
        return (
            f"In no world, in {first.replace(' 120', ' 120 months')}, are working relationships with "
            f"{results.concerned} below 90% of what they are under {quoted(results.comparator)}."
        )
    told = (
        f"For {months(row)} of {first}, working relationships with {results.concerned} are below 90% of what they are "
        f"under {quoted(results.comparator)}."
    )
    reached = times(results, plan, "all")
    return f"{told} {never(reached)}" if len(reached) else told


def _first_months(plan: PlanInfo) -> str:
    if plan.replaces or plan.vesting is None:
        return "the new body’s first 120"
    return f"the first 120 from {month_name(plan.vesting)} on"


def months(row: Finding, said: bool = False) -> str:
    """A mean number of months with its uncertainty: ``49 months (15 to 117 across worlds; ±1)``."""
    low, high = number(row.low, 0), number(row.high, 0)
    error = NORMAL_95 * row.chance
    return f"{number(row.value, 0)} months ({spread_words(low, high, error, said)})"


def never(reached: pd.Series) -> str:
    """When 90 % is reached, with never as longer than any number of months."""
    share = float(np.isinf(reached).mean())
    middle = float(np.quantile(reached, 0.5, method="inverted_cdf"))
    if np.isinf(middle):
        return f"In {percent(share)} of worlds they are not back at 90%, for 12 months running, within 120 months."
    if len(reached) == 1:
        return f"In its one world they are back at 90%, for 12 months running, from month {middle:.0f}."
    told = f"In half of the worlds they are back at 90%, for 12 months running, from month {middle:.0f} or sooner"
    return f"{told}; in {percent(share)} never within 120 months." if share else f"{told}, and in every world at last."


def how_much(results: Results, plan: PlanInfo) -> str:
    """Relationship-years lost over 120 months from announcement, and as a share of those that would have worked."""
    row = beside_comparator(results, plan.name, *YEARS_LOST)
    if row is None or not finite(row.value):
        return ""
    if row.nothing_at_all:
        return "No relationship-year is lost in any world."
    low, high = number(row.low, 0), number(row.high, 0)
    error = NORMAL_95 * row.chance
    told = (
        f"Over the 120 months from announcement {number(row.value, 0)} relationship-years are lost "
        f"({spread_words(low, high, error)})"
    )
    share = share_lost(results, plan)
    return f"{told}: {share_words(share)} of those that would have worked." if share else f"{told}."


def share_words(share: tuple[float, float, float]) -> str:
    """A share with its range over worlds: ``15% (7% to 31%)``."""
    mean, low, high = share
    return f"{percent(mean)} ({percent(low)} to {percent(high)})" if finite(low) else percent(mean)


def which_sectors(results: Results, plan: str) -> str:
    """Who is under 90 % for longest, who for least, and whose relationships the total mostly counts."""
    found = [(s.code, beside_comparator(results, plan, *MONTHS_UNDER, s.code)) for s in results.sectors]
    known = [(code, row) for code, row in found if row is not None and finite(row.value)]
    if len(known) < 2 or all(row.value == 0.0 for _, row in known):
        return ""
    known.sort(key=lambda item: -item[1].value)
    shown = known if len(known) < 4 else [known[0], known[1], known[-1]]
    between = "" if shown is known else "for shortest "
    last = f"{between}{in_a_sentence(shown[-1][0])}, {months(shown[-1][1], said=True)}"
    parts = [f"{in_a_sentence(code)}, {months(row, said=True)}" for code, row in shown[:-1]]
    return f"Below 90% for longest: {'; '.join([*parts, last])}.{_whose(results, plan)}"


def _whose(results: Results, plan: str) -> str:
    """The sector of most of the loss, where its units make up most of those counted."""
    rows = {s.code: beside_comparator(results, plan, *YEARS_LOST, s.code) for s in results.sectors}
    lost = {code: row.value for code, row in rows.items() if row is not None}
    total, units = sum(lost.values()), results.manifest.get("need_units") or {}
    every = sum(float(units.get(code, 0)) for code in lost)
    if total <= 0.0 or every <= 0.0:
        return ""
    code = max(lost, key=lambda one: lost[one])
    return (
        f" Most of the loss, {percent(lost[code] / total)}, is that of {in_a_sentence(code)}, as "
        f"{percent(float(units.get(code, 0)) / every)} of the relationships counted are."
    )
