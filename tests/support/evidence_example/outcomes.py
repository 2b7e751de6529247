"""The table of outcomes: a row for each run, measure, window and sector."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from evidence_example.curves import EVERY_SECTOR, FIRST, LEAST, MONTHS, SECTORS, WHO_ASKS, Made
from evidence_example.plans import COMPARATOR, DATES
from relsim.domain.months import month_number
from relsim.measures.catalogue import OUTCOMES
from relsim.measures.recorded import REACH

UNITS = {
    "general_practice": 68,
    "vcse": 80,
    "acute": 3,
    "community_mental_health": 3,
    "local_government": 3,
    "all": 157,
}
"""Need units by sector."""
Found = Iterator[tuple[str, str, str, np.ndarray, np.ndarray]]
"""Measure, window, sector, and by world and replicate the plan's value and the comparator's."""


def outcomes(plans: list[dict[str, Any]], made: Made) -> pd.DataFrame:
    blocks = [
        _rows(
            plan,
            [one for found in (_lost, _joint_work, _coverage, _influence, _levels, _left) for one in found(plan, made)],
        )
        for plan in plans[1:]
    ]
    return pd.concat(blocks, ignore_index=True)


def _lost(plan: dict[str, Any], made: Made) -> Found:
    gap = made[COMPARATOR]["coverage"] - made[plan["name"]]["coverage"]
    start = month_number(plan["announced"] or DATES[0][0]) - FIRST
    windows = {str(months): slice(start, start + months) for months in (36, 60, 120)}
    windows["calendar"] = slice(month_number("2021-02") - FIRST, None)
    for sector in SECTORS:
        s, units = EVERY_SECTOR.index(sector), UNITS[sector]
        for window, months in windows.items():
            value = gap[:, :, s, months].sum(-1) * units / 12
            yield "relationship_years_lost", window, sector, value, 0 * value
        if plan["vesting"]:
            vesting = month_number(plan["vesting"]) - FIRST
            for months in (60, 120):
                value = gap[:, :, s, start : vesting + months].sum(-1) * units / months
                yield "break_even", str(months), sector, value, 0 * value


def _joint_work(plan: dict[str, Any], made: Made) -> Found:
    """A hundred contacts for each month of coverage; where money is at work 1 in 100 fewer, in the middle world."""
    start = month_number(plan["announced"] or DATES[0][0]) - FIRST
    worlds = len(made[COMPARATOR]["coverage"])
    kept = 1.0 - 0.01 * np.linspace(LEAST, 2 - LEAST, worlds)[:, None] * ("money" in plan["effect"].causes)
    for sector in SECTORS:
        for months in (60, 120):
            window = (slice(None), slice(None), EVERY_SECTOR.index(sector), slice(start, start + months))
            own, base = (100 * made[name]["coverage"][window].sum(-1) for name in (plan["name"], COMPARATOR))
            yield "joint_work", str(months), sector, kept * own, base


def _coverage(plan: dict[str, Any], made: Made) -> Found:
    if not plan["vesting"]:
        return
    own, base = made[plan["name"]]["coverage"], made[COMPARATOR]["coverage"]
    vesting = month_number(plan["vesting"]) - FIRST
    for sector in SECTORS:
        s = EVERY_SECTOR.index(sector)
        for w in (12, 24, 48, 60, 120):
            yield "coverage", str(w), sector, own[:, :, s, vesting + w], base[:, :, s, vesting + w]
        yield "coverage_lost_at_vesting", "0", sector, own[:, :, s, vesting], base[:, :, s, vesting]


def _influence(plan: dict[str, Any], made: Made) -> Found:
    if not plan["vesting"]:
        return
    own, base = made[plan["name"]]["influence"], made[COMPARATOR]["influence"]
    announced, vesting = (month_number(plan[key]) - FIRST for key in ("announced", "vesting"))
    months = {"before": announced - 1, "during": vesting - 1, "24": vesting + 24, "60": vesting + 60}
    months["120"] = vesting + 120
    for window, month in months.items():
        if window == "during" and announced == vesting:
            continue
        for s, sector in enumerate(EVERY_SECTOR[1:], start=1):
            yield "influence", window, sector, own[:, :, s, month], base[:, :, s, month]
        dominance = [x[:, :, 3, month] / (1 - x[:, :, 6, month]) for x in (own, base)]
        yield "acute_dominance", window, "acute", dominance[0], dominance[1]


def _levels(plan: dict[str, Any], made: Made) -> Found:
    """Reach and spend, which are means of the year up to the window's month."""
    if not plan["vesting"]:
        return
    vesting = month_number(plan["vesting"]) - FIRST
    for measure, sectors in (*((name, WHO_ASKS) for name in REACH), ("spend", EVERY_SECTOR[1:])):
        for window in (24, 60, 120):
            year = slice(vesting + window - 11, vesting + window + 1)
            for sector in sectors:
                s = EVERY_SECTOR.index(sector)
                own, base = (made[name][measure][:, :, s, year].mean(-1) for name in (plan["name"], COMPARATOR))
                yield measure, str(window), sector, own, base


def _left(plan: dict[str, Any], made: Made) -> Found:
    """Giving up and closures, a share of what coverage loses; not in fewer than three of ten runs."""
    start = month_number(plan["announced"] or DATES[0][0]) - FIRST
    gap = made[COMPARATOR]["coverage"] - made[plan["name"]]["coverage"]
    for months in (60, 120):
        if start + months > len(MONTHS):
            continue
        for measure, sectors in (("given_up", WHO_ASKS), ("closed", ("vcse",))):
            for sector in sectors:
                lost = gap[:, :, EVERY_SECTOR.index(sector), start : start + months].mean(-1)
                yield measure, str(months), sector, 0.02 + 0.4 * lost, 0.02 + 0 * lost


def _rows(plan: dict[str, Any], found: list[tuple[str, str, str, np.ndarray, np.ndarray]]) -> pd.DataFrame:
    """Rows of one plan: those of a key together, world by world."""
    worlds, replicates = found[0][3].shape
    runs = worlds * replicates
    value, base = (np.concatenate([one[column].ravel() for one in found]) for column in (3, 4))
    measure, window, sector = (np.repeat([one[column] for one in found], runs) for column in (0, 1, 2))
    columns = {
        "plan": plan["name"], "role": plan["role"],
        "world": np.tile(np.repeat(np.arange(worlds), replicates), len(found)),
        "replicate": np.tile(np.arange(replicates), worlds * len(found)), "measure": measure, "window": window,
        "sector": sector, "unit": np.repeat([OUTCOMES[one[0]].unit for one in found], runs), "value": value,
        "comparator": base, "difference": value - base,
    }  # fmt: skip
    return pd.DataFrame(columns)
