"""Tables of who knows whom to ask, and who has given up."""

from __future__ import annotations

from relsim.domain.sectors import Sector
from relsim.evidence.findings.comparison import MOST_IN_FULL
from relsim.evidence.findings.finding import beside_comparator
from relsim.evidence.findings.reach import STEPS, WHO
from relsim.evidence.reasons import why_untold
from relsim.evidence.results import Results
from relsim.evidence.sentences.reach import step
from relsim.evidence.tables.cells import NONE, range_cell, range_note
from relsim.evidence.tables.table import Table
from relsim.measures import catalogue
from relsim.wording.numbers import number, percent, with_sign

WINDOWS = ("24", "60", "120")
_LEFT = (
    (catalogue.GIVEN_UP.name, Sector.GENERAL_PRACTICE.code),
    (catalogue.GIVEN_UP.name, Sector.VCSE.code),
    ("closed", Sector.VCSE.code),
)
NOTE = (
    "Know whom to ask: know the commissioner well enough. Reach: that relationship works and both sides can meet; "
    "somebody who does: a network, committee, federation, alliance, Healthwatch or council. A concern is raised "
    "by who knows whom to ask, or knows somebody who does; heard where every step of such a way "
    "works; acted on with the chance that each contact on it is judged good. It is what would become of a concern "
    "that each had once: how many there are is not in the model."
)


def by_plan(results: Results) -> Table | None:
    """Every step for practices and voluntary organisations, by plan, two, five and ten years on."""
    rows = []
    for plan in results.vested:
        first = plan is results.vested[0]
        windows = WINDOWS if first or len(results.vested) <= MOST_IN_FULL else WINDOWS[:1]
        rows += _steps(results, plan.name, plan.name, windows, True)
        if first:
            rows += _steps(results, results.comparator, plan.name, windows, False)
    columns = ["Plan", "Years on", *(step(outcome).capitalize() for outcome in STEPS)]
    note = (
        "% of practices / % of voluntary organisations; means of a year; the words are explained under the figure. The "
        "comparator’s are those of the months in which the first plan’s are."
    )
    caption = "Who knows whom to ask, and what becomes of concerns"
    return Table(caption, columns, rows, words=2, note=note, together=True) if rows else None


def _steps(results: Results, label: str, plan: str, windows: tuple[str, ...], own: bool) -> list[list[str]]:
    rows = []
    for window in windows:
        cells = [_pair(results, plan, measure, window, own) for measure in STEPS]
        if any(cell != "–" for cell in cells):
            rows.append([label, str(int(window) // 12), *cells])
    return rows


def _pair(results: Results, plan: str, measure: str, window: str, own: bool) -> str:
    shares = [beside_comparator(results, plan, measure, window, sector) for sector in WHO]
    if all(row is None for row in shares):
        return "–"
    levels = (None if row is None else row.value if own else row.versus_value for row in shares)
    return " / ".join("–" if level is None else number(100 * level, 0) for level in levels)


def giving_up(results: Results) -> Table | None:
    """Organisations that had given up, and voluntary organisations that closed, beside the comparator."""
    rows = []
    for plan in results.vested:
        cells = [_change(results, plan.name, measure, sector) for measure, sector in _LEFT]
        if any(cell != "–" for cell in cells):
            rows.append([plan.name, *cells])
    columns = [
        "Plan",
        "General practice, given up",
        "Voluntary sector, given up",
        "Closures per voluntary organisation",
    ]
    note = (
        "Over the 120 months from announcement: mean share that had given up on public bodies, who stay in every "
        "denominator; and closures, after each of which another takes the place. In brackets: less the comparator’s in "
        "the same months, in percentage points, and the range. "
        f"{range_note(results.worlds)}"
    )
    return Table("Giving up, and closing", columns, rows, note=note) if rows else None


def _change(results: Results, plan: str, measure: str, sector: str) -> str:
    row = beside_comparator(results, plan, measure, "120", sector)
    if row is None:
        return "–"
    across = range_cell(row, 100, 1)
    beside = f"; {across}" if across != NONE else ""
    told = f"{percent(row.value, 1)} ({with_sign(100 * row.difference)}{beside})"
    return f"{told}, {why_untold(row.why)}" if row.why else told
