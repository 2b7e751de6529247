"""Tables of who is heard: seats, votes and influence by plan; and influence before, during and after the first."""

from __future__ import annotations

import pandas as pd

from relsim.domain.sectors import Kind, Sector
from relsim.evidence.findings.comparison import longest, over_worlds
from relsim.evidence.findings.finding import Finding, beside_comparator
from relsim.evidence.findings.influence import ACUTE_DOMINANCE
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.names import moment
from relsim.evidence.sentences.outcome_names import short_label
from relsim.evidence.tables.cells import in_brackets, range_note
from relsim.evidence.tables.table import Table
from relsim.measures import catalogue
from relsim.wording.numbers import number, percent
from relsim.wording.phrases import quoted

_TRUSTS = (Sector.ACUTE.code, Sector.COMMUNITY_MENTAL_HEALTH.code)
_WINDOWS = (
    ("before", "Year before announced"),
    ("during", "Announced, not yet in force"),
    ("24", "2 years after"),
    ("60", "5 years after"),
    ("120", "10 years after"),
)


def by_plan(results: Results) -> Table | None:
    """Seats, voting power and influence of every sector under every plan; None where no plan holds from some month."""
    if not results.vested:
        return None
    shown: list[tuple[dict[str, float], dict[str, float]]] = []
    rows: list[list[str]] = []
    for plan in (results.plan(results.comparator), *results.vested):
        board = dict(plan.seats), dict(plan.voting_power)
        if plan.seats and board not in shown:
            shown.append(board)
            rows += _seats(plan)
        rows += _influence(results, plan)
    columns = ["Plan", "", *(short_label(sector) for sector in Sector), catalogue.ACUTE_DOMINANCE.words.short]
    note = (
        "Seats are arithmetic: boards count by the people of their areas, and a trusts’ seat is split by the need "
        "served; seats on committees of places are not among them; a plan with the same seats as one above it shows "
        "influence alone. Voting power: how often a holder’s votes would turn a losing side into a winning one if all "
        "voted as blocs (Shapley and Shubik); members of such boards are not delegates and seldom vote, so it is a "
        "proxy (*: the trusts together). Influence is the model’s: whom the board listens to, and whom they "
        "listen to; mean of a year, "
        f"{_year(results)}, with the 5–95% range over sets of assumptions (chance included) below."
    )
    return Table("Seats, votes and influence", columns, rows, words=2, note=note, together=True)


def _year(results: Results) -> str:
    found = longest(results, results.vested[0].name, *ACUTE_DOMINANCE)
    return f"up to {found.window} months after the plan holds" if found else "at the longest time after the plan holds"


def _seats(plan: PlanInfo) -> list[list[str]]:
    seats = [percent(float(plan.seats.get(sector.code, 0.0))) for sector in Sector]
    rows = [[plan.name, "Seats", *seats, ""]]
    if plan.voting_power:
        rows.append([plan.name, "Voting power", *_voting_power(plan), ""])
    return rows


def _voting_power(plan: PlanInfo) -> list[str]:
    """By sector: that of all its holders; with a star that of the trusts together, where they hold seats together."""
    cells = []
    for sector in Sector:
        holders = {sector.code, *(kind.code for kind in Kind if kind.sector is sector)}
        power = [float(plan.voting_power[holder]) for holder in sorted(holders) if holder in plan.voting_power]
        if sector.code in _TRUSTS and "trusts" in plan.voting_power:
            cells.append(f"{percent(float(plan.voting_power['trusts']))}*")
        else:
            cells.append(percent(sum(power)) if power else "–")
    return cells


def _influence(results: Results, plan: PlanInfo) -> list[list[str]]:
    own = plan.name == results.comparator
    source, column = (results.vested[0].name, "versus_value") if own else (plan.name, "value")
    cells = [_worlds(results, source, "influence", sector.code, column) for sector in Sector]
    cells.append(_worlds(results, source, *ACUTE_DOMINANCE, column))
    if all(cell is None for cell in cells):
        return []
    told = [("–", "–") if cell is None else _mean_and_range(cell) for cell in cells]
    ranges = [across for _, across in told]
    rows = ("Influence", [mean for mean, _ in told]), ("5–95% of sets of assumptions, %", ranges)
    return [[plan.name, label, *row] for label, row in rows]


def _worlds(results: Results, plan: str, measure: str, sector: str, column: str) -> pd.Series | None:
    found = longest(results, plan, measure, sector)
    if found is None:
        return None
    return results.worlds_of(plan, results.comparator, measure, found.window, sector)[column].astype(float)


def _mean_and_range(values: pd.Series) -> tuple[str, str]:
    mean, low, high = over_worlds(values)
    ends = number(100 * low, 0), number(100 * high, 0)
    return percent(mean), "–".join(dict.fromkeys(ends)) if low == low else "–"


def over_time(results: Results) -> Table | None:
    """Every sector's influence before, during and after the first option, and what it adds to the comparator's."""
    if not results.vested:
        return None
    plan = results.vested[0].name
    windows = [
        (w, label)
        for w, label in _WINDOWS
        if beside_comparator(results, plan, "influence", w, Sector.COMMISSIONER.code) is not None
    ]
    rows = []
    for label, measure, sector in (
        *((s.label, "influence", s.code) for s in Sector),
        (catalogue.ACUTE_DOMINANCE.words.short, *ACUTE_DOMINANCE),
    ):
        found = [(w, beside_comparator(results, plan, measure, w, sector)) for w, _ in windows]
        known = [(window, row) for window, row in found if row is not None]
        if known:
            shares = [percent(row.value, 1) for _, row in known]
            rows.append([label, *shares, *_beside(known[-1][1])])
    columns = ["Sector", *(label for _, label in windows), "Comparator, at the last", "Plan less comparator, points"]
    note = (
        "Influence is worked out every quarter; each cell is the mean of a year, or of the months between "
        "announcement "
        f"and {moment(results.plan(plan))}. Last column: mean, and in brackets the range. The "
        "acute trusts’ share in the last row is of what the commissioner leaves to others, so the commissioner’s own "
        "share belongs beside it. "
        f"{range_note(results.worlds)}"
    )
    caption = f"Influence by sector before, during and after {quoted(plan)}"
    return Table(caption, columns, rows, note=note) if rows else None


def _beside(row: Finding) -> list[str]:
    return [percent(row.versus_value, 1), f"{number(100 * row.difference)}{in_brackets(row, 100)}"]
