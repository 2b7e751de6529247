"""Over worlds: three uncertainties, kept apart and never pooled.

The Monte Carlo error, with the worlds fixed; the range of the difference over worlds, with seed noise removed; and the
share of worlds that favour each plan.  A range over plausible worlds is not a confidence interval.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from relsim.measures.catalogue import OUTCOMES
from relsim.measures.paired import PLAN, UNDECIDED, VERSUS
from relsim.measures.runs import Floats

KEYS = ["plan", "role", "versus", "measure", "window", "sector", "unit"]
COLUMNS = (
    *KEYS, "worlds", "mean", "mean_value", "mean_versus_value", "mc_standard_error", "median", "world_low",
    "world_high", "favours_plan", "favours_versus", "undecided", "never_plan", "never_versus", "variance_ratio",
    "better",
)  # fmt: skip
"""Of table ``summary``."""
RANGE = (5.0, 95.0)
"""Percentiles of the range over worlds."""


def summary(by_world: pd.DataFrame) -> pd.DataFrame:
    """The table ``summary`` (see `relsim.measures.tables`) from the rows of ``by_world`` of all worlds.

    Durations that are never reached in a world have no difference there: mean, median and range are those of the
    other worlds, and ``never_plan`` and ``never_versus`` say how many were left out.  The shares of worlds that favour
    a plan leave out none, since never is later than any month.
    """
    return summary_of(Grid.of(by_world))


def summary_of(grid: Grid) -> pd.DataFrame:
    """The same of comparisons that are laid out already."""
    difference = grid.values("difference")
    errors = np.where(np.isnan(difference), np.nan, grid.values("standard_error"))
    low, high = world_range(difference, errors)
    duration = np.array([OUTCOMES[measure].duration for measure in grid.keys["measure"]], dtype=np.bool_)
    table = grid.keys.copy()
    table["worlds"] = grid.worlds
    with warnings.catch_warnings(action="ignore", category=RuntimeWarning):  # rows in which nothing is defined are NaN
        table["mean"] = np.nanmean(difference, axis=1)
        table["mean_value"] = np.nanmean(grid.values("value"), axis=1)
        table["mean_versus_value"] = np.nanmean(grid.values("versus_value"), axis=1)
        table["mc_standard_error"] = monte_carlo_error(errors)
        table["median"] = np.nanmedian(difference, axis=1)
        table["world_low"], table["world_high"] = low, high
        for column, name in (("favours_plan", PLAN), ("favours_versus", VERSUS), ("undecided", UNDECIDED)):
            table[column] = grid.share(name)
        for column, name in (("never_plan", "value"), ("never_versus", "versus_value")):
            table[column] = np.where(duration, 1 - (~np.isnan(grid.values(name))).sum(axis=1) / grid.worlds, 0.0)
        table["variance_ratio"] = np.nanmedian(grid.values("variance_ratio"), axis=1)
    table["better"] = [OUTCOMES[measure].better for measure in table["measure"]]
    return table[list(COLUMNS)]


def monte_carlo_error(errors: Floats) -> Floats:
    """Standard error of the mean over worlds, with the worlds fixed: √(Σ se²) / W.

    Args:
        errors: Shape (rows, worlds): standard error of each world's difference; NaN: the world has none.
    """
    known = (~np.isnan(errors)).sum(axis=1)
    return np.where(known > 0, np.sqrt(np.nansum(errors**2, axis=1)) / np.maximum(known, 1), np.nan)


def world_range(differences: Floats, errors: Floats) -> tuple[Floats, Floats]:
    """5th and 95th percentile of the difference over worlds, with seed noise removed.

    Each world's difference holds the noise of its seeds, so the spread over worlds is too wide: its variance is the
    worlds' own plus the mean of se².  Deviations from the mean are drawn in by √(1 − mean se² / variance), or to
    nothing where noise explains it all, and the percentiles taken of what is left.

    Args:
        differences: Shape (rows, worlds); NaN: the world has none.
        errors: Shape (rows, worlds): their standard errors.

    Returns:
        Two arrays of shape (rows,); NaN with fewer than two worlds, which have no range.
    """
    with warnings.catch_warnings(action="ignore", category=RuntimeWarning):  # rows in which nothing is defined are NaN
        mean = np.nanmean(differences, axis=1, keepdims=True)
        spread = np.nanvar(differences, axis=1, ddof=1, keepdims=True)
        noise = np.nan_to_num(np.nanmean(errors**2, axis=1, keepdims=True))
        own = np.where(spread > 0, np.sqrt(np.maximum(0.0, 1 - noise / spread)), 0.0)
        low, high = np.nanpercentile(mean + own * (differences - mean), RANGE, axis=1)
    several = (~np.isnan(differences)).sum(axis=1) >= 2
    return np.where(several, low, np.nan), np.where(several, high, np.nan)


NUMBERS = ("value", "versus_value", "difference", "standard_error", "variance_ratio")
"""Columns of ``by_world`` that the summary is made of, beside whom each row favours."""
FAVOURED = (PLAN, VERSUS, UNDECIDED)


@dataclass(frozen=True, eq=False)
class Grid:
    """The rows of ``by_world`` laid out by comparison and world, whatever order they came in."""

    keys: pd.DataFrame
    """A row for each comparison: the columns `KEYS`."""
    numbers: Mapping[str, Floats]
    """By name of `NUMBERS`: shape (comparisons, worlds); NaN where a world has no row."""
    favoured: NDArray[np.int8]
    """Shape (comparisons, worlds): position in `FAVOURED`; -1 where a world has no row."""

    @classmethod
    def of(cls, rows: pd.DataFrame) -> Grid:
        """Lay out a table.

        Raises:
            ValueError: It has two rows of the same comparison and world.
        """
        row = rows.groupby(KEYS, sort=False, dropna=False).ngroup().to_numpy()
        column = np.unique(rows["world"].to_numpy(), return_inverse=True)[1]
        keys = rows[KEYS].drop_duplicates().reset_index(drop=True)
        if len(np.unique(row * (column.max(initial=0) + 1) + column)) != len(rows):
            raise ValueError("by_world has two rows of the same comparison and world")
        grid = empty_grid(keys, int(column.max(initial=-1)) + 1)
        for name, values in grid.numbers.items():
            values[row, column] = rows[name].to_numpy(dtype=np.float64)
        grid.favoured[row, column] = favoured_codes(rows)
        return grid

    @property
    def worlds(self) -> NDArray[np.integer]:
        """Shape (comparisons,): number of worlds that each has a row of."""
        return np.asarray((self.favoured >= 0).sum(axis=1))

    def values(self, name: str) -> Floats:
        """A column as shape (comparisons, worlds); NaN where a world has no row."""
        return self.numbers[name]

    def share(self, name: str) -> Floats:
        """Share of a comparison's worlds in which `name` of `FAVOURED` is."""
        there = (self.favoured == FAVOURED.index(name)).sum(axis=1)
        return np.asarray(there / self.worlds, dtype=np.float64)


def empty_grid(keys: pd.DataFrame, worlds: int) -> Grid:
    """A grid without a row yet."""
    shape = len(keys), worlds
    return Grid(keys, {name: np.full(shape, np.nan) for name in NUMBERS}, np.full(shape, -1, dtype=np.int8))


def favoured_codes(rows: pd.DataFrame) -> NDArray[np.int8]:
    """Whom each row of ``by_world`` favours, as its position in `FAVOURED`."""
    codes = pd.Categorical(rows["favours"], categories=list(FAVOURED)).codes
    return np.asarray(codes, dtype=np.int8)
