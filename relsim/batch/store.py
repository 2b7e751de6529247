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
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from relsim.tables import TABLES

Tables = dict[str, pd.DataFrame]
_UNFINISHED = ".unfinished"


class UnfinishedWork:
    """The worlds of an experiment that are done, in a folder of their own named by what would make them differ."""

    def __init__(self, out: Path, key: str) -> None:
        self._folder = out / _UNFINISHED / key[:16]

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


def write_tables(out: Path, tables: Tables, manifest: Mapping[str, Any]) -> None:
    """Write a results folder: tables as parquet, a summary as CSV too, the manifest last of all.

    A folder without a manifest is no results folder, so one that was being replaced is never taken for whole.
    """
    (out / "manifest.json").unlink(missing_ok=True)
    for name in TABLES:
        write_whole(out / f"{name}.parquet", tables[name].to_parquet(index=False, compression="zstd"))
    write_whole(out / "summary.csv", tables["summary"].to_csv(index=False, float_format="%.9g").encode())
    text = json.dumps(manifest, indent=1, ensure_ascii=False, allow_nan=False)
    write_whole(out / "manifest.json", text.encode() + b"\n")
