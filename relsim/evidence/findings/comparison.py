"""Numbers that sentences and tables share: what is lost as a share, and whether an outcome is too rare to judge."""

from __future__ import annotations

import numpy as np
import pandas as pd

from relsim.evidence.findings.finding import Finding, finding
from relsim.evidence.results import PlanInfo, Results
from relsim.measures import catalogue, tables
from relsim.measures.over_worlds import world_range

FEWEST_NONZERO = 30
"""With fewer differences that are not zero, no interval of their mean is to be trusted."""
LOSS_MONTHS = 120
YEARS_LOST = catalogue.RELATIONSHIP_YEARS_LOST.at(str(LOSS_MONTHS))
YEARS_CALENDAR = catalogue.RELATIONSHIP_YEARS_LOST.at(catalogue.CALENDAR)
MONTHS_UNDER = catalogue.MONTHS_NOT_BEDDED_IN.at(catalogue.below_window(catalogue.MAIN_SHARE))
NEVER = np.inf
"""A duration that is never reached."""
MOST_IN_FULL = 3
"""With more plans than this, the first is told in full and the others in brief."""
INFLUENCE_WINDOWS = ("120", "60", "24")
"""Months after vesting, the longest first."""


def unjudged(results: Results, plan: str, versus: str, name: str, window: str, sector: str) -> str:
    """Why an outcome bears no verdict (``too rare to judge``, ``too few runs``), or nothing where it does.

    Outcomes that are no means of runs (months not bedded in) have no rows among the outcomes, and are judged.
    """
    differences = paired_differences(results, plan, versus, name, window, sector)
    if differences.empty or int((differences != 0.0).sum()) >= FEWEST_NONZERO:
        return ""
    return "too rare to judge" if len(differences) >= FEWEST_NONZERO else "too few runs"


def paired_differences(results: Results, plan: str, versus: str, name: str, window: str, sector: str) -> pd.Series:
    """The difference of every pair of runs, from the table of outcomes; each plan beside the comparator."""
    own = _differences(results, plan, name, window, sector)
    if versus == results.comparator:
        return own
    return (own - _differences(results, versus, name, window, sector)).dropna()


def _differences(results: Results, plan: str, name: str, window: str, sector: str) -> pd.Series:
    return results.outcomes_of(plan, name, window, sector)["difference"].astype(float)


def times(results: Results, plan: str, sector: str, level: int = 90, persistence: str = "12") -> pd.Series:
    """Months to a level of the comparator by world, with infinity for never."""
    rows = results.worlds_of(plan, results.comparator, *catalogue.MONTHS_TO[level].at(persistence), sector)
    return rows["value"].astype(float).fillna(NEVER)


def share_lost(results: Results, plan: PlanInfo) -> tuple[float, float, float] | None:
    """Relationship-years lost over 120 months from announcement, of those that would have worked.

    The mean over worlds of each world's share, and the 5-95 % range over worlds with seed noise removed.
    """
    rows = results.worlds_of(plan.name, results.comparator, *YEARS_LOST)
    units = (results.manifest.get("need_units") or {}).get(tables.ALL_SECTORS)
    if rows.empty or not units or plan.announced is None:
        return None
    months = results.by_month(results.comparator).loc[plan.announced : plan.announced + LOSS_MONTHS - 1]
    would = (months.sum() * float(units) / 12).reindex(rows.index)
    if len(months) < LOSS_MONTHS or not bool((would > 0.0).all()):
        return None
    shares = (rows["value"] / would).to_numpy(dtype=np.float64)
    errors = (rows["standard_error"] / would).to_numpy(dtype=np.float64)
    low, high = world_range(shares[np.newaxis], errors[np.newaxis])
    return float(shares.mean()), float(low[0]), float(high[0])


def over_worlds(values: pd.Series) -> tuple[float, float, float]:
    """Mean and 5-95 % range over worlds of one value a world, seed noise included; no range of a single world."""
    low, high = values.quantile([0.05, 0.95]) if len(values) > 1 else (np.nan, np.nan)
    return float(values.mean()), float(low), float(high)


def longest(results: Results, plan: str, name: str, sector: str, versus: str | None = None) -> Finding | None:
    """The finding of an outcome at its longest window after vesting, beside the comparator or another plan."""
    for window in INFLUENCE_WINDOWS:
        found = finding(results, plan, versus or results.comparator, name, window, sector)
        if found is not None and found.has_difference:
            return found
    return None


_ALL = tables.ALL_SECTORS
MOST_PAIRS = 6


def sector_of(name: str) -> str:
    """The sector that an outcome is reported for when one is wanted."""
    return "acute" if name == catalogue.ACUTE_DOMINANCE.name else _ALL
