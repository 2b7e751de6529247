"""Whom practices and VCSE organisations can turn to, and what becomes of what they say.

The functions read as those of `relsim.measures.loss` do.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from relsim.domain.sectors import Sector
from relsim.measures.catalogue import REACH
from relsim.measures.levels import Level, Span, mean_over, years_after_vesting
from relsim.measures.runs import ALL, PlanDates, WorldRuns

WHO_ASKS = (Sector.GENERAL_PRACTICE, Sector.VCSE, ALL)


def reach(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Shares (0-1) of those who know whom to ask, reach a working contact, and raise concerns that go somewhere."""
    for outcome in REACH:
        for span in years_after_vesting(runs, dates):
            sectors = _there(runs, runs.comparator_of(dates), outcome.monthly, span)
            yield Level(outcome.name, span.window, sectors, mean_over(runs, of, outcome.monthly, span, sectors))


def _there(runs: WorldRuns, comparator: PlanDates, measure: str, span: Span) -> NDArray[np.intp]:
    """Sectors of `WHO_ASKS` that have organisations in the localities concerned."""
    asked = np.array(WHO_ASKS, dtype=np.intp)
    found = runs.between(comparator, measure, span.first, span.last)[:, :, asked]
    return np.asarray(asked[~np.isnan(found).any(axis=(0, 1))], dtype=np.intp)
