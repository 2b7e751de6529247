"""Who is heard on what is decided for each place, the area of an upper-tier council."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from relsim.measures.levels import Span, years_after_vesting
from relsim.measures.paired import standard_error
from relsim.measures.runs import Floats, PlanDates, WorldRuns
from relsim.sectors import Sector

COLUMNS = (
    "plan", "world", "window", "place", "sector", "value", "comparator", "difference", "standard_error",
)  # fmt: skip


def places(runs: WorldRuns) -> pd.DataFrame:
    """The table ``places`` (see `relsim.tables`) of one world; without rows where the runs tell nothing of places."""
    blocks = list(_blocks(runs)) if runs.place_influence else []
    if not blocks:
        return pd.DataFrame(columns=list(COLUMNS))
    return pd.concat(blocks, ignore_index=True)


def _blocks(runs: WorldRuns) -> Iterator[pd.DataFrame]:
    for plan in runs.others:
        if plan.role == "plan":
            for span in years_after_vesting(runs, plan):
                yield _rows(runs, plan, span)


def _rows(runs: WorldRuns, plan: PlanDates, span: Span) -> pd.DataFrame:
    """A row per place and sector, the sectors of a place together."""
    ours, theirs = (_mean_over(runs, of, span) for of in (plan, runs.comparator))
    difference = ours - theirs
    count = len(runs.places)
    return pd.DataFrame(
        {
            "plan": plan.name,
            "world": runs.world,
            "window": span.window,
            "place": np.repeat(np.array(runs.places, dtype=object), len(Sector)),
            "sector": np.tile(np.array([sector.code for sector in Sector], dtype=object), count),
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
