"""Tables of spend by plan."""

from __future__ import annotations

from relsim.domain.sectors import Sector
from relsim.evidence.findings.comparison import MOST_IN_FULL
from relsim.evidence.findings.finding import beside_comparator
from relsim.evidence.findings.money import LEAST_MOVE
from relsim.evidence.results import Results
from relsim.evidence.tables.cells import NONE, range_cell, range_note
from relsim.evidence.tables.table import Table
from relsim.measures import catalogue
from relsim.wording.numbers import percent, with_sign

_WINDOWS = ("24", "60", "120")


def by_plan(results: Results) -> Table | None:
    """General practice's, the voluntary sector's and acute trusts' share of spend, and what it differs by."""
    rows = []
    for plan in results.vested:
        full = plan is results.vested[0] or len(results.vested) <= MOST_IN_FULL
        for sector in (Sector.GENERAL_PRACTICE, Sector.VCSE, Sector.ACUTE) if full else (Sector.GENERAL_PRACTICE,):
            cells = [_change(results, plan.name, window, sector.code) for window in _WINDOWS]
            if any(cell != "–" for cell in cells):
                rows.append([plan.name, sector.label, *cells])
    columns = ["Plan", "Sector", *(f"{int(window) // 12} years on" for window in _WINDOWS)]
    note = (
        "Share of all spend, mean of a year, and in brackets less the comparator’s in the same months, in percentage "
        "points: mean, and range. Sectors whose share differs by less than a twentieth of a point throughout are left "
        f"out. {range_note(results.worlds)}"
    )
    return Table("Shares of spend", columns, rows, words=2, note=note, together=True) if rows else None


def _change(results: Results, plan: str, window: str, sector: str) -> str:
    row = beside_comparator(results, plan, catalogue.SPEND.name, window, sector)
    if row is None or abs(row.difference) < LEAST_MOVE:
        return "–"
    across = range_cell(row, 100, 1)
    beside = f"; {across}" if across != NONE else ""
    return f"{percent(row.value, 1)} ({with_sign(100 * row.difference)}{beside})"
