"""The tables of a report that say what was run and assumed, and how it was checked."""

from __future__ import annotations

import numpy as np

from relsim.evidence.folder import Results, finite
from relsim.evidence.pictures_compare import sector_of
from relsim.evidence.placebo import Placebo
from relsim.evidence.report_tables import Table, primary_outcomes
from relsim.evidence.words import measure_label, number
from relsim.months import month_name

_ROLES = {"plan": "plan", "comparator": "comparator", "placebo": "placebo", "diagnostic": "diagnostic"}


def plans(results: Results) -> Table:
    """Every plan, its dates and what it is."""
    rows = [[p.name, _ROLES[p.role], _month(p.announced), _month(p.vesting), p.describes or "–"] for p in results.plans]
    return Table(
        "The plans, and what else was run", ["Plan", "Role", "Announced", "Vesting", "What it is"], rows, words=5
    )


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
        [str(one["what"]), _cell(one.get("value")), str(one.get("unit") or "–")]
        for one in results.manifest.get("fixed") or ()
    ]
    note = "None of these was varied, so no range in this report holds what is not known about them."
    columns = ["What is assumed", "Value", "Unit"]
    return Table("Assumptions that are the same in every world", columns, rows, words=3, note=note) if rows else None


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
