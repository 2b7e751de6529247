"""Where money goes: each sector's share of spend, and hospitals' share beside the record.

The record is no test.  How fast hospitals' share rises mostly follows one parameter, the part of spend that is decided
afresh, and the level at the start is taken from the same record.
"""

from __future__ import annotations

from relsim.domain.sectors import Sector
from relsim.evidence.findings.comparison import longest
from relsim.evidence.findings.money import AGREES_WITHIN, beside_the_record
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.influence import between, points
from relsim.measures.catalogue import SPEND
from relsim.wording.numbers import number, percent
from relsim.wording.phrases import quoted

RECORD_SOURCE = "Darzi review, via the Strategy Unit"


def who_is_given_money(results: Results, plan: PlanInfo) -> str:
    """General practice's share of spend, where it clearly differs from the comparator's; nothing where not."""
    sector = Sector.GENERAL_PRACTICE.code
    found = longest(results, plan.name, SPEND.name, sector)
    if found is None or not found.clear:
        return ""
    window, row = found.window, found
    own, base = (percent(share, 1) for share in (row.value, row.versus_value))
    others = {other.name: longest(results, other.name, SPEND.name, sector) for other in results.vested if other != plan}
    shares = {name: one.value for name, one in others.items() if one is not None}
    told = (
        f"{window} months after {plan.moment} general practice has {own} of spend, against {base} "
        f"under {quoted(results.comparator)} ({points(row)})."
    )
    return f"{told} Under the other plans it has {between(shares, 1)}." if shares else told


def plausibility(results: Results) -> str:
    """Hospitals' share beside the record, in words that claim no more than they may."""
    found = beside_the_record(results)
    if not found:
        return ""
    told = [f"in {one.year} {percent(one.record)} in the record, {_shown(one.model)} in the model" for one in found]
    first, last = found[0], found[-1]
    text = (
        f"Plausibility only. Hospitals’ share of spend: {'; '.join(told)} (record: all of England, {RECORD_SOURCE}; "
        "model: this place)."
    )
    if len(found) > 1:
        rise, recorded = last.model[0] - first.model[0], last.record - first.record
        gap = recorded - rise
        verdict = (
            f"The model is off: of a rise of {number(100 * recorded, 0)} points it has {number(100 * rise)}."
            if abs(gap) > AGREES_WITHIN
            else f"The rises are alike, {number(100 * recorded, 0)} points and {number(100 * rise)}."
        )
        text = f"{text} {verdict}"
    return (
        f"{text} Even a match would show little, since the level at the start is taken from the record and the rise "
        "mostly fits one parameter, the part of spend that is decided afresh."
    )


def _shown(share: tuple[float, float, float]) -> str:
    mean, low, high = share
    return f"{percent(mean)} ({percent(low)} to {percent(high)} across worlds)" if low == low else percent(mean)
