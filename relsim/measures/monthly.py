"""Month by month: sums over a world's runs, and single runs to look at."""

from __future__ import annotations

import numpy as np
import pandas as pd

from relsim.domain.months import month_text
from relsim.measures.kept import WorldKept, as_kept
from relsim.measures.monthly_sums import SUMS
from relsim.measures.recorded import MEASURED
from relsim.measures.runs import OUTCOMES_ONLY, SECTORS, Floats, PlanDates, WorldRuns


def monthly_sums(runs: WorldRuns | WorldKept) -> pd.DataFrame:
    """The table ``monthly`` (see `relsim.measures.tables`) of one world: sums over replicates.

    Plans share their history with the comparator to the bit until they differ, so each plan's rows begin there; a plan
    that never differs, as a placebo must not, has none.
    """
    world = as_kept(runs)
    return pd.concat([_sums(world, plan) for plan in _shown(world)], ignore_index=True)


def single_runs(runs: WorldRuns | WorldKept) -> pd.DataFrame:
    """The table ``single_runs`` of one world: the first replicate of every plan, month by month, where it is kept."""
    world = as_kept(runs)
    tables = [
        _table(world, plan, 0, {"replicate": 0}, {measure: single[measure] for measure in MEASURED})
        for plan in _shown(world)
        if (single := world.kept(plan).single)
    ]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def _shown(world: WorldKept) -> list[PlanDates]:
    return [plan for plan in world.frame.plans if plan.role not in OUTCOMES_ONLY and world.replicates(plan)]


def _sums(world: WorldKept, plan: PlanDates) -> pd.DataFrame:
    monthly = world.kept(plan).monthly
    assert monthly is not None, "all that are shown have sums"
    sums = monthly.sums.rounded()[:, max(0, monthly.differs - monthly.begins) :]
    number = {"replicates": world.replicates(plan)}
    return _table(world, plan, monthly.differs, number, dict(zip(SUMS, sums, strict=True)))


def _table(
    world: WorldKept, plan: PlanDates, begin: int, number: dict[str, int], measured: dict[str, Floats]
) -> pd.DataFrame:
    """A row per month from position `begin`, and sector; each of `measured` has shape (months, sectors + 1)."""
    first, last = world.frame.first_month, world.frame.until
    months = [month_text(month) for month in range(first + begin, last)]
    head: dict[str, object] = {"plan": plan.name, "role": plan.role, "world": world.world}
    # A single run is named before its months, the number of runs in a sum after its sector: `relsim.measures.tables`.
    place: dict[str, object] = {
        "month": np.repeat(np.array(months, dtype=object), len(SECTORS)),
        "sector": np.tile(np.array(SECTORS, dtype=object), len(months)),
    }
    keys = {**head, **number, **place} if "replicate" in number else {**head, **place, **number}
    return pd.DataFrame({**keys, **{name: values.ravel() for name, values in measured.items()}})
