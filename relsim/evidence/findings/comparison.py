"""Numbers that sentences and tables share: what is lost as a share, and whether an outcome is too rare to judge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from relsim.evidence.findings.finding import Finding, Why, finding
from relsim.evidence.results import PlanInfo, Results
from relsim.measures import catalogue, tables
from relsim.measures.durations import NEVER
from relsim.measures.over_worlds import world_range
from relsim.measures.precision import FEWEST_NON_ZERO

LOSS_MONTHS = 120
YEARS_LOST = catalogue.RELATIONSHIP_YEARS_LOST.at(str(LOSS_MONTHS))
YEARS_CALENDAR = catalogue.RELATIONSHIP_YEARS_LOST.at(catalogue.CALENDAR)
MONTHS_UNDER = catalogue.MONTHS_NOT_BEDDED_IN.at(catalogue.below_window(catalogue.MAIN_SHARE))
PRIMARY_TOLD = tuple(
    each for one in catalogue.PRIMARY for each in ((one, YEARS_CALENDAR) if one == YEARS_LOST else (one,))
)
"""The primary outcomes, with the loss over the common calendar window beside the loss from announcement."""
MOST_IN_FULL = 3
"""With more plans than this, the first is told in full and the others in brief."""
MOST_PAIRS = 6
"""With more pairs of plans than this, only those with the first plan are told."""
INFLUENCE_WINDOWS = ("120", "60", "24")
"""Months after vesting, the longest first."""


def unjudged(results: Results, plan: str, versus: str, name: str, window: str, sector: str) -> Why | None:
    """The reason why an outcome bears no verdict, too rare or too few runs; None where it does.

    Outcomes that are no means of runs (months not bedded in) have no rows among the outcomes, and are judged.
    """
    differences = paired_differences(results, plan, versus, name, window, sector)
    if differences.empty or int((differences != 0.0).sum()) >= FEWEST_NON_ZERO:
        return None
    return Why.TOO_RARE if len(differences) >= FEWEST_NON_ZERO else Why.TOO_FEW_RUNS


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


@dataclass(frozen=True)
class Share:
    """A share with its 5-95 % range over worlds, seed noise removed; NaN where there is none."""

    mean: float
    low: float
    high: float


def share_lost(results: Results, plan: PlanInfo) -> Share | None:
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
    return Share(float(shares.mean()), float(low[0]), float(high[0]))


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


def sector_of(name: str) -> str:
    """The sector that an outcome is reported for when one is wanted."""
    return "acute" if name == catalogue.ACUTE_DOMINANCE.name else tables.ALL_SECTORS
