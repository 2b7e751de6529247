"""A small experiment for the tests of batches, and comparing what two batches yield."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from relsim.batch.runs.chunk import Chunk, Done, Told, run_chunk
from relsim.batch.runs.design import Design
from relsim.batch.runs.world import Run, run_together, world_runs
from relsim.experiments.experiment import Experiment, read_experiment
from relsim.measures.runs import WorldRuns
from relsim.measures.tables import TABLES

DATES = Path(__file__).parents[1] / "experiments" / "smallshire-dates.toml"
"""Never, July 2022 and April 2024, in three worlds with four replicates."""
ONE = Path(__file__).parents[1] / "experiments" / "smallshire-one.toml"
"""Never and July 2022, in two worlds with two replicates: the least that there can be."""


def dates(worlds: int | None = None, replicates: int | None = None, without: Iterable[str] = ()) -> Experiment:
    """The experiment on two dates."""
    return read_experiment(DATES, worlds=worlds, replicates=replicates, without=without)


def one() -> Experiment:
    """The least experiment."""
    return read_experiment(ONE)


class Remembers:
    """A watcher that remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[int, int, int]] = []
        self.said: list[str] = []
        self.stages: list[tuple[int, int]] = []

    def runs(self, done: int, total: int, failed: int) -> None:
        self.told.append((done, total, failed))

    def stage(self, number: int, of: int, sentence: str) -> None:
        self.stages.append((number, of))

    def say(self, sentence: str) -> None:
        self.said.append(sentence)


def run_world(design: Design, world: int) -> WorldRuns:
    """All runs of a world in memory, month by month; diagnostics and parts with the first replicates."""
    runs: dict[str, dict[int, Run]] = {each.dates.name: {} for each in design.planned}
    for seed in design.seeds(design.comparator, world):
        due = [each for each in design.planned if seed in design.seeds(each, world)]
        for planned, run in run_together(design, world, seed, due):
            runs[planned.dates.name][seed] = Run.of(run)
    return world_runs(design, world, design.seeds(design.comparator, world), design.planned, runs)


Tables = dict[str, pd.DataFrame]


def tables_in(folder: Path) -> Tables:
    """The tables of a results folder."""
    return {name: pd.read_parquet(folder / f"{name}.parquet") for name in TABLES}


def assert_same(left: Tables, right: Tables, *but: str) -> None:
    """Check that two sets of tables are equal up to the order of rows, numbers to the bit.

    Args:
        left: One set.
        right: The other.
        but: Columns that may differ.
    """
    assert left.keys() == right.keys()
    for name in left:
        pd.testing.assert_frame_equal(_sorted(left[name], but), _sorted(right[name], but), check_exact=True, obj=name)


def _sorted(table: pd.DataFrame, but: tuple[str, ...]) -> pd.DataFrame:
    table = table.drop(columns=[column for column in but if column in table])
    keys = [column for column in table if not pd.api.types.is_float_dtype(table[column])]
    assert not table.duplicated(subset=keys).any() or "value" not in table, "a row is there twice"
    return table.sort_values(keys, kind="stable", ignore_index=True)


# --- Tasks for worker processes --------------------------------------------------------------------------------------


def dies_once(plan: Design, chunk: Chunk, told: Told) -> Done:
    """Run a chunk, but be killed in the middle of that of world 2 the first time.

    It is the third, so with two processes the other or this one has finished one by then.
    """
    sign = Path(os.environ["DIES_ONCE"])
    if chunk.world == 2 and not sign.exists():
        sign.touch()
        told(1)
        time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGKILL)
    return run_chunk(plan, chunk, told)


def dies(plan: Design, chunk: Chunk, told: Told) -> Done:
    """Be killed at once, always."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("not reached")
