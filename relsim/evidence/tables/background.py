"""The tables of a report that say what was run and assumed, and how it was checked."""

from __future__ import annotations

import numpy as np

from relsim.domain.months import month_name
from relsim.evidence.findings.comparison import sector_of
from relsim.evidence.findings.finding import finding
from relsim.evidence.findings.placebo import Placebo
from relsim.evidence.results import Results, finite
from relsim.evidence.sentences.descriptions import plan_descriptions
from relsim.evidence.sentences.fixed import fixed_number, fixed_unit
from relsim.evidence.tables.summary import IN_TABLES
from relsim.evidence.tables.table import Table
from relsim.measures.catalogue import outcome
from relsim.wording.numbers import number


def plans(results: Results) -> Table:
    """Every plan, its dates and what it is."""
    described = plan_descriptions(results)
    named = [plan for plan in results.plans if plan.role != "part"]
    rows = [[p.name, p.role, _month(p.announced), _month(p.vesting), described[p.name]] for p in named]
    parts = results.of_role("part")
    note = (
        f"Besides, in {len(parts)} more plans some of three causes are at work in “{results.options[0].name}”, to take "
        "its shift of influence apart: who sits and decides, what becomes of relationships, and whose money is spent "
        "(otherwise the comparator’s)."
    )
    columns = ["Plan", "Role", "Announced", "Holds from", "What it is"]
    return Table("The plans, and what else was run", columns, rows, 5, note if parts else "")


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


def fixed(results: Results) -> Table | None:
    """Every assumption that is the same in every world; None where the manifest names none."""
    rows = [
        [fixed_number(one["name"], one["of"]), _cell(one["value"]), fixed_unit(one["unit"])]
        for one in results.manifest.get("fixed") or ()
    ]
    note = "None of these was varied, so no range in this report holds what is not known about them."
    columns = ["What is assumed", "Value", "Unit"]
    return Table("Assumptions that are the same in every world", columns, rows, words=3, note=note) if rows else None


def variance_ratios(results: Results) -> Table:
    """The table of what pairing on the same draws gains, for every primary outcome."""
    rows, pairs = [], results.pairs()
    for name, window in IN_TABLES:
        found = [finding(results, plan, versus, name, window, sector_of(name)) for plan, versus in pairs]
        ratios = sorted(row.variance_ratio for row in found if row is not None)
        known = [ratio for ratio in ratios if not np.isnan(ratio)]
        if ratios:
            ends = [_times(ratio) for ratio in (known[0], known[-1])] if known else ["not defined", "not defined"]
            rows.append([outcome(name).label(window), *(ends if len(pairs) > 1 else ends[:1])])
    note = (
        "Variance of the difference within a world had the plans been run on separate draws, over its variance on "
        "the same draws (median over sets of assumptions). Above 1, pairing makes the comparison more exact for the "
        "same number of runs. Months not bedded in belong to a world and not to a run, so no ratio is defined; its "
        "error is a bootstrap of pairs."
    )
    ends = ["Variance ratio, pair with the lowest", "Pair with the highest"] if len(pairs) > 1 else ["Variance ratio"]
    return Table("What comparing plans on the same random draws gains", ["Outcome", *ends], rows, 1, note)


def _times(ratio: float) -> str:
    return f"{number(ratio)} times" if finite(ratio) else "no limit: the difference is the same in every run"


def placebo_table(placebo: Placebo) -> Table:
    """The largest difference that the placebo shows, table by table."""
    rows = [[name, f"{value:g}"] for name, value in placebo.largest.items()]
    return Table("Largest absolute difference of the placebo from the comparator", ["Table", "Difference"], rows)


def _month(value: int | None) -> str:
    return month_name(value) if value is not None else "–"


def _cell(value: object) -> str:
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)


def _swept(parameter: dict[str, object]) -> str:
    low, high = parameter.get("low"), parameter.get("high")
    if low is None or high is None or low == high:
        return "fixed"
    return f"{_cell(low)} to {_cell(high)}"
