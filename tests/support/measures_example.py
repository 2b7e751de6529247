"""Small made-up worlds for the tests of the measures: no model behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from relsim.domain.months import month_number
from relsim.domain.sectors import Sector
from relsim.measures.recorded import MEASURED, REACH
from relsim.measures.runs import ALL, SECTORS, Floats, PlanDates, WorldRuns
from relsim.measures.tables import PARTS

VESTING = month_number("2022-07")
ANNOUNCED = VESTING - 12
FIRST, UNTIL = VESTING - 24, VESTING + 132
MONTHS = UNTIL - FIRST
NEED = np.array([600.0, 240.0, 36.0, 24.0, 12.0, 0.0, 0.0, 912.0])
FROZEN = PlanDates("frozen", "comparator")
PLACES = ("COUNTY", "TOWN")
WITH_PLACES = ("plan", "comparator", "placebo")


def plan(name: str = "merge", role: str = "plan", later: int = 0) -> PlanDates:
    return PlanDates(name, role, ANNOUNCED + later, VESTING + later)


def flat(replicates: int, **values: float) -> dict[str, Floats]:
    """The same value in every run, month and sector; NaN where there is no such thing."""
    series = {measure: np.full((replicates, MONTHS, len(SECTORS)), values.get(measure, 0.5)) for measure in MEASURED}
    series["coverage"][:, :, NEED == 0] = np.nan
    for measure in REACH:
        series[measure][:, :, [at for at in Sector if at not in (Sector.GENERAL_PRACTICE, Sector.VCSE)]] = np.nan
    series["closed"][:, :, [at for at in range(len(SECTORS)) if at not in (Sector.VCSE, ALL)]] = np.nan
    return series


def places(replicates: int, value: float = 1 / len(Sector)) -> Floats:
    """The same influence at every place, in every run, month and sector."""
    return np.full((replicates, MONTHS, len(PLACES), len(Sector)), value)


def world(
    series: Mapping[PlanDates, Mapping[str, Floats]],
    number: int = 0,
    seeds: Sequence[int] = (),
    place_influence: Mapping[str, Floats] | None = None,
) -> WorldRuns:
    replicates = len(series[FROZEN]["coverage"])
    return WorldRuns(
        world=number,
        first_month=FIRST,
        until=UNTIL,
        seeds=np.array(seeds or range(1, replicates + 1)),
        plans=tuple(series),
        series={dates.name: measured for dates, measured in series.items()},
        need_units=NEED,
        window=(ANNOUNCED, ANNOUNCED + 23),
        places=PLACES,
        place_influence=place_influence or {},
    )


def noisy_world(seed: int, replicates: int = 6, number: int = 0, depth: float = 0.4) -> WorldRuns:
    """Two plans of different dates and depth, a placebo, and on half the replicates a diagnostic and parts; noisy."""
    rng = np.random.default_rng(seed)
    base = flat(replicates)
    for measure in MEASURED:
        base[measure] *= 1 + 0.3 * rng.random(base[measure].shape)
    for measure in ("influence", "spend"):
        base[measure] /= base[measure][:, :, :-1].sum(axis=2, keepdims=True)
    there = places(replicates) * (1 + 0.3 * rng.random((replicates, MONTHS, len(PLACES), len(Sector))))
    place_influence = {FROZEN.name: there / there.sum(axis=3, keepdims=True)}
    rivals = {plan("merge"): depth, plan("later", later=10): depth / 2, plan("without", "diagnostic"): depth / 3}
    rivals |= {plan(f"merge, {label}", "part"): depth * len(causes) / 3 for label, causes in PARTS.items()}
    series: dict[PlanDates, Mapping[str, Floats]] = {FROZEN: base}
    since = np.arange(FIRST, UNTIL)
    for dates, drop in rivals.items():
        runs = replicates if dates.role == "plan" else max(1, replicates // 2)
        fall = np.where(since < dates.vesting, 0.0, drop * np.exp(-np.maximum(since - dates.vesting, 0) / 30))
        own = {measure: values[:runs].copy() for measure, values in base.items()}
        for measure in MEASURED:
            touched = fall * (1 + 0.5 * rng.random((runs, 1)))
            own[measure] *= (1 - touched)[:, :, np.newaxis]
        series[dates] = own
        if dates.role in WITH_PLACES:
            place_influence[dates.name] = place_influence[FROZEN.name] * (1 - fall)[:, np.newaxis, np.newaxis]
    series[plan("renamed", "placebo")] = {measure: values.copy() for measure, values in base.items()}
    place_influence["renamed"] = place_influence[FROZEN.name].copy()
    return world(series, number, place_influence=place_influence)


def with_series(runs: WorldRuns, series: Mapping[str, Mapping[str, Floats]], **changes: Any) -> WorldRuns:
    return replace(runs, series=series, **changes)
