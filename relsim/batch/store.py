"""Keeping results: worlds that are finished, so that a stopped batch goes on, and the tables in the end.

Everything is written beside its place and then moved there, so a file is whole or absent, whenever one stops.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import pickle
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from relsim.batch.earlier import UNFINISHED
from relsim.tables import TABLES

Tables = dict[str, pd.DataFrame]


class UnfinishedWork:
    """The worlds of an experiment that are done, in a folder of their own named by what would make them differ."""

    def __init__(self, out: Path, key: str) -> None:
        self._folder = out / UNFINISHED / key[:16]

    def load(self, world: int) -> Tables | None:
        """What a world yielded; None if it is not done, or its file is damaged."""
        try:
            content = self._path(world).read_bytes()
        except OSError:
            return None
        digest, tables = content[:32], content[32:]
        if hashlib.sha256(tables).digest() != digest:
            return None
        # Only what the checksum vouches for is unpickled, and it was written by this program in this folder.
        return pickle.loads(tables)  # type: ignore[no-any-return]

    def save(self, world: int, tables: Tables) -> None:
        """Keep what a world yielded."""
        content = pickle.dumps(tables, protocol=5)
        write_whole(self._path(world), hashlib.sha256(content).digest() + content)

    def discard(self) -> None:
        """Remove everything that was kept: the results are written."""
        shutil.rmtree(self._folder, ignore_errors=True)
        for left in self._folder.parent.glob("tables-*"):  # by a process that was killed
            shutil.rmtree(left, ignore_errors=True)
        with contextlib.suppress(OSError):
            self._folder.parent.rmdir()

    def _path(self, world: int) -> Path:
        return self._folder / f"world-{world:06d}"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def write_tables(
    out: Path, tables: Tables, manifest: Mapping[str, Any], make_room: Callable[[], object] = lambda: None
) -> None:
    """Write a results folder: tables as parquet, a summary as CSV too, the manifest last of all.

    Everything is written beside first, so that a full disk leaves what was there before as it was.  A folder without a
    manifest is no results folder, so one that is being replaced is never taken for whole.

    Args:
        out: The results folder.
        tables: The tables of `relsim.tables`.
        manifest: What was run.
        make_room: Called once everything is written, just before it is moved to its place.
    """
    beside = out / UNFINISHED / f"tables-{os.getpid()}"
    text = json.dumps(manifest, indent=1, ensure_ascii=False, allow_nan=False)
    try:
        for name in TABLES:
            write_whole(beside / f"{name}.parquet", tables[name].to_parquet(index=False, compression="zstd"))
        write_whole(beside / "summary.csv", tables["summary"].to_csv(index=False, float_format="%.9g").encode())
        write_whole(beside / "manifest.json", text.encode() + b"\n")
        make_room()
        for stale in ("manifest.json", "report.html"):
            (out / stale).unlink(missing_ok=True)
        for name in (*(f"{name}.parquet" for name in TABLES), "summary.csv", "manifest.json"):
            (beside / name).replace(out / name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
