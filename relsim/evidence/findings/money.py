"""Shifts of spend, and the recorded ones beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from relsim.domain.months import month_number
from relsim.domain.sectors import Sector
from relsim.evidence.findings.comparison import longest, over_worlds
from relsim.evidence.findings.finding import Finding
from relsim.evidence.results import PlanInfo, Results
from relsim.measures.catalogue import SPEND

RECORD = ((2006, 0.47), (2021, 0.58))
"""Hospitals' share of NHS spend in England by year."""
AGREES_WITHIN = 0.02
"""Within two points of the record the model is said to be near it."""
LEAST_MOVE = 0.0005
"""A twentieth of a point: under it nobody's share is said to move."""


class Recorded(NamedTuple):
    """A year of the record, and the acute trusts' share in the model then: mean and 5-95 % range over worlds."""

    year: int
    record: float
    model: tuple[float, float, float]


def spend_moves(results: Results) -> bool:
    """True if any sector's share of spend changes at all, with time or between plans."""
    if "spend" not in results.monthly.columns:
        return False
    for sector in Sector:
        base = results.by_month(results.comparator, sector.code, "spend").mean(axis=1)
        if base.max() - base.min() > LEAST_MOVE:
            return True
        for plan in results.vested:
            if (results.by_month(plan.name, sector.code, "spend").mean(axis=1) - base).abs().max() > LEAST_MOVE:
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


@dataclass(frozen=True)
class Given:
    """General practice's share of spend under a plan."""

    plan: PlanInfo
    found: Finding
    others: Mapping[str, float]
    """Other plan → its share."""


def given_money(results: Results, plan: PlanInfo) -> Given | None:
    """General practice's share of spend, where it clearly differs from the comparator's; None where not."""
    which = (SPEND.name, Sector.GENERAL_PRACTICE.code)
    found = longest(results, plan.name, *which)
    if found is None or not found.clear:
        return None
    others = {other.name: longest(results, other.name, *which) for other in results.vested if other != plan}
    return Given(plan, found, {name: one.value for name, one in others.items() if one is not None})
