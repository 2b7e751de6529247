"""The tables of a report, as text that is ready to print."""

from __future__ import annotations

from relsim.evidence.findings.comparison import (
    MONTHS_UNDER,
    MOST_IN_FULL,
    MOST_PAIRS,
    PRIMARY_TOLD,
    sector_of,
    unjudged,
)
from relsim.evidence.findings.finding import Finding, Why, beside_comparator, finding
from relsim.evidence.findings.loss import recovery
from relsim.evidence.findings.parameters import Correlations
from relsim.evidence.findings.rules_of_evidence import NORMAL_95
from relsim.evidence.reasons import why_untold
from relsim.evidence.results import Results, finite
from relsim.evidence.sentences.loss import month_in_a_cell, never_in_a_cell
from relsim.evidence.sentences.outcome_names import decimals_for
from relsim.evidence.sentences.variants import part_taken_out
from relsim.evidence.tables.glance import COLUMNS as GLANCE_COLUMNS
from relsim.evidence.tables.glance import glance
from relsim.evidence.tables.table import Table
from relsim.measures import tables
from relsim.measures.catalogue import GIVEN_UP, MONTHS_NOT_BEDDED_IN, below_window, outcome
from relsim.wording.numbers import number, percent, significant
from relsim.wording.phrases import quoted

_ALL = tables.ALL_SECTORS
IN_TABLES = (*PRIMARY_TOLD, GIVEN_UP.at("120"))
"""The outcomes that tables tell of plans: the primary ones, and giving up."""


def contrasts(results: Results, pairs: list[tuple[str, str]], caption: str) -> Table:
    """Paired differences in the primary outcomes, with the three uncertainties side by side.

    Of more than a handful of pairs only those with the first option are shown; the others are in summary.csv.
    """
    rows, beside_comparator = [], all(versus == results.comparator for _, versus in pairs)
    if not beside_comparator and len(pairs) > MOST_PAIRS:
        pairs = [pair for pair in pairs if results.options[0].name in pair]
    same_first = len(pairs) > 1 and len({plan for plan, _ in pairs}) == 1
    for name, window in IN_TABLES:
        for plan, versus in pairs:
            row = finding(results, plan, versus, name, window, sector_of(name))
            if row is not None and finite(row.difference):
                shown = plan if beside_comparator else versus if same_first else f"{plan} less {versus}"
                why = unjudged(results, plan, versus, name, window, sector_of(name))
                rows.append([outcome(name).label(window), shown, *_difference(row, name, plan, versus, why)])
    columns = [
        "Outcome",
        "Plan" if beside_comparator else "Second plan" if same_first else "Plans",
        "Mean difference",
        "95% Monte Carlo interval",
        "5–95% of worlds",
        "Favour first",
        "Undecided",
        "Favour second",
        "Ranking",
    ]
    first_less = (
        "Each plan (first) less the comparator (second)"
        if beside_comparator
        else ("Differences are first less second, within a world, each plan beside the comparator in its own months")
    )
    note = (
        f"{first_less}. Coverage and shares are in percentage points. A ranking is stated where at least 80% of "
        "worlds favour one plan; for acute trusts’ share no direction is called better, and “favour” means “is "
        "higher”. Where fewer than 30 pairs of runs differ at all, an outcome is too rare (or the runs are too few) to "
        "judge, and no worlds are counted."
    )
    caption = f"{caption}: {quoted(pairs[0][0])} first" if same_first and not beside_comparator else caption
    return Table(caption, columns, rows, words=2, note=note, together=True)


def durations(results: Results) -> Table:
    """Months not bedded in by plan and sector, and when 90 % is reached."""
    rows = []
    sectors = [(_ALL, "All sectors"), *((s.code, s.label) for s in results.sectors)]
    for plan in results.vested:
        if len(results.vested) > MOST_IN_FULL and plan is not results.vested[0]:
            sectors = sectors[:1]
        for code, label in sectors:
            row = beside_comparator(results, plan.name, *MONTHS_UNDER, code)
            if row is not None:
                error = significant(NORMAL_95 * row.chance)
                back = recovery(results, plan.name, code)
                rows.append(
                    [
                        plan.name,
                        label,
                        number(row.value),
                        f"±{error}",
                        _range(row, 1.0, 0),
                        month_in_a_cell(back),
                        never_in_a_cell(back),
                    ]
                )
    columns = [
        "Plan",
        "Sector",
        "Mean months not bedded in",
        "Monte Carlo error (95%)",
        "5–95% of worlds",
        "Months to 90%, median world",
        "Worlds that never reach it",
    ]
    note = (
        "Not bedded in: under 90% of the comparator’s coverage. Months to 90%: the first of 12 months "
        "running; never within 120."
    )
    return Table(
        "How long bedding in takes, of the first 120 months after vesting",
        columns,
        rows,
        words=2,
        note=note,
        together=True,
    )


def sensitivity(results: Results) -> Table:
    """The same question with other thresholds and other persistence."""
    rows = []
    for plan in results.vested:
        cells = []
        for share in (80, 90, 95):
            row = beside_comparator(results, plan.name, *MONTHS_NOT_BEDDED_IN.at(below_window(share)))
            cells.append("–" if row is None else f"{number(row.value)} ({_range(row, 1.0, 0)})")
        for level, persistence in ((80, "12"), (90, "3"), (90, "6"), (90, "12"), (95, "12")):
            back = recovery(results, plan.name, _ALL, level, persistence)
            cells.append("–" if back is None else f"{month_in_a_cell(back)} ({never_in_a_cell(back)})")
        rows.append([plan.name, *cells])
    columns = [
        "Plan",
        "Months under 80%",
        "Months under 90%",
        "Months under 95%",
        "To 80%, 12 running",
        "To 90%, 3 running",
        "To 90%, 6 running",
        "To 90%, 12 running",
        "To 95%, 12 running",
    ]
    note = (
        "Months under a level: mean over worlds (5–95% of worlds). Months to a level: median world "
        "(share of worlds that never do)."
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
        if row is not None and value is not None and finite(row.difference):
            rows.append(
                [
                    part_taken_out(plan),
                    number(value.value),
                    *_difference(row, MONTHS_UNDER[0], plan.name, whole, None)[:-1],
                ]
            )
    columns = [
        "The plan, but",
        "Mean months not bedded in",
        f"Change from {whole}",
        "95% Monte Carlo interval",
        "5–95% of worlds",
        "Fewer months",
        "Undecided",
        "More months",
    ]
    note = (
        "One part is taken out at a time, so the changes need not add up. The last three columns are shares of worlds."
    )
    return Table("What drives the result", columns, rows, note=note) if rows else None


def at_a_glance(results: Results) -> Table:
    """A row for each plan: how long, how much."""
    note = (
        "In brackets the range over worlds and the Monte Carlo error. Back at 90%: for 12 months running, in the "
        "median world; never: within 120 months. Relationship-years over 120 months from announcement; share: of those "
        "that would have worked. To break even: how many more relationships would have to work in every month of ten "
        "years (of those needed) to repay the loss."
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
        f"worlds: the strongest of {found.parameters} parameters. −1 or 1: the worlds stand in the same order; 0: no "
        "relation. Beyond chance: larger than the largest of them all would be by chance in 19 of 20 experiments, "
        f"which is {number(found.by_chance, 2)}. Chance in the runs makes {percent(found.noise)} of the variance over "
        "worlds. A correlation over so few worlds shows order, not size, and misses effects that reverse."
    )
    return Table("Which uncertain parameters the result follows", columns, rows, words=3, note=note)


def _difference(row: Finding, name: str, plan: str, versus: str, why: Why | None) -> list[str]:
    scale = outcome(name).scale
    mean, error = scale * row.difference, scale * NORMAL_95 * row.chance
    decimals = decimals_for(outcome(name), error)
    winner = {plan: "first", versus: "second", None: "none"}[row.favoured]
    shares = [percent(share) for share in (row.for_plan, row.undecided, row.for_versus)]
    if why is not None:
        shares, winner = ["–", "–", "–"], why_untold(why)
    interval = f"{number(mean - error, decimals)} to {number(mean + error, decimals)}"
    return [number(mean, decimals), interval, _range(row, scale, decimals), *shares, winner]


def _range(row: Finding, scale: float, decimals: int) -> str:
    if not (finite(row.low) and finite(row.high)):
        return "–"
    return (
        f"{number(scale * row.low, decimals)} to {number(scale * row.high, decimals)}"
    )

