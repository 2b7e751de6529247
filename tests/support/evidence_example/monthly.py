"""The tables that hold runs month by month, and influence by place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from evidence_example.curves import EVERY_SECTOR, FIRST, MONTHS, PLACES, WHO_ASKS, Made
from evidence_example.plans import COMPARATOR
from relsim.domain.months import month_number, month_text
from relsim.measures.recorded import REACH


def runs_table(plans: list[dict[str, Any]], made: Made) -> pd.DataFrame:
    worlds, replicates = made[COMPARATOR]["coverage"].shape[:2]
    return pd.DataFrame(
        [
            {
                "plan": p["name"], "role": p["role"], "world": w, "replicate": r, "seed": 1 + r,
                "key": f"{i:02x}{w:04x}{r:04x}",
            }
            for i, p in enumerate(plans)
            for w in range(worlds)
            for r in range(replicates)
        ]
    )  # fmt: skip


def monthly(plans: list[dict[str, Any]], made: Made) -> pd.DataFrame:
    """Parts have no rows; other plans from the month in which they first differ."""
    base = made[COMPARATOR]
    frames = []
    for plan in plans:
        if plan["role"] == "part":
            continue
        own = made[plan["name"]]
        differs = np.any([(own[m] != base[m]).any(axis=(0, 1, 2)) for m in own], axis=0)
        start = 0 if plan["role"] == "comparator" else (int(differs.argmax()) if differs.any() else len(MONTHS))
        months = [month_text(int(month)) for month in MONTHS[start:]]
        for w in range(own["coverage"].shape[0]):
            for s, sector in enumerate(EVERY_SECTOR):
                sums = _sums(own, base, w, s, start)
                keys = {"plan": plan["name"], "role": plan["role"], "world": w, "month": months, "sector": sector}
                frames.append(pd.DataFrame(keys | sums))
    return pd.concat(frames, ignore_index=True)


def _sums(own: dict[str, np.ndarray], base: dict[str, np.ndarray], w: int, s: int, start: int) -> dict[str, Any]:
    c = own["coverage"][w, :, s, start:]
    asks = EVERY_SECTOR[s] in WHO_ASKS
    return {
        "replicates": len(c), "coverage": c.sum(0), "coverage_squared": (c**2).sum(0),
        "coverage_x_comparator": (c * base["coverage"][w, :, s, start:]).sum(0), "trust": c.sum(0) * 0.8,
        "knowing": c.sum(0) * 0.9, "contacts": 100.0 * c.sum(0), "successes": 80.0 * c.sum(0), "given_up": 0.0,
        "influence": own["influence"][w, :, s, start:].sum(0),
        **{measure: own[measure][w, :, s, start:].sum(0) if asks else np.nan for measure in REACH},
        "closed": 0.0 if EVERY_SECTOR[s] in ("vcse", "all") else np.nan,
        "spend": own["spend"][w, :, s, start:].sum(0),
    }  # fmt: skip


def single_runs(plans: list[dict[str, Any]], made: Made) -> pd.DataFrame:
    frames = []
    for plan in plans:
        if plan["role"] == "part":
            continue
        own = made[plan["name"]]
        columns = {
            "plan": plan["name"], "role": plan["role"], "world": 0, "replicate": 0,
            "month": [month_text(int(month)) for month in MONTHS], "sector": "all",
            "coverage": own["coverage"][0, 0, 0],
            "trust": 0.5, "knowing": 0.5, "contacts": 1.0, "successes": 1.0, "given_up": 0.0, "influence": 1.0,
            **{measure: own[measure][0, 0, 0] for measure in REACH}, "closed": 0.0, "spend": 1.0,
        }  # fmt: skip
        frames.append(pd.DataFrame(columns))
    return pd.concat(frames, ignore_index=True)


def places(plans: list[dict[str, Any]], made: Made) -> pd.DataFrame:
    """Influence in each place: that of all, and where decisions are delegated, three points more for A's councils."""
    rows = []
    for plan in plans:
        if plan["role"] != "plan" or not plan["vesting"]:
            continue
        delegated = plan["boards"][0]["delegated"] > 0.0
        for window in (24, 60, 120):
            month = month_number(plan["vesting"]) + window - FIRST
            for p, place in enumerate(PLACES):
                own, base = (made[name]["influence"][:, :, 1:, month].mean(1) for name in (plan["name"], COMPARATOR))
                more = np.array([0, 0, 0, 0, 0.03, -0.03, 0]) * (delegated and p == 0)
                rows += _of_place(plan["name"], str(window), place, own + more, base)
    return pd.DataFrame(rows)


def _of_place(plan: str, window: str, place: str, own: np.ndarray, base: np.ndarray) -> list[dict[str, Any]]:
    return [
        {
            "plan": plan, "world": w, "window": window, "place": place, "sector": sector, "value": own[w, s],
            "comparator": base[w, s], "difference": own[w, s] - base[w, s], "standard_error": 1e-4,
        }
        for w in range(len(own))
        for s, sector in enumerate(EVERY_SECTOR[1:])
    ]  # fmt: skip
