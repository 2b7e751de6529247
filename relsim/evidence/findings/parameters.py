"""The uncertain parameters that the result follows: rank correlations over worlds, beside what chance does.

With some dozens of parameters and few worlds, chance alone makes sizeable correlations.  So beside them stands the size
that the largest of as many would have by chance in one experiment in twenty, found by shuffling the worlds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from relsim.evidence.findings.comparison import MONTHS_UNDER
from relsim.evidence.results import Results

FEWEST = 20
"""Worlds under which nothing is said."""
SHOWN = 6
_SHUFFLES = 2000


@dataclass(frozen=True)
class Correlations:
    """Spearman's rank correlations with months not bedded in (first plan, all sectors), the strongest first."""

    plan: str
    worlds: int
    parameters: int
    """Number of those that differ between worlds."""
    strongest: tuple[tuple[str, float], ...]
    by_chance: float
    """Size that the largest of all has by chance in 1 experiment in 20."""
    noise: float
    """Share of the variance over worlds that is seed noise."""

    @property
    def enough(self) -> bool:
        """True if there are worlds enough to say anything, and more than noise to explain."""
        return self.worlds >= FEWEST and self.noise <= 0.5 and bool(self.strongest)

    @property
    def beyond_chance(self) -> tuple[str, ...]:
        """Parameters whose correlation is larger than chance would give the largest."""
        return tuple(name for name, value in self.strongest if abs(value) > self.by_chance)


def correlations(results: Results) -> Correlations | None:
    """Rank correlations of the first plan's months not bedded in with every parameter that differs between worlds."""
    if not results.vested:
        return None
    plan = results.vested[0].name
    rows = results.worlds_of(plan, results.comparator, *MONTHS_UNDER)
    worlds = pd.DataFrame(results.manifest.get("worlds") or [])
    if rows.empty or worlds.empty:
        return None
    values, varied = rows["value"].astype(float), worlds.reindex(rows.index).select_dtypes("number")
    varied = varied.loc[:, varied.nunique() > 1]
    variance = float(values.var(ddof=1)) if len(values) > 1 else 0.0
    noise = float((rows["standard_error"].astype(float) ** 2).mean()) / variance if variance > 0 else 1.0
    if len(values) < FEWEST or varied.empty or variance == 0.0:
        return Correlations(plan, len(values), varied.shape[1], (), 1.0, noise)
    ranks = _standard(varied.rank().to_numpy())
    outcome = _standard(values.rank().to_numpy()[:, np.newaxis])[:, 0]
    found = sorted(zip(varied.columns, (outcome @ ranks).tolist(), strict=True), key=lambda one: (-abs(one[1]), one[0]))
    shuffled = np.random.default_rng(0).permuted(np.tile(outcome, (_SHUFFLES, 1)), axis=1)
    largest = np.abs(shuffled @ ranks).max(axis=1)
    return Correlations(
        plan, len(values), varied.shape[1], tuple(found[:SHOWN]), float(np.quantile(largest, 0.95)), noise
    )


def _standard(ranks: np.ndarray) -> np.ndarray:
    """Columns of mean 0 and length 1, so that a product is a correlation."""
    centred = ranks - ranks.mean(axis=0)
    return np.asarray(centred / np.sqrt((centred**2).sum(axis=0)), dtype=np.float64)
