"""Over worlds: what is told of each comparison, and the uncertainties that it rests on, kept apart and never pooled.

The Monte Carlo error, with the worlds fixed; the design error, of another draw of worlds; and the range of the
difference over worlds, with seed noise removed.  A range over plausible worlds is not a confidence interval.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from relsim.measures.bounds import Bounds
from relsim.measures.catalogue import OUTCOMES
from relsim.measures.noise_removed import Side
from relsim.measures.runs import Floats
from relsim.measures.verdicts import CONFIDENCE, Comparison, Told, told

KEYS = ["plan", "role", "versus", "measure", "window", "sector", "unit"]
COLUMNS = (
    *KEYS, "worlds", "mean_replicates", "non_zero", "mean", "mean_value", "mean_versus_value", "mc_standard_error",
    "design_error", "confidence", "low", "high", "smallest", "told", "why_untold", "worlds_would_do",
    "replicates_would_do", "higher", "lower", "no_difference", "same_side",
    "median", "range_of", "world_low", "world_high",
    "world_low_from", "world_low_to", "world_high_from", "world_high_to", "never_plan", "never_versus",
    "variance_ratio", "better",
)  # fmt: skip
"""Of table ``summary``."""
_NO_BOUNDS = Bounds(np.nan, np.nan)
_NOT_TOLD = Told(_NO_BOUNDS, np.nan)
_NOT_TOLD_OF = ("part", "placebo")
"""Roles of plans of which nothing is told by themselves: parts are set beside one another, a placebo shows nothing."""


def summary(by_world: pd.DataFrame) -> pd.DataFrame:
    """The table ``summary`` (see `relsim.measures.tables`) from the rows of ``by_world`` of all worlds.

    Durations that are never reached in a world have no difference there: mean, median, interval and range are those of
    the other worlds, and ``never_plan`` and ``never_versus`` say how many were left out.
    """
    return summary_of(Grid.of(by_world))


def summary_of(grid: Grid) -> pd.DataFrame:
    """The same of comparisons that are laid out already."""
    difference = grid.values("difference")
    errors = np.where(np.isnan(difference), np.nan, grid.values("standard_error"))
    duration = np.array([OUTCOMES[measure].duration for measure in grid.keys["measure"]], dtype=np.bool_)
    table = grid.keys.copy()
    table["worlds"] = grid.worlds
    with warnings.catch_warnings(action="ignore", category=RuntimeWarning):  # rows in which nothing is defined are NaN
        table["mean_replicates"] = np.nanmean(grid.values("replicates"), axis=1)
        table["non_zero"] = np.nansum(grid.values("non_zero"), axis=1).astype(np.int64)
        table["mean"] = np.nanmean(difference, axis=1)
        table["mean_value"] = np.nanmean(grid.values("value"), axis=1)
        table["mean_versus_value"] = np.nanmean(grid.values("versus_value"), axis=1)
        table["mc_standard_error"] = monte_carlo_error(errors)
        table["median"] = np.nanmedian(difference, axis=1)
        for column, name in (("never_plan", "value"), ("never_versus", "versus_value")):
            table[column] = np.where(duration, 1 - (~np.isnan(grid.values(name))).sum(axis=1) / grid.worlds, 0.0)
        table["variance_ratio"] = np.nanmedian(grid.values("variance_ratio"), axis=1)
    table["confidence"] = CONFIDENCE
    table["smallest"] = [np.nan if (one := OUTCOMES[name].smallest) is None else one for name in table["measure"]]
    for name, cells in _told(grid, errors).items():
        table[name] = cells
    table["better"] = [OUTCOMES[measure].better for measure in table["measure"]]
    return table[list(COLUMNS)]


def _told(grid: Grid, errors: Floats) -> dict[str, list[Any]]:
    """The columns of what may be told, row by row."""
    columns: dict[str, list[Any]] = {}
    difference, replicates, non_zero = (grid.values(name) for name in ("difference", "replicates", "non_zero"))
    roles = list(grid.keys["role"])
    for row, measure in enumerate(grid.keys["measure"]):
        there = ~np.isnan(difference[row])
        found = _NOT_TOLD
        if there.any() and roles[row] not in _NOT_TOLD_OF:
            comparison = Comparison(
                difference[row][there], errors[row][there], replicates[row][there].astype(np.int64),
                non_zero[row][there].astype(np.int64),
            )  # fmt: skip
            found = told(comparison, OUTCOMES[measure])
        for name, value in _cells(found).items():
            columns.setdefault(name, []).append(value)
    return columns


def _cells(found: Told) -> dict[str, object]:
    """Told by the columns of the table; texts are empty and numbers NaN where there is nothing to tell."""
    told_side = found.why is None and found.side is not Side.UNDECIDED
    low, high = found.range or _NO_BOUNDS
    low_from, low_to = found.range_low or _NO_BOUNDS
    high_from, high_to = found.range_high or _NO_BOUNDS
    return {
        "design_error": found.design_error, "low": found.interval.low, "high": found.interval.high,
        "told": found.side.value if told_side else "", "why_untold": found.why.value if found.why else "",
        "worlds_would_do": _number(found.worlds_would_do), "replicates_would_do": _number(found.replicates_would_do),
        "higher": _number(found.higher), "lower": _number(found.lower),
        "no_difference": _number(found.no_difference), "same_side": _number(found.same_side),
        "range_of": found.range_of.value, "world_low": low, "world_high": high,
        "world_low_from": low_from, "world_low_to": low_to, "world_high_from": high_from, "world_high_to": high_to,
    }  # fmt: skip


def _number(count: int | None) -> float:
    return np.nan if count is None else float(count)


def monte_carlo_error(errors: Floats) -> Floats:
    """Standard error of the mean over worlds, with the worlds fixed: √(Σ se²) / W.

    Args:
        errors: Shape (rows, worlds): standard error of each world's difference; NaN: the world has none.
    """
    known = (~np.isnan(errors)).sum(axis=1)
    return np.where(known > 0, np.sqrt(np.nansum(errors**2, axis=1)) / np.maximum(known, 1), np.nan)


NUMBERS = ("value", "versus_value", "difference", "standard_error", "replicates", "non_zero", "variance_ratio")
"""Columns of ``by_world`` that the summary is made of."""


@dataclass(frozen=True, eq=False)
class Grid:
    """The rows of ``by_world`` laid out by comparison and world, whatever order they came in."""

    keys: pd.DataFrame
    """A row for each comparison: the columns `KEYS`."""
    numbers: Mapping[str, Floats]
    """By name of `NUMBERS`: shape (comparisons, worlds); NaN where a world has no row."""

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
        return grid

    @property
    def worlds(self) -> NDArray[np.integer]:
        """Shape (comparisons,): number of worlds that each has a row of."""
        return np.asarray((~np.isnan(self.numbers["replicates"])).sum(axis=1))

    def values(self, name: str) -> Floats:
        """A column as shape (comparisons, worlds); NaN where a world has no row."""
        return self.numbers[name]


def empty_grid(keys: pd.DataFrame, worlds: int) -> Grid:
    """A grid without a row yet."""
    return Grid(keys, {name: np.full((len(keys), worlds), np.nan) for name in NUMBERS})
