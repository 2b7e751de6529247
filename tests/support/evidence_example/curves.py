"""The made-up curves: by plan and measure an array over worlds, replicates, sectors (``all`` first) and months.

Worlds differ, but in size and not in direction: what a plan does it does in every world, by as much as is worth
speaking of.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from evidence_example.plans import COMPARATOR, Effect
from relsim.domain.months import month_number
from relsim.domain.sectors import Sector
from relsim.measures.recorded import REACH

FIRST, LAST = month_number("2006-01"), month_number("2034-12")
MONTHS = np.arange(FIRST, LAST + 1)
EVERY_SECTOR = ["all"] + [s.code for s in Sector]
SECTORS = [code for code in EVERY_SECTOR if code not in ("commissioner", "public_voice")]
"""Those with need units."""
WHO_ASKS = ("general_practice", "vcse", "all")
PLACES = {"A": "Ashire", "B": "Bshire"}
SHARES = np.array([1.0, 0.18, 0.06, 0.17, 0.09, 0.12, 0.36, 0.02])
"""Influence of each sector under the comparator."""
SPEND = np.array([1.0, 0.09, 0.01, 0.47, 0.20, 0.02, 0.21, 0.0])
SHIFT = 0.04
"""Influence that the acute trusts gain, and general practice loses, in the middle world."""
LEAST = 0.7
"""Part of that which the world has in which it is least; the one in which it is most has as much more."""
WEIGHTS = {"seats": 0.75, "ties": 0.2, "money": 0.05}
"""Part of the shift that each cause makes."""
STEPS = dict(zip(REACH, (0.98, 0.85, 0.92, 0.95, 0.9, 0.8), strict=True))
"""Measure of reach → its share of what would be if everybody's relationship worked."""
Made = dict[str, dict[str, np.ndarray]]


def curves(plans: list[dict[str, Any]], worlds: int, replicates: int, shift: float, history: bool, money: bool) -> Made:
    """Plan → measure (coverage, influence, spend, and those of reach) → array."""
    rng = np.random.default_rng(7)
    shape = (worlds, replicates, len(EVERY_SECTOR), len(MONTHS))
    level = 0.72 + 0.08 * rng.standard_normal((worlds, 1, 1, 1))
    base = np.clip(level + 0.02 * rng.standard_normal(shape), 0.05, 0.99)
    if history:
        base *= 1 - sum(0.6 * _shock(month_number(at), month_number(at), 12.0) for at in ("2006-10", "2013-04"))
    depth = np.clip(0.45 + 0.05 * rng.standard_normal((worlds, 1, 1, 1)), 0.1, 0.9)
    tau = np.clip(26 + 6 * rng.standard_normal((worlds, 1, len(EVERY_SECTOR), 1)), 14, 70)
    made: Made = {COMPARATOR: _all_measures(base, Effect(0.0, frozenset()), None, worlds, replicates, money)}
    for plan in plans[1:]:
        coverage, effect = base.copy(), plan["effect"]
        if plan["role"] == "placebo":
            coverage[..., -1] += shift
        elif effect.depth:
            hit = _shock(month_number(plan["announced"]), month_number(plan["vesting"]), tau)
            noise = 0.004 * rng.standard_normal(shape) * (month_number(plan["announced"]) <= MONTHS)
            coverage = np.clip(base * (1 - effect.depth * depth * hit) + noise, 0, 1)
        made[plan["name"]] = _all_measures(coverage, effect, plan["vesting"], worlds, replicates, money)
    return made


def _shock(announced: int, vesting: int, tau: np.ndarray | float) -> np.ndarray:
    since = MONTHS - vesting
    before = np.clip((MONTHS - announced) / max(vesting - announced, 1), 0, 1) * 0.25
    return np.where(since < 0, before, np.exp(-np.maximum(since, 0) / tau))


def _all_measures(
    coverage: np.ndarray, effect: Effect, vesting: str | None, worlds: int, replicates: int, money: bool
) -> dict[str, np.ndarray]:
    begun = (month_number(vesting) <= MONTHS) if vesting else np.zeros(len(MONTHS), bool)
    by_world = np.linspace(LEAST, 2 - LEAST, worlds)[:, None, None]
    moved = SHIFT * sum(WEIGHTS[cause] for cause in effect.causes) * by_world * begun
    influence = np.broadcast_to(SHARES[:, None], (worlds, replicates, 8, len(MONTHS))).copy()
    influence[:, :, 3] += moved
    influence[:, :, 1] -= moved
    for sector, more in effect.more:
        influence[:, :, EVERY_SECTOR.index(sector)] += more * by_world * begun
        influence[:, :, 6] -= more * by_world * begun
    found = {"coverage": coverage, "influence": influence, "spend": _spend(effect, begun, by_world, replicates, money)}
    for measure, step in STEPS.items():
        found[measure] = step * coverage
    return found


def _spend(effect: Effect, begun: np.ndarray, by_world: np.ndarray, replicates: int, money: bool) -> np.ndarray:
    """Hospitals gain a quarter of a point a year from 2014, from the commissioner; a plan takes 1 of practices'."""
    years = np.maximum(0.0, (MONTHS - month_number("2014-04")) // 12)
    spend = np.broadcast_to(SPEND[:, None], (len(by_world), replicates, 8, len(MONTHS))).copy()
    if money:
        spend[:, :, 3] += 0.0025 * years * by_world
        spend[:, :, 6] -= 0.0025 * years * by_world
        if "money" in effect.causes:
            spend[:, :, 1] -= 0.01 * by_world * begun
            spend[:, :, 3] += 0.01 * by_world * begun
    return spend
