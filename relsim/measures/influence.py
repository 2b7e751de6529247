"""Who is heard: each sector's share of influence, and acute dominance.

Both are means of the 12 months up to and including the window's month after vesting, because a single month of
influence is noisy and boards decide over a year.  The functions read as those of `relsim.measures.loss` do.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from relsim.measures.levels import Level
from relsim.measures.runs import Floats, PlanDates, WorldRuns
from relsim.sectors import Sector

INFLUENCE_MONTHS = (24, 60, 120)


def influence(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Each sector's share of all influence (0-1)."""
    for window, months in _years(runs, of, dates):
        yield Level("influence", window, np.arange(len(Sector)), months[:, :, : len(Sector)].mean(axis=1).T)


def acute_dominance(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Acute trusts' share of influence among stakeholders other than the commissioner (0-1).

    NaN where the commissioner holds all influence.
    """
    for window, months in _years(runs, of, dates):
        acute, commissioner = months[:, :, Sector.ACUTE], months[:, :, Sector.COMMISSIONER]
        stakeholders = np.where(commissioner < 1, 1 - commissioner, np.nan)
        share = (acute / stakeholders).mean(axis=1)
        yield Level("acute_dominance", window, np.array([Sector.ACUTE], dtype=np.intp), share[np.newaxis])


def _years(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[tuple[str, Floats]]:
    """Window and influence over its 12 months, shape (replicates, 12, sectors + 1)."""
    if dates.vesting is None:
        return
    for window in INFLUENCE_MONTHS:
        last = dates.vesting + window
        if runs.covers(last - 11, last):
            yield str(window), runs.between(of, "influence", last - 11, last)
