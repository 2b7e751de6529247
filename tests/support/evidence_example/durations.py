"""Bedding-in of the synthetic plans, from means over replicates."""

from __future__ import annotations

from typing import Any

import numpy as np

from evidence_example.curves import EVERY_SECTOR, FIRST, SECTORS, Made
from evidence_example.plans import COMPARATOR, DATES
from relsim.domain.months import month_number


def durations(plans: list[dict[str, Any]], made: Made) -> list[dict[str, Any]]:
    rows = []
    for plan in plans[1:]:
        if not plan["vesting"] or plan["role"] == "part":
            continue
        v = month_number(plan["vesting"]) - FIRST
        means = made[plan["name"]]["coverage"].mean(1) / made[COMPARATOR]["coverage"].mean(1)
        for sector in SECTORS:
            for w, g in enumerate(means[:, EVERY_SECTOR.index(sector), v : v + 120]):
                common = {"plan": plan["name"], "role": plan["role"], "sector": sector, "world": w, "base": 0.0}
                rows += [common | found for found in _of_curve(g)]
    return rows


def shares_lost(plans: list[dict[str, Any]], made: Made) -> list[dict[str, Any]]:
    """The share of the comparator's relationship time that each plan loses."""
    rows = []
    for plan in plans[1:]:
        if plan["role"] == "part":
            continue
        start = month_number(plan["announced"] or DATES[0][0]) - FIRST
        windows = {str(months): slice(start, start + months) for months in (36, 60, 120)}
        windows["calendar"] = slice(month_number("2021-02") - FIRST, None)
        for sector in SECTORS:
            s = EVERY_SECTOR.index(sector)
            for window, months in windows.items():
                own, base = (made[name]["coverage"][:, :, s, months].sum((1, 2)) for name in (plan["name"], COMPARATOR))
                common = {"plan": plan["name"], "role": plan["role"], "sector": sector, "base": 0.0, "unit": "share"}
                for w, share in enumerate(1 - own / base):
                    rows.append(
                        common | {"measure": "share_lost", "window": window, "world": w, "value": float(share)}
                    )
    return rows


def _of_curve(g: np.ndarray) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"measure": "months_not_bedded_in", "window": window, "unit": "months", "value": float((g < level).sum())}
        for window, level in (("120", 0.9), ("120@80%", 0.8), ("120@95%", 0.95))
    ]
    found += [
        {"measure": f"months_to_{level}", "window": str(n), "unit": "months", "value": _first_run(g >= level / 100, n)}
        for level in (80, 90, 95)
        for n in (3, 6, 12)
    ]
    shift = float(g[-24:].mean() - 1)
    return [*found, {"measure": "permanent_shift", "window": "120", "unit": "share", "value": shift}]


def _first_run(good: np.ndarray, length: int) -> float:
    for start in range(len(good) - length + 1):
        if good[start : start + length].all():
            return float(start)
    return float("nan")
