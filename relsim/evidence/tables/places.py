"""Influence on what is decided for each place, under plans where places differ or decide for themselves."""

from __future__ import annotations

import pandas as pd

from relsim.domain.sectors import Sector
from relsim.evidence.findings.comparison import INFLUENCE_WINDOWS, over_worlds
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.outcome_names import short_label
from relsim.evidence.tables.table import Table
from relsim.wording.numbers import number

SECTORS = (Sector.GENERAL_PRACTICE, Sector.VCSE, Sector.ACUTE, Sector.LOCAL_GOVERNMENT)
DIFFER = 0.005
"""Half a point between the highest and the lowest place: less is not worth a row."""
_MOST = 10
"""With more places than this only the ends are shown."""


def by_place(results: Results) -> Table | None:
    """A row for each plan and sector, a column for each place; None where no plan makes places differ or delegates."""
    window = next((w for w in INFLUENCE_WINDOWS if (results.places["window"].astype(str) == w).any()), None)
    if window is None or results.places["place"].nunique() < 2:
        return None
    rows = results.places[results.places["window"].astype(str) == window]
    shown = [plan for plan in results.vested if _is_told(plan, rows)]
    if not shown:
        return None
    names = {str(entry["code"]): str(entry["name"]) for entry in results.manifest.get("places") or ()}
    codes = list(names) or sorted(rows["place"].unique())
    told = _rows(results, rows, results.comparator, results.vested[0].name, "comparator", codes)
    for plan in shown:
        told += _rows(results, rows, plan.name, plan.name, "value", codes)
    few = len(codes) <= _MOST
    places = [names.get(code, code) for code in codes] if few else []
    columns = ["Plan", "Sector", *(places or ["Lowest place", "Highest place"]), "Highest less lowest, points"]
    note = (
        f"% of influence, mean of the year up to {window} months after the plan holds and over sets of assumptions; "
        "the last column with their 5–95% range, chance included. Where a board covers several places and leaves "
        "nothing to committees of theirs, all of them have its influence."
    )
    return Table("Influence on what is decided for each place", columns, told, words=2, note=note, together=True)


def _is_told(plan: PlanInfo, rows: pd.DataFrame) -> bool:
    if any(float(board.get("delegated") or 0.0) > 0.0 for board in plan.boards):
        return True
    means = rows[rows["plan"] == plan.name].groupby(["sector", "place"])["value"].mean().groupby(level="sector")
    return bool((means.max() - means.min()).max() >= DIFFER)


def _rows(
    results: Results, rows: pd.DataFrame, name: str, source: str, column: str, codes: list[str]
) -> list[list[str]]:
    told = []
    for sector in SECTORS:
        chosen = rows[(rows["plan"] == source) & (rows["sector"] == sector.code)]
        worlds = chosen.pivot(index="world", columns="place", values=column).reindex(columns=codes)
        if worlds.empty or not float(worlds.max().max()) > 0.0:
            continue
        means = worlds.mean()
        gap, low, high = over_worlds(worlds.max(axis=1) - worlds.min(axis=1))
        across = f" ({number(100 * low)} to {number(100 * high)})" if low == low else ""
        shown = means if len(codes) <= _MOST else (means.min(), means.max())
        cells = [number(100 * float(mean)) for mean in shown]
        label = f"{name} (comparator)" if name == results.comparator else name
        told.append([label, short_label(sector), *cells, f"{number(100 * gap)}{across}"])
    return told
