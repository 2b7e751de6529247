"""Timing over two kinds of window: from each plan's announcement, and over common calendar months."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import pandas as pd
from scipy.special import ndtri

from relsim.measures.catalogue import CALENDAR, RELATIONSHIP_YEARS_LOST
from relsim.measures.runs import SECTORS


class OppositeWindows(NamedTuple):
    """Two plans of which one loses less from its announcement, the other over the common calendar window.

    The differences are plan − versus in relationship-years lost, so negative speaks for `plan`.
    """

    plan: str
    versus: str
    sector: str
    window: str
    """Months from announcement."""
    from_announcement: float
    calendar: float
    clear: bool
    """True if both differences are further from 0 than their Monte Carlo error explains (95 %, worlds fixed)."""


def opposite_windows(summary: pd.DataFrame) -> list[OppositeWindows]:
    """The outcomes whose two kinds of window point opposite ways, for a report to say first: the clear ones first.

    Each pair of plans is named once, in the order of the table; sectors in their order with all of them first.
    """
    rows = summary[summary["measure"] == RELATIONSHIP_YEARS_LOST.name]
    plans = summary.loc[summary["role"] == "plan", "plan"].unique()
    cells: dict[tuple[str, str, str, str], _Cell] = {
        (plan, versus, sector, window): _Cell(mean, error)
        for plan, versus, sector, window, mean, error in zip(
            *(rows[name] for name in ("plan", "versus", "sector", "window", "mean", "mc_standard_error")), strict=True
        )
    }
    windows = [window for window in rows["window"].unique() if window != CALENDAR]
    found = []
    for plan, versus in combinations(plans, 2):
        for sector in (SECTORS[-1], *SECTORS[:-1]):
            calendar = cells.get((plan, versus, sector, CALENDAR))
            for window in windows:
                announced = cells.get((plan, versus, sector, window))
                if calendar and announced and calendar.mean * announced.mean < 0:
                    clear = calendar.clear and announced.clear
                    found.append(OppositeWindows(plan, versus, sector, window, announced.mean, calendar.mean, clear))
    return sorted(found, key=lambda opposite: not opposite.clear)


class _Cell(NamedTuple):
    mean: float
    error: float

    @property
    def clear(self) -> bool:
        return bool(abs(self.mean) > ndtri(0.975) * self.error)
