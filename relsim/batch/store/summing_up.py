"""The rows of ``by_world``, kept in a file until all worlds are there to be summed up.

In memory there are ever only as many comparisons as fit, whatever the number of worlds.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from relsim.measures.over_worlds import KEYS, NUMBERS, Grid, empty_grid, summary_of

Positions = NDArray[np.intp]
CELLS_AT_ONCE = 100_000
"""Comparisons × worlds that are summed up at once."""


class WorldRows:
    """Numbers of ``by_world``, world by world."""

    def __init__(self, path: Path) -> None:
        """Write nothing yet.

        Args:
            path: The file; it is made with the first world.
        """
        self._path = path
        self._file: IO[bytes] | None = None
        self._keys: list[pd.DataFrame] = []
        """The comparisons of the first world, and of any that has others."""
        self._worlds: list[tuple[int, int]] = []
        """For each world, where its rows begin in the file, and which of `_keys` they are of."""

    def add(self, rows: pd.DataFrame) -> None:
        """Add a world's rows.

        Raises:
            OSError: They can't be written.
        """
        if self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("wb+")
        keys = rows[KEYS].reset_index(drop=True)
        which = next((number for number, known in enumerate(self._keys) if known.equals(keys)), len(self._keys))
        if which == len(self._keys):
            self._keys.append(keys)
        self._worlds.append((self._file.seek(0, 2), which))
        self._file.write(np.stack([rows[name].to_numpy(dtype="<f8") for name in NUMBERS]).tobytes())

    def summary(self) -> pd.DataFrame:
        """The table ``summary`` of all worlds that were added."""
        every = pd.concat([*self._keys, pd.DataFrame(columns=KEYS)]).drop_duplicates(ignore_index=True)
        rows = [pd.merge(keys, every.reset_index(), on=KEYS, how="left")["index"].to_numpy() for keys in self._keys]
        step = max(1, CELLS_AT_ONCE // max(1, len(self._worlds)))
        slabs = [self._grid(every, rows, first, first + step) for first in range(0, max(1, len(every)), step)]
        return pd.concat([summary_of(grid) for grid in slabs], ignore_index=True)

    def close(self) -> None:
        """Close the file, which is not needed any more."""
        if self._file is not None:
            self._file.close()

    def _grid(self, every: pd.DataFrame, rows: Sequence[Positions], first: int, end: int) -> Grid:
        """The comparisons from `first` to before `end`."""
        grid = empty_grid(every.iloc[first:end].reset_index(drop=True), len(self._worlds))
        for column, (start, which) in enumerate(self._worlds):
            inside = np.flatnonzero((rows[which] >= first) & (rows[which] < end))
            if not len(inside):
                continue
            to = rows[which][inside] - first
            count = len(rows[which])
            for number, name in enumerate(NUMBERS):
                grid.numbers[name][to, column] = self._read(start + 8 * count * number, "<f8", inside)
        return grid

    def _read(self, start: int, kind: str, rows: Positions) -> NDArray[Any]:
        """Some of the numbers that begin at `start` in the file."""
        assert self._file is not None, "there is a world"
        low, high, size = int(rows[0]), int(rows[-1]) + 1, np.dtype(kind).itemsize
        self._file.seek(start + low * size)
        return np.frombuffer(self._file.read((high - low) * size), dtype=kind)[rows - low]
