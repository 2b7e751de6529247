"""The table of the outcomes of every single run."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from relsim.measures.catalogue import OUTCOMES
from relsim.measures.kept import WorldKept, as_kept
from relsim.measures.run_values import RunValues
from relsim.measures.runs import WorldRuns

ROWS_AT_ONCE = 50_000
"""A table of many replicates is made so many rows at a time, or one outcome if that has more."""


def outcomes(runs: WorldRuns | WorldKept) -> pd.DataFrame:
    """The table ``outcomes`` (see `relsim.measures.tables`) of one world."""
    table: pd.DataFrame = pa.concat_tables(outcomes_in_parts(as_kept(runs))).to_pandas()
    return table


def outcomes_in_parts(world: WorldKept) -> Iterator[pa.Table]:
    """The same, some rows at a time: a row per key and replicate, the replicates of a key together.

    As Arrow has tables: it is by far the largest, and pandas takes several times as long over its words.
    """
    for plan in world.others:
        kept = world.kept(plan)
        values = kept.values
        step = max(1, ROWS_AT_ONCE // max(1, world.replicates(plan)))
        for first in range(0, len(values.keys), step):
            yield _rows(world.world, kept.numbers, values.at(list(values.keys[first : first + step])))


def _rows(world: int, numbers: NDArray[np.int64], values: RunValues) -> pa.Table:
    keys, replicates = values.level.shape
    value, comparator = values.value.ravel(), values.comparator.ravel()
    count, key = keys * replicates, np.repeat(np.arange(keys, dtype=np.int32), replicates)

    def said(words: list[str]) -> pa.Array:
        return pa.array(words, pa.string()).take(pa.array(key))

    return pa.table({
        "plan": pa.repeat(values.plan.name, count),
        "role": pa.repeat(values.plan.role, count),
        "world": np.full(count, world, dtype=np.int64),
        "replicate": np.tile(np.asarray(numbers, dtype=np.int64), keys),
        "measure": said([measure for measure, _, _ in values.keys]),
        "window": said([window for _, window, _ in values.keys]),
        "sector": said([sector for _, _, sector in values.keys]),
        "unit": said([OUTCOMES[measure].unit for measure, _, _ in values.keys]),
        "value": value,
        "comparator": comparator,
        "difference": value - comparator,
    })  # fmt: skip
