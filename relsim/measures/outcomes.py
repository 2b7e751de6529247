"""The table of the outcomes of every single run."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from relsim.measures.catalogue import MEASURES
from relsim.measures.kept import WorldKept, as_kept
from relsim.measures.run_values import RunValues
from relsim.measures.runs import WorldRuns

ROWS_AT_ONCE = 50_000
"""A table of many replicates is made so many rows at a time, or one outcome if that has more."""


def outcomes(runs: WorldRuns | WorldKept) -> pd.DataFrame:
    """The table ``outcomes`` (see `relsim.tables`) of one world."""
    return pd.concat(outcomes_in_parts(as_kept(runs)), ignore_index=True)


def outcomes_in_parts(world: WorldKept) -> Iterator[pd.DataFrame]:
    """The same, some rows at a time: a row per key and replicate, the replicates of a key together."""
    for plan in world.others:
        kept = world.kept(plan)
        values = kept.values
        step = max(1, ROWS_AT_ONCE // max(1, world.replicates(plan)))
        for first in range(0, len(values.keys), step):
            yield _rows(world.world, kept.numbers, values.at(list(values.keys[first : first + step])))


def _rows(world: int, numbers: NDArray[np.int64], values: RunValues) -> pd.DataFrame:
    keys, replicates = values.level.shape
    value, comparator = values.value.ravel(), values.comparator.ravel()
    texts = {
        "measure": [measure for measure, _, _ in values.keys],
        "window": [window for _, window, _ in values.keys],
        "sector": [sector for _, _, sector in values.keys],
        "unit": [MEASURES[measure].unit for measure, _, _ in values.keys],
    }
    columns = {name: pd.Series(text, dtype=str).repeat(replicates).to_numpy() for name, text in texts.items()}
    return pd.DataFrame(
        {
            "plan": values.plan.name,
            "role": values.plan.role,
            "world": world,
            "replicate": np.tile(numbers, keys),
            "measure": columns["measure"],
            "window": columns["window"],
            "sector": columns["sector"],
            "unit": columns["unit"],
            "value": value,
            "comparator": comparator,
            "difference": value - comparator,
        }
    )
