"""Numbers that sentences and tables share: what is lost as a share, and whether an outcome is too rare to judge."""

from __future__ import annotations

import numpy as np
import pandas as pd

from relsim import tables
from relsim.evidence.folder import PlanInfo, Results, finite
from relsim.evidence.words import FEWEST_WORLDS, RANKING
from relsim.measures.over_worlds import world_range

FEWEST_NONZERO = 30
"""With fewer differences that are not zero, no interval of their mean is to be trusted."""
LOSS_MONTHS = 120
YEARS_LOST = ("relationship_years_lost", str(LOSS_MONTHS))
YEARS_CALENDAR = ("relationship_years_lost", "calendar")
MONTHS_UNDER = ("months_not_bedded_in", "120")
SEATS_OF_BEFORE, SEATS_ALONE = "with the seats of before", "seats alone"
"""Diagnostics that take a shift of influence apart; nothing of the loss is learnt from them."""


def unjudged(results: Results, plan: str, versus: str, name: str, window: str, sector: str) -> str:
    """Why an outcome bears no verdict (``too rare to judge``, ``too few runs``), or nothing where it does.

    Outcomes that are no means of runs (months not bedded in) have no rows among the outcomes, and are judged.
    """
    differences = paired_differences(results, plan, versus, name, window, sector)
    if differences.empty or int((differences != 0.0).sum()) >= FEWEST_NONZERO:
        return ""
    return "too rare to judge" if len(differences) >= FEWEST_NONZERO else "too few runs"


def paired_differences(results: Results, plan: str, versus: str, name: str, window: str, sector: str) -> pd.Series:
    """The difference of every pair of runs, from the table of outcomes; each plan beside the comparator."""
    own = _differences(results, plan, name, window, sector)
    if versus == results.comparator:
        return own
    return (own - _differences(results, versus, name, window, sector)).dropna()


def _differences(results: Results, plan: str, name: str, window: str, sector: str) -> pd.Series:
    table = results.outcomes
    rows = table[
        (table["plan"] == plan)
        & (table["measure"] == name)
        & (table["window"].astype(str) == window)
        & (table["sector"] == sector)
    ]
    return rows.set_index(["world", "replicate"])["difference"].astype(float)


def ranked(row: pd.Series, plan: str, versus: str) -> str | None:
    """The plan that at least 80 % of enough worlds favour, if there is one and a direction is better."""
    if not row["better"] or int(row["worlds"]) < FEWEST_WORLDS:
        return None
    if float(row["favours_plan"]) >= RANKING - 1e-9:
        return plan
    return versus if float(row["favours_versus"]) >= RANKING - 1e-9 else None


def share_lost(results: Results, plan: PlanInfo) -> tuple[float, float, float] | None:
    """Relationship-years lost over 120 months from announcement, of those that would have worked.

    The mean over worlds of each world's share, and the 5-95 % range over worlds with seed noise removed.
    """
    rows = results.worlds_of(plan.name, results.comparator, *YEARS_LOST)
    units = (results.manifest.get("need_units") or {}).get(tables.ALL_SECTORS)
    if rows.empty or not units or plan.announced is None:
        return None
    months = results.by_month(results.comparator).loc[plan.announced : plan.announced + LOSS_MONTHS - 1]
    would = (months.sum() * float(units) / 12).reindex(rows.index)
    if len(months) < LOSS_MONTHS or not bool((would > 0.0).all()):
        return None
    shares = (rows["value"] / would).to_numpy(dtype=np.float64)
    errors = (rows["standard_error"] / would).to_numpy(dtype=np.float64)
    low, high = world_range(shares[np.newaxis], errors[np.newaxis])
    return float(shares.mean()), float(low[0]), float(high[0])


def over_worlds(values: pd.Series) -> tuple[float, float, float]:
    """Mean and 5-95 % range over worlds of one value a world, seed noise included; no range of a single world."""
    low, high = values.quantile([0.05, 0.95]) if len(values) > 1 else (np.nan, np.nan)
    return float(values.mean()), float(low), float(high)


def longest_influence(results: Results, plan: str, name: str, sector: str) -> tuple[str, pd.Series] | None:
    """The row of an influence measure at the longest window that there is, beside the comparator."""
    for window in ("120", "60", "24"):
        row = results.summary_row(plan, results.comparator, name, window, sector)
        if row is not None and finite(row["mean"]):
            return window, row
    return None


def part(results: Results, diagnostic: str) -> str:
    """What is taken out in a diagnostic, without the plan's name: ``without settling-in``."""
    for plan in results.options:
        if diagnostic.startswith(plan.name):
            return diagnostic[len(plan.name) :].lstrip(" ,:") or diagnostic
    return diagnostic
