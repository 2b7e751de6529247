"""Each sector's share of influence on what is decided for each place, the area of an upper-tier council."""

from __future__ import annotations

import numpy as np
import pandas as pd

from relsim.domain.sectors import Sector
from relsim.measures.levels import Span, years_after_vesting
from relsim.measures.paired import standard_error
from relsim.measures.runs import Floats, PlanDates, WorldRuns

COLUMNS = (
    "plan", "world", "window", "place", "sector", "value", "comparator", "difference", "standard_error",
)  # fmt: skip


def by_window(runs: WorldRuns, plan: PlanDates) -> dict[str, tuple[Floats, Floats]]:
    """The plan's and the comparator's influence by window, each of shape (places × sectors, replicates)."""
    if not runs.place_influence:
        return {}
    comparator = runs.comparator_of(plan)
    return {
        span.window: (_mean_over(runs, plan, span), _mean_over(runs, comparator, span)[:, : runs.replicates(plan)])
        for span in years_after_vesting(runs, plan)
    }


def places_rows(
    world: int, plan: str, codes: tuple[str, ...], window: str, ours: Floats, theirs: Floats
) -> pd.DataFrame:
    """A row of table ``places`` per place and sector, the sectors of a place together."""
    difference = ours - theirs
    return pd.DataFrame(
        {
            "plan": plan,
            "world": world,
            "window": window,
            "place": np.repeat(np.array(codes, dtype=object), len(Sector)),
            "sector": np.tile(np.array([sector.code for sector in Sector], dtype=object), len(codes)),
            "value": ours.mean(axis=1),
            "comparator": theirs.mean(axis=1),
            "difference": difference.mean(axis=1),
            "standard_error": standard_error(difference),
        }
    )


def _mean_over(runs: WorldRuns, of: PlanDates, span: Span) -> Floats:
    """Shape (places × sectors, replicates)."""
    months = runs.place_influence[of.name][:, span.first - runs.first_month : span.last + 1 - runs.first_month]
    return np.ascontiguousarray(months.mean(axis=1).reshape(len(months), -1).T)
