"""The columns of the tables that are written world by world, and how they are kept in a file."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

from relsim.measures.comparison import COLUMNS as BY_WORLD
from relsim.measures.monthly_sums import SUMS
from relsim.measures.place_influence import COLUMNS as PLACES
from relsim.measures.recorded import MEASURED

COLUMNS: dict[str, tuple[str, ...]] = {
    "runs": ("plan", "role", "world", "replicate", "seed", "key"),
    "outcomes": (
        "plan", "role", "world", "replicate", "measure", "window", "sector", "unit", "value", "comparator",
        "difference",
    ),
    "monthly": ("plan", "role", "world", "month", "sector", "replicates", *SUMS),
    "single_runs": ("plan", "role", "world", "replicate", "month", "sector", *MEASURED),
    "places": PLACES,
    "by_world": BY_WORLD,
    "precision": (
        "plan", "versus", "measure", "window", "sector", "unit", "confidence", "wanted", "worlds", "first_pairs",
        "planned_pairs", "pairs", "non_zero", "mean", "half_width", "low", "high", "verdict",
    ),
    "failures": ("plan", "role", "world", "replicate", "seed", "key", "message", "command"),
}  # fmt: skip
_WHOLE = frozenset({
    "world", "replicate", "seed", "replicates", "worlds", "first_pairs", "planned_pairs", "pairs", "non_zero",
})  # fmt: skip
_TEXT = frozenset({
    "plan", "role", "key", "measure", "window", "sector", "unit", "month", "place", "versus", "favours", "message",
    "command", "verdict", "better", "told", "why_untold", "range_of",
})  # fmt: skip


def schema(table: str) -> pa.Schema:
    """The types of a table's columns, the same whatever rows it has."""
    return pa.schema([(name, type_of(name)) for name in COLUMNS[table]])


def as_arrow(table: str, rows: pd.DataFrame | pa.Table) -> pa.Table:
    """Rows of a table as they are written; a frame without rows need not have its columns."""
    if isinstance(rows, pa.Table):
        return rows.cast(schema(table))
    whole = rows if len(rows) else pd.DataFrame(columns=list(COLUMNS[table]))
    return pa.Table.from_pandas(whole, schema=schema(table), preserve_index=False)


def type_of(name: str) -> pa.DataType:
    """The type of a column, the same in every table."""
    return pa.int64() if name in _WHOLE else pa.string() if name in _TEXT else pa.float64()
