"""The tables of a report, as text that is ready to print."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from relsim import tables
from relsim.evidence.claims import RULE, Verdict, times, verdicts
from relsim.evidence.folder import Results, finite
from relsim.evidence.pictures_compare import sector_of
from relsim.evidence.placebo import Placebo
from relsim.evidence.sentences import ranked
from relsim.evidence.words import NORMAL_95, decimals_for, measure, measure_label, number, percent, significant
from relsim.months import month_name

_ALL = tables.ALL_SECTORS
_MONTHS = ("months_not_bedded_in", "120")
_ROLES = {"plan": "plan", "comparator": "comparator", "placebo": "placebo", "diagnostic": "diagnostic"}


@dataclass(frozen=True)
class Table:
    """A table with its caption; the first `words` columns hold words, the others numbers."""

    caption: str
    columns: list[str]
    rows: list[list[str]]
    words: int = 1
    note: str = ""


def primary_outcomes() -> list[tuple[str, str]]:
    """The primary outcomes, with the loss over the common calendar window beside the loss from announcement."""
    found: list[tuple[str, str]] = []
    for name, window in tables.PRIMARY:
        found.append((name, window))
        if name == "relationship_years_lost":
            found.append((name, "calendar"))
    return found


def plans(results: Results) -> Table:
    """Every plan, its dates and what it is."""
    rows = [[p.name, _ROLES[p.role], _month(p.announced), _month(p.vesting), p.describes or "–"] for p in results.plans]
    return Table(
        "The plans, and what else was run", ["Plan", "Role", "Announced", "Vesting", "What it is"], rows, words=5
    )


def contrasts(results: Results, pairs: list[tuple[str, str]], caption: str) -> Table:
    """Paired differences in the primary outcomes, with the three uncertainties side by side."""
    rows, beside_comparator = [], all(versus == results.comparator for _, versus in pairs)
    for name, window in primary_outcomes():
        for plan, versus in pairs:
            row = results.summary_row(plan, versus, name, window, sector_of(name))
            if row is not None and finite(row["mean"]):
                shown = plan if beside_comparator else f"{plan} less {versus}"
                rows.append([measure_label(name, window), shown, *_difference(row, name, plan, versus)])
    columns = [
        "Outcome",
        "Plan" if beside_comparator else "Plans",
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
        "higher”."
    )
    return Table(caption, columns, rows, words=2, note=note)


def durations(results: Results) -> Table:
    """Months not bedded in by plan and sector, and when 90 % is reached."""
    rows = []
    sectors = [(_ALL, "All sectors"), *((s.code, s.label) for s in results.sectors)]
    for plan in results.vested:
        for code, label in sectors:
            row = results.summary_row(plan.name, results.comparator, *_MONTHS, code)
            if row is not None:
                error = significant(NORMAL_95 * float(row["mc_standard_error"]))
                reached = times(results, plan.name, code)
                rows.append(
                    [
                        plan.name,
                        label,
                        number(float(row["mean_value"])),
                        f"±{error}",
                        _range(row, 1.0, 0),
                        _median(reached),
                        _never(reached),
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
    return Table("How long bedding in takes, of the first 120 months after vesting", columns, rows, words=2, note=note)


def sensitivity(results: Results) -> Table:
    """The same question with other thresholds and other persistence."""
    rows = []
    for plan in results.vested:
        cells = []
        for window in ("120@80%", "120", "120@95%"):
            row = results.summary_row(plan.name, results.comparator, "months_not_bedded_in", window)
            cells.append("–" if row is None else f"{number(float(row['mean_value']))} ({_range(row, 1.0, 0)})")
        for level, persistence in ((80, "12"), (90, "3"), (90, "6"), (90, "12"), (95, "12")):
            reached = times(results, plan.name, _ALL, level, persistence)
            cells.append(f"{_median(reached)} ({_never(reached)})" if len(reached) else "–")
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


def variance_ratios(results: Results) -> Table:
    """What pairing on the same draws gains, for every primary outcome."""
    rows = []
    for name, window in primary_outcomes():
        for plan, versus in results.pairs():
            row = results.summary_row(plan, versus, name, window, sector_of(name))
            if row is None:
                continue
            ratio = float(row["variance_ratio"])
            unlimited = "no limit: the paired difference is the same in every run"
            told = f"{number(ratio)} times" if finite(ratio) else unlimited if ratio == np.inf else "not defined"
            rows.append([measure_label(name, window), f"{plan} less {versus}", told])
    note = (
        "Variance of the difference within a world had the plans been run on separate draws, over its variance on "
        "the same draws (median over worlds). Above 1, pairing makes the comparison more exact for the same number "
        "of runs. Months not bedded in belong to a world and not to a run, so no ratio is defined; its error is a "
        "bootstrap of pairs."
    )
    return Table(
        "What comparing plans on the same random draws gains", ["Outcome", "Plans", "Variance ratio"], rows, 2, note
    )


def drivers(results: Results) -> Table | None:
    """Change of months not bedded in when one part is taken out of the first plan."""
    if not results.vested:
        return None
    whole, rows = results.vested[0].name, []
    for plan in results.of_role("diagnostic"):
        row = results.summary_row(plan.name, whole, *_MONTHS)
        value = results.summary_row(plan.name, results.comparator, *_MONTHS)
        if row is not None and value is not None and finite(row["mean"]):
            rows.append(
                [plan.name, number(float(value["mean_value"])), *_difference(row, _MONTHS[0], plan.name, whole)[:-1]]
            )
    columns = [
        "With one part taken out",
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


def against_sources(results: Results) -> Table:
    """What the model says of what the sources say."""
    grouped: dict[str, list[Verdict]] = {}
    for verdict in verdicts(results):
        grouped.setdefault(verdict.code, []).append(verdict)
    rows = []
    for found in grouped.values():
        first, others = found[0], found[1:]
        rows.append(
            [
                f"{first.claim}. Source: {first.source}.",
                f"{first.tests}.",
                first.shares,
                first.word,
                _under_others(first, others),
            ]
        )
    plan = results.vested[0].name if results.vested else ""
    columns = [
        "What the source says",
        "What of the model is compared",
        f"Under {plan}",
        "Verdict",
        "Under the other plans",
    ]
    return Table("What the model says of what the sources say", columns, rows, words=5, note=RULE)


def _under_others(first: Verdict, others: list[Verdict]) -> str:
    if others and all(verdict.word == first.word for verdict in others):
        return "the same"
    return "; ".join(f"{verdict.plan}: {verdict.word}" for verdict in others) or "–"


def placebo_table(placebo: Placebo) -> Table:
    """The largest difference that the placebo shows, table by table."""
    rows = [[name, f"{value:g}"] for name, value in placebo.largest.items()]
    return Table("Largest absolute difference of the placebo from the comparator", ["Table", "Difference"], rows)


def parameters(results: Results) -> Table:
    """Every uncertain parameter with its unit, range and source."""
    rows = [
        [
            str(p["name"]),
            str(p.get("unit") or "–"),
            _cell(p.get("default")),
            _swept(p),
            str(p.get("source") or "assumption"),
        ]
        for p in results.manifest["parameters"]
    ]
    table = Table("The model’s parameters", ["Parameter", "Unit", "Default", "Range swept", "Source"], rows, words=5)
    return table


def _difference(row: pd.Series, name: str, plan: str, versus: str) -> list[str]:
    scale = measure(name).scale
    mean, error = scale * float(row["mean"]), scale * NORMAL_95 * float(row["mc_standard_error"])
    decimals = decimals_for(measure(name), error)
    winner = {plan: "first", versus: "second", None: "none"}[ranked(row, plan, versus)]
    shares = [percent(float(row[c])) for c in ("favours_plan", "undecided", "favours_versus")]
    interval = f"{number(mean - error, decimals)} to {number(mean + error, decimals)}"
    return [number(mean, decimals), interval, _range(row, scale, decimals), *shares, winner]


def _range(row: pd.Series, scale: float, decimals: int) -> str:
    if not (finite(row["world_low"]) and finite(row["world_high"])):
        return "–"
    return (
        f"{number(scale * float(row['world_low']), decimals)} to {number(scale * float(row['world_high']), decimals)}"
    )


def _median(reached: pd.Series) -> str:
    if reached.empty:
        return "–"
    middle = float(np.quantile(reached, 0.5, method="inverted_cdf"))
    return "never" if np.isinf(middle) else f"{middle:.0f}"


def _never(reached: pd.Series) -> str:
    return percent(float(np.isinf(reached).mean())) if len(reached) else "–"


def _month(value: int | None) -> str:
    return month_name(value) if value is not None else "–"


def _cell(value: object) -> str:
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)


def _swept(parameter: dict[str, object]) -> str:
    low, high = parameter.get("low"), parameter.get("high")
    if low is None or high is None or low == high:
        return "fixed"
    return f"{_cell(low)} to {_cell(high)}"
