"""Each sector's share of spend.  It reads as the functions of `relsim.measures.loss` do."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from relsim.domain.sectors import Sector
from relsim.measures.catalogue import SPEND
from relsim.measures.levels import Level, mean_over, years_after_vesting
from relsim.measures.runs import PlanDates, WorldRuns


def spend(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Each sector's share of all spend (0-1)."""
    sectors = np.arange(len(Sector), dtype=np.intp)
    for span in years_after_vesting(runs, dates):
        yield Level(SPEND.name, span.window, sectors, mean_over(runs, of, SPEND.monthly, span, sectors))
