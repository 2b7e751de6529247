"""The table of what each safeguard saves."""

from __future__ import annotations

from relsim.evidence.findings import safeguards
from relsim.evidence.findings.finding import Direction
from relsim.evidence.findings.rules_of_evidence import NORMAL_95
from relsim.evidence.findings.safeguards import GAINS, Family, Gain
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.safeguards import _plus, _unjudged
from relsim.evidence.tables.table import Table
from relsim.wording.numbers import plus_minus
from relsim.wording.phrases import quoted


def in_numbers(results: Results) -> Table | None:
    """A row for each plan with safeguards, beside the plan that it is like, and a column for each gain."""
    rows = []
    for family in safeguards.families(results):
        for plan in family.plans:
            cells = [_cell(results, family, plan, gain) for gain in GAINS]
            rows.append([f"Beside {quoted(family.base.name)}", plan.name, *cells])
    columns = ["Beside", "Safeguards", *(f"{gain.label}, {gain.unit}" for gain in GAINS)]
    note = (
        "Each plan less the plan that it is like, within a world: mean, and in brackets the 5–95% range over "
        "worlds and "
        "the 95% Monte Carlo error. ▲ clearly higher, ▼ clearly lower, in at least 80% of worlds. Influence: at "
        "the longest "
        "time after vesting."
    )
    return Table("What each safeguard is worth", columns, rows, words=2, note=note, together=True) if rows else None


def _cell(results: Results, family: Family, plan: PlanInfo, gain: Gain) -> str:
    row = safeguards.row(results, plan.name, family.base.name, gain)
    if row is None:
        return "–"
    mean = _plus(gain.scale * row.difference, gain)
    low, high = (gain.scale * each for each in (row.low, row.high))
    across = f"{_plus(low, gain)} to {_plus(high, gain)}; " if low == low else ""
    error = plus_minus(gain.scale * NORMAL_95 * row.chance)
    judged = not _unjudged(results, family, plan.name, gain)
    mark = {Direction.HIGHER: " ▲", Direction.LOWER: " ▼"}.get(row.direction, "") if judged else ""
    nothing = row.difference == 0.0 and not row.beyond_chance and low == 0.0 and high == 0.0
    return "0" if nothing else f"{mean}{mark} ({across}{error})"
