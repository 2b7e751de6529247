"""Month by month: sums over a world's runs, and single runs to look at."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from relsim.measures.runs import MEASURED, REACH, SECTORS, Floats, PlanDates, WorldRuns
from relsim.months import month_text

SUMS = (
    "coverage", "coverage_squared", "coverage_x_comparator",
    "trust", "knowing", "contacts", "successes", "given_up", "influence", *REACH, "closed", "spend",
)  # fmt: skip


def monthly_sums(runs: WorldRuns) -> pd.DataFrame:
    """The table ``monthly`` (see `relsim.tables`) of one world: sums over replicates.

    Plans share their history with the comparator to the bit until they differ, so each plan's rows begin there; a plan
    that never differs, as a placebo must not, has none.
    """
    return pd.concat([_sums(runs, plan) for plan in runs.plans if plan.role != "part"], ignore_index=True)


def single_runs(runs: WorldRuns, replicate: int = 0) -> pd.DataFrame:
    """The table ``single_runs`` of one world: one replicate of every plan that has it, month by month."""
    tables = []
    for plan in runs.plans:
        if plan.role != "part" and replicate < runs.replicates(plan):
            measured = {measure: runs.series[plan.name][measure][replicate] for measure in MEASURED}
            tables.append(_table(runs, plan, 0, {"replicate": replicate}, measured))
    return pd.concat(tables, ignore_index=True)


def first_difference(runs: WorldRuns, plan: PlanDates) -> int:
    """Position of the first month in which any run of a plan differs from the comparator's of the same seed.

    Differs in any measure and sector, or in influence at any place, to the bit; NaN is equal to NaN.  The number of
    months if none ever does.
    """
    replicates = runs.replicates(plan)
    comparator = runs.comparator.name
    differs = np.zeros(runs.months, dtype=np.bool_)
    for measure in MEASURED:
        differs |= _differ(runs.series[plan.name][measure], runs.series[comparator][measure][:replicates])
    if plan.name in runs.place_influence:
        differs |= _differ(runs.place_influence[plan.name], runs.place_influence[comparator][:replicates])
    return int(differs.argmax()) if differs.any() else runs.months


def _differ(ours: Floats, theirs: Floats) -> NDArray[np.bool_]:
    """In which months, the second axis, two arrays differ."""
    other_axes = (0, *range(2, ours.ndim))
    different = (ours != theirs) & ~(np.isnan(ours) & np.isnan(theirs))
    return np.asarray(different.any(axis=other_axes), dtype=np.bool_)


def _sums(runs: WorldRuns, plan: PlanDates) -> pd.DataFrame:
    begin = 0 if plan is runs.comparator else first_difference(runs, plan)
    replicates = runs.replicates(plan)
    ours = {measure: runs.series[plan.name][measure][:, begin:] for measure in MEASURED}
    comparator = runs.series[runs.comparator.name]["coverage"][:replicates, begin:]
    sums = {measure: values.sum(axis=0) for measure, values in ours.items()}
    sums["coverage_squared"] = (ours["coverage"] ** 2).sum(axis=0)
    sums["coverage_x_comparator"] = (ours["coverage"] * comparator).sum(axis=0)
    return _table(runs, plan, begin, {"replicates": replicates}, {name: sums[name] for name in SUMS})


def _table(
    runs: WorldRuns, plan: PlanDates, begin: int, number: dict[str, int], measured: dict[str, Floats]
) -> pd.DataFrame:
    """A row per month from position `begin`, and sector; each of `measured` has shape (months, sectors + 1)."""
    months = [month_text(runs.first_month + position) for position in range(begin, runs.months)]
    head: dict[str, object] = {"plan": plan.name, "role": plan.role, "world": runs.world}
    # A single run is named before its months, the number of runs in a sum after its sector, as `relsim.tables` has it.
    place: dict[str, object] = {
        "month": np.repeat(np.array(months, dtype=object), len(SECTORS)),
        "sector": np.tile(np.array(SECTORS, dtype=object), len(months)),
    }
    keys = {**head, **number, **place} if "replicate" in number else {**head, **place, **number}
    return pd.DataFrame({**keys, **{name: values.ravel() for name, values in measured.items()}})
