"""Outcomes that sentences and tables share, and numbers over worlds."""

from __future__ import annotations

import numpy as np
import pandas as pd

from relsim.evidence.findings.finding import Finding, finding
from relsim.evidence.results import Results
from relsim.measures import catalogue, tables
from relsim.measures.durations import NEVER
from relsim.measures.small_sectors import reported_sectors

LOSS_MONTHS = 120
HEADLINE = catalogue.SHARE_LOST.at(str(LOSS_MONTHS))
"""The headline of a loss: it does not scale with assumed numbers of bodies, as relationship-years do."""
HEADLINE_CALENDAR = catalogue.SHARE_LOST.at(catalogue.CALENDAR)
YEARS_LOST = catalogue.RELATIONSHIP_YEARS_LOST.at(str(LOSS_MONTHS))
MONTHS_UNDER = catalogue.MONTHS_NOT_BEDDED_IN.at(catalogue.below_window(catalogue.MAIN_SHARE))
PRIMARY_TOLD = tuple(
    each for one in catalogue.PRIMARY for each in ((one, HEADLINE_CALENDAR) if one == HEADLINE else (one,))
)
"""The primary outcomes, with the headline over the common calendar window beside that from announcement."""
MOST_IN_FULL = 3
"""With more plans than this, the first is told in full and the others in brief."""
MOST_PAIRS = 6
"""With more pairs of plans than this, only those with the first plan are told."""
INFLUENCE_WINDOWS = ("120", "60", "24")
"""Months after vesting, the longest first."""


def times(results: Results, plan: str, sector: str, level: int = 90, persistence: str = "12") -> pd.Series:
    """Months to a level of the comparator by world, with infinity for never."""
    rows = results.worlds_of(plan, results.comparator, *catalogue.MONTHS_TO[level].at(persistence), sector)
    return rows["value"].astype(float).fillna(NEVER)


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


def sectors_alone(results: Results) -> tuple[str, ...]:
    """Codes of the sectors that have need units enough to be told of by themselves.

    Of fewer, one relationship more or less is months under any threshold, with or without a change.
    """
    units = {sector.code: results.units_of(sector.code) for sector in results.sectors}
    return reported_sectors(units).alone if any(units.values()) else tuple(units)
