"""Writing a results folder from the store, world by world, so that it needs no more room for many worlds than for few.

Everything is written beside first, in ``OUT/.unfinished``, and moved in the end, so that a full disk or a killed
process leaves what was there before as it was.  A folder without a manifest is no results folder, so one that is being
replaced is never taken for whole.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from relsim.batch.runs.design import Design
from relsim.batch.runs.keys import design_keys
from relsim.batch.store.earlier import UNFINISHED
from relsim.batch.store.files import is_abandoned, own_name, sync_folder, write_whole
from relsim.batch.store.store import Store
from relsim.batch.store.summing_up import WorldRows
from relsim.measures.codebook import everything_described
from relsim.measures.columns import COLUMNS, as_arrow, schema
from relsim.measures.comparison import by_world
from relsim.measures.kept import PlanKept, WorldKept
from relsim.measures.monthly import monthly_sums, single_runs
from relsim.measures.outcomes import outcomes_in_parts
from relsim.measures.places_table import places
from relsim.measures.runs import PlanDates
from relsim.wording.csv_text import csv_bytes

_PRECISION, _CODEBOOK = "precision.csv", "codebook.csv"
ROWS_A_GROUP = 50_000
"""Rows that are gathered before they are written: a file of many small groups is slow to read."""


class ResultsWriter:
    """The tables of a batch in the making; `world` for each world, in order, then `finish`; `close` in any case."""

    def __init__(self, out: Path, store: Store, described: Mapping[str, str]) -> None:
        """Begin.

        Args:
            out: The results folder.
            store: Where the runs are.
            described: What every table says of itself: its place, its title and the version that made it.
        """
        self._out, self._store, self._described = out, store, dict(described)
        self._beside = out / UNFINISHED / f"tables-{own_name()}"
        self._tables: dict[str, _Table] = {}
        self._by_world = WorldRows(self._beside / "by_world.rows")

    def world(self, design: Design, world: int) -> None:
        """Write the rows of a world, of which the store has all runs.

        Raises:
            OSError: They can't be written.
        """
        kept = _look_up(self._store, design, world)
        self._write("failures", [_failures(design, self._store, world, self._out)])
        if not kept.replicates(kept.comparator):
            return  # Every seed has failed.
        self._write("runs", [_runs(design, self._store, world)])
        self._write("outcomes", outcomes_in_parts(kept))
        self._write("monthly", [monthly_sums(kept)])
        self._write("single_runs", [single_runs(kept)])
        self._write("places", [places(kept)])
        compared = by_world(kept)
        self._write("by_world", [compared])
        self._by_world.add(compared)

    def precision(self, rows: pd.DataFrame) -> None:
        """Write the table of what was to be known to a precision.

        Raises:
            OSError: It can't be written.
        """
        self._write("precision", [rows])
        write_whole(self._beside / _PRECISION, csv_bytes(rows, self._described))

    def finish(self, manifest: Mapping[str, Any], make_room: Callable[[], object]) -> None:
        """Write what is over all worlds, the manifest last, and move everything to its place.

        Args:
            manifest: What was run.
            make_room: Called once everything is written, just before it is moved.

        Raises:
            OSError: Something can't be written; the folder is as it was then.
        """
        text = json.dumps(manifest, indent=1, ensure_ascii=False, allow_nan=False)
        for table in COLUMNS:
            self._write(table, [])
            self._tables[table].close()
        summary = self._by_world.summary()
        write_whole(self._beside / "summary.parquet", _parquet_bytes(summary, self._described))
        write_whole(self._beside / "summary.csv", csv_bytes(summary, self._described))
        write_whole(self._beside / _CODEBOOK, csv_bytes(pd.DataFrame(everything_described())))
        write_whole(self._beside / "manifest.json", text.encode() + b"\n")
        make_room()
        for stale in ("manifest.json", "report.html", _PRECISION):
            (self._out / stale).unlink(missing_ok=True)
        if (self._beside / _PRECISION).exists():
            (self._beside / _PRECISION).replace(self._out / _PRECISION)
        for name in (*(f"{table}.parquet" for table in COLUMNS), "summary.parquet", "summary.csv", _CODEBOOK,
                     "manifest.json"):  # fmt: skip
            (self._beside / name).replace(self._out / name)
        sync_folder(self._out)

    def close(self) -> None:
        """Remove what was written beside, and what processes that are gone have left there."""
        self._by_world.close()
        for table in self._tables.values():
            with contextlib.suppress(OSError):
                table.close()
        shutil.rmtree(self._beside, ignore_errors=True)
        for left in self._beside.parent.glob("tables-*"):
            if is_abandoned(left, left.name.removeprefix("tables-")):
                shutil.rmtree(left, ignore_errors=True)
        with contextlib.suppress(OSError):
            self._beside.parent.rmdir()

    def _write(self, table: str, parts: Iterable[pd.DataFrame | pa.Table]) -> None:
        if table not in self._tables:
            self._tables[table] = _Table(table, self._beside / f"{table}.parquet", self._described)
        for rows in parts:
            self._tables[table].write(rows)


class _Table:
    """A parquet file that rows are added to."""

    def __init__(self, name: str, path: Path, described: Mapping[str, str]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._name = name
        self._file = path.open("wb")
        self._writer = pq.ParquetWriter(self._file, schema(name).with_metadata(dict(described)), compression="zstd")
        self._waiting: list[pa.Table] = []

    def write(self, rows: pd.DataFrame | pa.Table) -> None:
        self._waiting.append(as_arrow(self._name, rows))
        if sum(len(part) for part in self._waiting) >= ROWS_A_GROUP:
            self._flush()

    def close(self) -> None:
        if self._file.closed:
            return
        try:
            self._flush()
            self._writer.close()
        finally:
            self._file.close()

    def _flush(self) -> None:
        together = pa.concat_tables(self._waiting) if self._waiting else None
        self._waiting = []
        if together is not None and len(together):
            self._writer.write_table(together, row_group_size=len(together))


def _parquet_bytes(table: pd.DataFrame, described: Mapping[str, str]) -> bytes:
    """A table as the content of a parquet file that says what it is of."""
    made = pa.Table.from_pandas(table, preserve_index=False)
    sink = pa.BufferOutputStream()
    told = {**(made.schema.metadata or {}), **described}
    pq.write_table(made.replace_schema_metadata(told), sink, compression="zstd")
    return bytes(sink.getvalue())


def _look_up(store: Store, design: Design, world: int) -> WorldKept:
    planned = {each.dates.name: each for each in design.planned}
    replicates = {name: len(store.seeds(design, each, world)) for name, each in planned.items()}

    def kept(plan: PlanDates) -> PlanKept:
        return store.kept(design, planned[plan.name], world)

    return WorldKept(world, design.frame, replicates, kept)


def _runs(design: Design, store: Store, world: int) -> pd.DataFrame:
    keys = design_keys(design)
    rows = [
        (each.dates.name, each.dates.role, world, seed - design.experiment.seed, seed,
         keys.of_run(each.dates.name, world, seed))
        for each in design.planned
        for seed in store.seeds(design, each, world)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS["runs"]))


def _failures(design: Design, store: Store, world: int, out: Path) -> pd.DataFrame:
    keys, roles = design_keys(design), {each.dates.name: each.dates.role for each in design.planned}
    rows = []
    for failure in store.failed(design, world):
        key = keys.of_run(failure.plan, world, failure.seed)
        number = failure.seed - design.experiment.seed
        rows.append((
            failure.plan, roles[failure.plan], world, number, failure.seed, key, failure.message, rerun(key, out),
        ))  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS["failures"]))


def rerun(key: str, out: Path) -> str:
    """The command that runs one run again."""
    return f"relsim rerun {key} --in {out}"
