"""The tables of a report, as text that is ready to print."""

from __future__ import annotations

from relsim.evidence.findings.comparison import (
    HEADLINE,
    MONTHS_UNDER,
    MOST_IN_FULL,
    MOST_PAIRS,
    PRIMARY_TOLD,
    sector_of,
    sectors_alone,
)
from relsim.evidence.findings.finding import Finding, beside_comparator, finding
from relsim.evidence.findings.loss import recovery
from relsim.evidence.findings.null import null_share_lost
from relsim.evidence.findings.parameters import Correlations
from relsim.evidence.results import Results
from relsim.evidence.sentences.loss import month_in_a_cell, never_in_a_cell
from relsim.evidence.sentences.outcome_names import decimals_for
from relsim.evidence.sentences.variants import part_taken_out
from relsim.evidence.tables.cells import (
    in_brackets,
    interval_cell,
    interval_head,
    interval_note,
    range_cell,
    range_head,
    range_note,
    told_cell,
)
from relsim.evidence.tables.glance import COLUMNS as GLANCE_COLUMNS
from relsim.evidence.tables.glance import glance
from relsim.evidence.tables.table import Table
from relsim.measures import tables
from relsim.measures.catalogue import GIVEN_UP, MONTHS_NOT_BEDDED_IN, Outcome, below_window, outcome
from relsim.measures.noise_removed import Side
from relsim.wording.numbers import number, percent
from relsim.wording.phrases import listed, quoted

_ALL = tables.ALL_SECTORS
IN_TABLES = (*PRIMARY_TOLD, GIVEN_UP.at("120"))
"""The outcomes that tables tell of plans: the primary ones, and giving up."""


def contrasts(results: Results, pairs: list[tuple[str, str]], caption: str) -> Table:
    """Paired differences in the primary outcomes: the mean, its interval, the range over worlds, and what is told.

    Of more than a handful of pairs only those with the first option are shown; the others are in summary.csv.
    """
    rows, against = [], all(versus == results.comparator for _, versus in pairs)
    if not against and len(pairs) > MOST_PAIRS:
        pairs = [pair for pair in pairs if results.options[0].name in pair]
    same_first = len(pairs) > 1 and len({plan for plan, _ in pairs}) == 1
    for name, window in IN_TABLES:
        for plan, versus in pairs:
            row = finding(results, plan, versus, name, window, sector_of(name))
            if row is not None and row.has_difference:
                shown = plan if against else versus if same_first else f"{plan} less {versus}"
                rows.append([outcome(name).label(window), shown, *_difference(row), *_counts(row), told_cell(row)])
    columns = [
        "Outcome", "Plan" if against else "Second plan" if same_first else "Plans", "Mean difference", interval_head(),
        range_head(), "Higher", "No difference", "Lower", "On that side", "Told",
    ]  # fmt: skip
    first_less = (
        "Each plan less the comparator"
        if against
        else "Differences are first less second, within a set of assumptions, each plan beside the comparator in its "
        "own months"
    )
    note = (
        f"{first_less}. Shares are in percentage points. Higher, no difference, lower: how many sets of assumptions, "
        f"chance removed, are so by more than what is worth speaking of ({_smallest()}). On that side: how many are on "
        "the mean’s side of zero. Told where the whole interval is beyond what is worth speaking of, and at least 80% "
        "of sets are on that side, by the lower end of that share’s own interval. "
        f"{interval_note()} {range_note(results.worlds)}"
    )
    caption = f"{caption}: {quoted(pairs[0][0])} first" if same_first and not against else caption
    return Table(caption, columns, rows, words=2, note=note, together=True)


def _smallest() -> str:
    """The smallest differences of interest of the outcomes that tables tell of."""
    told = {}
    for name, _ in IN_TABLES:
        one = outcome(name)
        if one.smallest is not None:
            told[one.words.short.lower()] = f"{number(one.scale * one.smallest, 0)} {_unit(one)}"
    return "; ".join(f"{name} {size}" for name, size in told.items())


def _unit(one: Outcome) -> str:
    return ("point" if one.scale * (one.smallest or 0.0) == 1 else "points") if one.unit == "share" else one.unit


def durations(results: Results) -> Table:
    """The headline and months not bedded in by plan and sector, and when 90 % is back."""
    rows = []
    alone = sectors_alone(results)
    sectors = [(_ALL, "All sectors"), *((s.code, s.label) for s in results.sectors if s.code in alone)]
    for plan in results.vested:
        if len(results.vested) > MOST_IN_FULL and plan is not results.vested[0]:
            sectors = sectors[:1]
        for code, label in sectors:
            share, row = (beside_comparator(results, plan.name, *which, code) for which in (HEADLINE, MONTHS_UNDER))
            if row is None or share is None:
                continue
            back = recovery(results, plan.name, code) if share.side is Side.HIGHER else None
            rows.append([
                plan.name, label, number(100 * share.value), range_cell(share, 100, 1), number(row.value),
                range_cell(row, 1, 0), month_in_a_cell(back), never_in_a_cell(back),
            ])  # fmt: skip
    columns = [
        "Plan", "Sector", "Share lost, %", range_head(), "Months under 90%", range_head(), "Back, month",
        "Never back, of sets",
    ]  # fmt: skip
    small = [s.label for s in results.sectors if s.code not in alone]
    left_out = f" Too few relationships to be told of alone: {listed(small)}." if small else ""
    note = (
        "Share lost: of the time for which relationships would have worked, over the ten years from announcement. "
        "Months under 90% of the comparator’s coverage: of the first 120. Back: the first of 12 months running at 90%, "
        "in the median set of assumptions; never within 120; only where a loss is told."
        f"{left_out}{_null(results)} {range_note(results.worlds)}"
    )
    return Table("How much is lost, and for how long", columns, rows, words=2, note=note, together=True)


def _null(results: Results) -> str:
    """What a change loses that keeps everybody, for a note: the measured null."""
    found = null_share_lost(results)
    if found is None:
        return ""
    verb, size = ("lose", found) if found >= 0 else ("gain", -found)
    first = quoted(results.options[0].name)
    return f" {first} with everybody kept and nobody distracted would {verb} {number(100 * size)} (the null, measured)."


def sensitivity(results: Results) -> Table:
    """The same question with other thresholds and other persistence."""
    rows = []
    for plan in results.vested:
        cells = []
        for share in (80, 90, 95):
            row = beside_comparator(results, plan.name, *MONTHS_NOT_BEDDED_IN.at(below_window(share)))
            cells.append("–" if row is None else f"{number(row.value)}{in_brackets(row, 1, 0)}")
        for level, persistence in ((80, "12"), (90, "3"), (90, "6"), (90, "12"), (95, "12")):
            back = recovery(results, plan.name, _ALL, level, persistence)
            cells.append("–" if back is None else f"{month_in_a_cell(back)} ({never_in_a_cell(back)})")
        rows.append([plan.name, *cells])
    columns = [
        "Plan", "Months under 80%", "Months under 90%", "Months under 95%", "To 80%, 12 running", "To 90%, 3 running",
        "To 90%, 6 running", "To 90%, 12 running", "To 95%, 12 running",
    ]  # fmt: skip
    note = (
        "Months under a level: mean, and range. Months to a level: median set of assumptions (share of sets that never "
        f"do). {range_note(results.worlds)}"
    )
    return Table("The same with other thresholds and other lengths of time held", columns, rows, note=note)


def drivers(results: Results) -> Table | None:
    """Change of months not bedded in when one part is taken out of the first plan."""
    if not results.vested:
        return None
    whole, rows = results.vested[0].name, []
    for plan in results.of_role("diagnostic"):
        row = finding(results, plan.name, whole, *MONTHS_UNDER)
        value = beside_comparator(results, plan.name, *MONTHS_UNDER)
        if row is not None and value is not None and row.has_difference:
            rows.append([part_taken_out(plan), number(value.value), *_difference(row), told_cell(row)])
    columns = [
        "The plan, but", "Mean months not bedded in", f"Change from {whole}", interval_head(), range_head(), "Told",
    ]  # fmt: skip
    note = (
        "One part is taken out at a time, so the changes need not add up. "
        f"{interval_note()} {range_note(results.worlds)}"
    )
    return Table("What drives the result", columns, rows, note=note) if rows else None


def at_a_glance(results: Results) -> Table:
    """A row for each plan: how long, how much."""
    note = (
        "Share lost: of the time for which relationships would have worked, over the ten years from announcement, and "
        "in brackets the range. Months below 90% of the comparator: of the first 120. Back at 90%: for 12 months "
        "running, in the median set of assumptions; never: within 120 months. To break even: how many more "
        "relationships would have to work in every month of ten years (of those needed) to repay the loss. "
        f"{range_note(results.worlds)}"
    )
    return Table(
        f"The plans at a glance, each beside “{results.comparator}”", GLANCE_COLUMNS, glance(results), note=note
    )


def followed(results: Results, found: Correlations) -> Table:
    """The parameters that months not bedded in follow most closely over worlds."""
    units = {str(one["name"]): str(one.get("unit") or "–") for one in results.manifest["parameters"]}
    rows = [
        [
            name.replace("_", " "),
            units.get(name, "–"),
            "more months" if value > 0 else "fewer months",
            number(value, 2),
            "yes" if name in found.beyond_chance else "no",
        ]
        for name, value in found.strongest
    ]
    columns = ["Parameter", "Unit", "The more of it", "Rank correlation", "Beyond chance"]
    note = (
        f"Spearman’s rank correlation with months below 90% under “{found.plan}” (all sectors) over {found.worlds} "
        f"sets of assumptions: the strongest of {found.parameters} parameters. −1 or 1: the sets stand in the same "
        "order; 0: no relation. Beyond chance: larger than the largest of them all would be by chance in 19 of 20 "
        "experiments, "
        f"which is {number(found.by_chance, 2)}. Chance in the runs makes {percent(found.noise)} of the variance over "
        "them. A correlation over so few shows order, not size, and misses effects that reverse."
    )
    return Table("Which uncertain parameters the result follows", columns, rows, words=3, note=note)


def _difference(row: Finding) -> list[str]:
    """The mean difference, its interval and the range over sets of assumptions."""
    kind = outcome(row.outcome)
    decimals = decimals_for(kind, kind.scale * row.interval.half_width)
    return [
        number(kind.scale * row.difference, decimals), interval_cell(row, kind.scale, decimals),
        range_cell(row, kind.scale, decimals),
    ]  # fmt: skip


def _counts(row: Finding) -> list[str]:
    """How many sets of assumptions are on either side, and on neither; dashes where they can't be told apart."""
    return ["–" if one is None else f"{one.count}" for one in (row.higher, row.no_difference, row.lower, row.same_side)]
