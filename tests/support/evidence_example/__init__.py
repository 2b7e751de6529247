"""A small SYNTHETIC results folder that obeys `relsim.measures.tables`: made-up curves, no model behind them.

Used to test what reads results folders.  Its title says that it is synthetic, so that no page made from it can be taken
for a finding.  Run as a script to write one: ``python -m evidence_example FOLDER`` in the folder of tests.
"""

from __future__ import annotations

import json
from pathlib import Path

from evidence_example.comparison import by_world
from evidence_example.curves import curves
from evidence_example.manifest import manifest
from evidence_example.monthly import monthly, places, runs_table, single_runs
from evidence_example.outcomes import outcomes
from evidence_example.plans import COMPARATOR, example_plans
from relsim.measures.over_worlds import summary

__all__ = ["COMPARATOR", "write_example"]


def write_example(
    folder: Path,
    worlds: int = 20,
    replicates: int = 4,
    options: int = 2,
    placebo_shift: float = 0.0,
    govern_only: bool = False,
    name_suffix: str = "",
    history: bool = True,
    safeguards: bool = False,
    money: bool = True,
) -> Path:
    """Write the folder.

    Args:
        folder: Where to.
        worlds: Number of worlds.
        replicates: Runs per plan and world.
        options: Number of plans beside the comparator.
        placebo_shift: Breaks the placebo by so much.
        govern_only: The first option changes boards and no body.
        name_suffix: Comes after the name of every option.
        history: Whether coverage falls in October 2006 and April 2013 and comes back within two years or so.
        safeguards: Adds three plans that are like the first option: one with a voice for the voluntary sector, one
            with committees of places, and one with both.
        money: Whether anybody's share of spend ever moves.
    """
    folder.mkdir(parents=True, exist_ok=True)
    plans = example_plans(options, govern_only, name_suffix, safeguards)
    made = curves(plans, worlds, replicates, placebo_shift, history, money)
    tables = {
        "runs": runs_table(plans, made),
        "monthly": monthly(plans, made),
        "single_runs": single_runs(plans, made),
        "places": places(plans, made),
        "outcomes": outcomes(plans, made),
    }
    tables["by_world"] = by_world(plans, made, tables["outcomes"])
    tables["summary"] = summary(tables["by_world"])
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)
    (folder / "manifest.json").write_text(json.dumps(manifest(plans, worlds, replicates)), encoding="utf-8")
    return folder
