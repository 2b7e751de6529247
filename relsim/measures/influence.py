"""Each sector's share of influence, and acute dominance, before, during and after a change.

After it, both are means of the 12 months up to and including the window's month after vesting, because a single month
of influence is noisy and boards decide over a year; before it, of the last 12 months in which nobody knew of it.  The
functions read as those of `relsim.measures.loss` do.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from relsim.domain.sectors import Sector
from relsim.measures.catalogue import ACUTE_DOMINANCE, BEFORE, DURING, INFLUENCE
from relsim.measures.levels import Level, Span, mean_over, years_after_vesting
from relsim.measures.runs import PlanDates, WorldRuns


def influence(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Each sector's share of all influence (0-1)."""
    sectors = np.arange(len(Sector), dtype=np.intp)
    for span in _spans(runs, dates):
        yield Level(INFLUENCE.name, span.window, sectors, mean_over(runs, of, INFLUENCE.monthly, span, sectors))


def acute_dominance(runs: WorldRuns, of: PlanDates, dates: PlanDates) -> Iterator[Level]:
    """Acute trusts' share of influence among stakeholders other than the commissioner (0-1).

    NaN where the commissioner holds all influence.
    """
    for span in _spans(runs, dates):
        months = runs.between(of, ACUTE_DOMINANCE.monthly, span.first, span.last)
        acute, commissioner = months[:, :, Sector.ACUTE], months[:, :, Sector.COMMISSIONER]
        stakeholders = np.where(commissioner < 1, 1 - commissioner, np.nan)
        share = (acute / stakeholders).mean(axis=1)
        yield Level(ACUTE_DOMINANCE.name, span.window, np.array([Sector.ACUTE], dtype=np.intp), share[np.newaxis])


def _spans(runs: WorldRuns, dates: PlanDates) -> Iterator[Span]:
    if dates.announced is not None and dates.vesting is not None:
        for span in (
            Span(BEFORE, dates.announced - 12, dates.announced - 1),
            Span(DURING, dates.announced, dates.vesting - 1),
        ):
            if span.first <= span.last and runs.covers(span.first, span.last):
                yield span
    yield from years_after_vesting(runs, dates)
