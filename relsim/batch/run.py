"""Running an experiment: worlds are independent tasks, on as many processes as there are workers.

A task's result depends on nothing but the experiment and the number of the world, so neither workers nor order can
change a number.  What is done is kept, and a stopped experiment goes on from there.
"""

from __future__ import annotations

import contextlib
import hashlib
import platform
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from relsim import measures
from relsim.batch.design import Design, design
from relsim.batch.earlier import earlier_results
from relsim.batch.manifest import manifest, packages
from relsim.batch.processes import run_worlds
from relsim.batch.store import Tables, UnfinishedWork, write_tables
from relsim.batch.world import Told, run_world
from relsim.compiled import code_hash
from relsim.experiment import Experiment
from relsim.measures.runs import WorldRuns
from relsim.version import __version__

Progress = Callable[[int, int], None]
"""Called with the number of runs done, and of all."""
SINGLE_RUN_WORLDS = 3
"""Worlds of which the first replicate is kept month by month."""


def run_experiment(experiment: Experiment, out: Path, workers: int, progress: Progress) -> Path:
    """Run an experiment and write its results folder.

    Finished results of another experiment, or of other code, that the folder holds are moved to NAME.previous beside it
    in the end.

    Args:
        experiment: What to run.
        out: The results folder; finished worlds of the same experiment that it holds are not run again.
        workers: Number of processes; with one, everything happens in this one.
        progress: Told how far it is.

    Returns:
        The results folder.

    Raises:
        OSError: The folder can't be written.  What was finished is kept.
        ChildProcessError: Processes keep being stopped from outside.  What was finished is kept.
    """
    started, clock = datetime.now(UTC), time.monotonic()
    plan = design(experiment)
    unfinished = UnfinishedWork(out, _key(experiment))
    done = {world: tables for world in range(experiment.worlds) if (tables := unfinished.load(world)) is not None}
    before = len(done) * plan.runs_per_world
    progress(before, plan.runs)
    todo = [world for world in range(experiment.worlds) if world not in done]
    finished = run_worlds(plan, todo, workers, lambda runs: progress(before + runs, plan.runs), world_tables)
    with contextlib.closing(finished):
        for world, tables in finished:
            unfinished.save(world, tables)
            done[world] = tables
    tables = put_together(done)
    write_tables(
        out, tables, manifest(plan, started, time.monotonic() - clock), lambda: _keep_earlier_results(out, experiment)
    )
    unfinished.discard()
    return out


def _keep_earlier_results(out: Path, experiment: Experiment) -> None:
    earlier = earlier_results(out)
    if earlier is not None and not earlier.same_as(experiment):
        earlier.move_beside()


def world_tables(plan: Design, world: int, told: Told) -> Tables:
    """Run one world and work out its part of every table but the summary."""
    runs = run_world(plan, world, told)
    tables = {
        "runs": _runs_table(plan, runs),
        "outcomes": measures.outcomes(runs),
        "monthly": measures.monthly_sums(runs),
        "places": measures.places(runs),
        "by_world": measures.by_world(runs),
    }
    if world < SINGLE_RUN_WORLDS:
        tables["single_runs"] = measures.single_runs(runs)
    return tables


def put_together(done: dict[int, Tables]) -> Tables:
    """The tables of all worlds, in the order of the worlds, and their summary."""
    names = ("runs", "outcomes", "monthly", "single_runs", "places", "by_world")
    tables = {
        name: pd.concat([done[world][name] for world in sorted(done) if name in done[world]], ignore_index=True)
        for name in names
    }
    return {**tables, "summary": measures.summary(tables["by_world"])}


def _runs_table(plan: Design, runs: WorldRuns) -> pd.DataFrame:
    rows = [
        (one.dates.name, one.dates.role, runs.world, replicate, seed, _run_key(plan, one.dates.name, runs.world, seed))
        for one in plan.planned
        for replicate, seed in enumerate(plan.seeds[: one.replicates])
    ]
    return pd.DataFrame(rows, columns=["plan", "role", "world", "replicate", "seed", "key"])


def _run_key(plan: Design, name: str, world: int, seed: int) -> str:
    """What identifies a run: the numbers of any two runs with the same key are the same."""
    content = f"{plan.experiment.place.code}|{name}|{world}|{seed}|{plan.experiment.content_hash}|{code_hash()}"
    return hashlib.sha256(content.encode()).hexdigest()[:24]


def _key(experiment: Experiment) -> str:
    """What finished worlds must share to be put together: the manifest names one of each."""
    made_by = (__version__, platform.python_version(), platform.machine(), *packages().items())
    return hashlib.sha256(f"{made_by}|{experiment.content_hash}|{code_hash()}".encode()).hexdigest()
