"""A small experiment for the tests of batches, and comparing what two batches yield."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from relsim.batch.design import Design
from relsim.batch.run import world_tables
from relsim.batch.store import Tables
from relsim.batch.world import Told
from relsim.experiment import Experiment, read_experiment
from relsim.tables import TABLES

DATES = Path(__file__).parent / "experiments" / "smallshire-dates.toml"
"""Never, July 2022 and April 2024, in three worlds with four replicates."""
ONE = Path(__file__).parent / "experiments" / "smallshire-one.toml"
"""Never and July 2022, in two worlds with two replicates: the least that there can be."""


def dates(worlds: int | None = None, replicates: int | None = None, without: Iterable[str] = ()) -> Experiment:
    """The experiment on two dates."""
    return read_experiment(DATES, worlds=worlds, replicates=replicates, without=without)


def one() -> Experiment:
    """The least experiment."""
    return read_experiment(ONE)


def silent(done: int, total: int) -> None:
    """Progress that is told to nobody."""


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


def dies_once(plan: Design, world: int, told: Told) -> Tables:
    """Run a world, but be killed in the middle of world 2 the first time.

    It is the third, so with two processes the other or this one has finished a world by then.
    """
    sign = Path(os.environ["DIES_ONCE"])
    if world == 2 and not sign.exists():
        sign.touch()
        told(1)
        time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGKILL)
    return world_tables(plan, world, told)


def dies(plan: Design, world: int, told: Told) -> Tables:
    """Be killed at once, always."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("not reached")
