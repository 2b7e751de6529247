"""The table of what each safeguard saves."""

from __future__ import annotations

from relsim.evidence.findings import safeguards
from relsim.evidence.findings.safeguards import GAINS, Family, Gain
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.safeguards import gain_label, gain_unit, signed_gain
from relsim.evidence.tables.cells import in_brackets, range_note
from relsim.evidence.tables.table import Table
from relsim.measures.noise_removed import Side
from relsim.wording.phrases import quoted


def in_numbers(results: Results) -> Table | None:
    """A row for each plan with safeguards, beside the plan that it is like, and a column for each gain."""
    rows = []
    for family in safeguards.families(results):
        for plan in family.plans:
            cells = [_cell(results, family, plan, gain) for gain in GAINS]
            rows.append([f"Beside {quoted(family.base.name)}", plan.name, *cells])
    columns = ["Beside", "Safeguards", *(f"{gain_label(gain)}, {gain_unit(gain)}" for gain in GAINS)]
    note = (
        "Each plan less the plan that it is like, within a set of assumptions: mean, and in brackets the range. "
        "▲ told to be higher, ▼ lower. Influence: at the longest time after vesting. "
        f"{range_note(results.worlds)}"
    )
    return Table("What each safeguard is worth", columns, rows, words=2, note=note, together=True) if rows else None


def _cell(results: Results, family: Family, plan: PlanInfo, gain: Gain) -> str:
    row = safeguards.row(results, plan.name, family.base.name, gain)
    if row is None:
        return "–"
    if row.identical:
        return "0"
    decimals = 0 if abs(gain.scale * row.difference) >= 9.95 and gain.scale == 1.0 else 1
    mark = {Side.HIGHER: " ▲", Side.LOWER: " ▼"}.get(row.side, "")
    return f"{signed_gain(gain.scale * row.difference, gain)}{mark}{in_brackets(row, gain.scale, decimals)}"
