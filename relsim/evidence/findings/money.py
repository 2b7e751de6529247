"""Shifts of spend, and the recorded ones beside them."""

from __future__ import annotations

from typing import NamedTuple

from relsim.domain.months import month_number
from relsim.domain.sectors import Sector
from relsim.evidence.findings.comparison import over_worlds
from relsim.evidence.results import Results

RECORD = ((2006, 0.47), (2021, 0.58))
"""Hospitals' share of NHS spend in England by year."""
AGREES_WITHIN = 0.02
"""Within two points of the record the model is said to be near it."""
_MOVES = 0.0005
"""A twentieth of a point: under it nobody's share is said to move."""


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
