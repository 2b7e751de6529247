"""Where money goes: each sector's share of spend, and hospitals' share beside the record.

The record is no test.  How fast hospitals' share rises mostly follows one parameter, the part of spend that is decided
afresh, and the level at the start is taken from the same record.
"""

from __future__ import annotations

from typing import NamedTuple

from relsim.evidence.facts import MOST_IN_FULL, longest, moves, over_worlds
from relsim.evidence.folder import PlanInfo, Results
from relsim.evidence.influence_words import between, points
from relsim.evidence.table import Table
from relsim.evidence.words import NORMAL_95, number, percent, plus_minus, quoted
from relsim.months import month_number
from relsim.sectors import Sector

RECORD = ((2006, 0.47), (2021, 0.58))
"""Hospitals' share of NHS spend in England by year."""
RECORD_SOURCE = "Darzi review, via the Strategy Unit"
AGREES_WITHIN = 0.02
"""Within two points of the record the model is said to be near it."""
_MOVES = 0.0005
"""A twentieth of a point: under it nobody's share is said to move."""
_WINDOWS = ("24", "60", "120")


class Recorded(NamedTuple):
    """A year of the record, and the acute trusts' share in the model then: mean and 5-95 % range over worlds."""

    year: int
    record: float
    model: tuple[float, float, float]


def spend_moves(results: Results) -> bool:
    """Whether any sector's share of spend changes at all, with time or between plans."""
    if "spend" not in results.monthly.columns:
        return False
    for sector in Sector:
        base = results.by_month(results.comparator, sector.code, "spend").mean(axis=1)
        if base.max() - base.min() > _MOVES:
            return True
        for plan in results.vested:
            if (results.by_month(plan.name, sector.code, "spend").mean(axis=1) - base).abs().max() > _MOVES:
                return True
    return False


def beside_the_record(results: Results) -> list[Recorded]:
    """The years of the record that the comparator's history holds."""
    share = results.by_month(results.comparator, Sector.ACUTE.code, "spend")
    found = []
    for year, record in RECORD:
        months = share.loc[month_number(f"{year}-01") : month_number(f"{year}-12")]
        if len(months) == 12:
            found.append(Recorded(year, record, over_worlds(months.mean())))
    return found


def who_is_given_money(results: Results, plan: PlanInfo) -> str:
    """General practice's share of spend, where it clearly differs from the comparator's; nothing where not."""
    sector = Sector.GENERAL_PRACTICE.code
    found = longest(results, plan.name, "spend", sector)
    if found is None or not moves(found[1]):
        return ""
    window, row = found
    own, base = (percent(float(row[column]), 1) for column in ("mean_value", "mean_versus_value"))
    others = {other.name: longest(results, other.name, "spend", sector) for other in results.vested if other != plan}
    shares = {name: float(one[1]["mean_value"]) for name, one in others.items() if one is not None}
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


def by_plan(results: Results) -> Table | None:
    """General practice's, the voluntary sector's and acute trusts' share of spend, and what it differs by."""
    rows = []
    for plan in results.vested:
        full = plan is results.vested[0] or len(results.vested) <= MOST_IN_FULL
        for sector in (Sector.GENERAL_PRACTICE, Sector.VCSE, Sector.ACUTE) if full else (Sector.GENERAL_PRACTICE,):
            cells = [_change(results, plan.name, window, sector.code) for window in _WINDOWS]
            if any(cell != "–" for cell in cells):
                rows.append([plan.name, sector.label, *cells])
    columns = ["Plan", "Sector", *(f"{int(window) // 12} years on" for window in _WINDOWS)]
    note = (
        "Share of all spend, mean of a year, and in brackets less the comparator’s in the same months, in percentage "
        "points: mean; 5–95% of worlds; Monte Carlo error (95%). Sectors whose share differs by less than a twentieth "
        "of a point throughout are left out."
    )
    return Table("Shares of spend", columns, rows, words=2, note=note, together=True) if rows else None


def _change(results: Results, plan: str, window: str, sector: str) -> str:
    row = results.summary_row(plan, results.comparator, "spend", window, sector)
    if row is None or abs(float(row["mean"])) < _MOVES:
        return "–"
    mean, low, high = (100 * float(row[name]) for name in ("mean", "world_low", "world_high"))
    across = f"; {_plus(low)} to {_plus(high)}" if low == low else ""
    error = plus_minus(100 * NORMAL_95 * float(row["mc_standard_error"]))
    return f"{percent(float(row['mean_value']), 1)} ({_plus(mean)}{across}; {error})"


def _plus(value: float) -> str:
    return ("+" if round(value, 1) > 0.0 else "") + number(value)
