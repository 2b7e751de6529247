"""Sums over runs of every measure, month by month, that pieces of a batch can be joined by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from relsim.measures.exact import ExactSum
from relsim.measures.recorded import COVERAGE, MEASURED
from relsim.measures.runs import SECTORS, Floats, PlanDates, WorldRuns

SQUARED, X_COMPARATOR = "coverage_squared", "coverage_x_comparator"
"""Coverage squared, and its product with the comparator's of the same seed: from them follow variances."""
SUMS = (COVERAGE, SQUARED, X_COMPARATOR, *(name for name in MEASURED if name != COVERAGE))
"""The columns that are summed over runs: every recorded one, and the two beside coverage."""


@dataclass(frozen=True, eq=False)
class MonthlySums:
    """Sums over some runs of a plan."""

    begins: int
    """Position of the first month that is summed: no run can differ from the comparator's before."""
    differs: int
    """Position of the first month in which one does; the number of months if none ever does."""
    sums: ExactSum
    """Shape (`SUMS`, months from `begins`, sectors + 1)."""

    @staticmethod
    def joined(pieces: Sequence[MonthlySums]) -> MonthlySums:
        """The sums over the runs of all pieces."""
        total = reduce(ExactSum.joined, (piece.sums for piece in pieces))
        return MonthlySums(pieces[0].begins, min(piece.differs for piece in pieces), total)


def sums_of(runs: WorldRuns, plan: PlanDates, begins: int = 0) -> MonthlySums:
    """The sums of a plan's runs from position `begins` on."""
    replicates = runs.replicates(plan)
    ours = {measure: runs.series[plan.name][measure][:, begins:] for measure in MEASURED}
    comparator = runs.series[runs.comparator_of(plan).name][COVERAGE][:replicates, begins:]
    ours[SQUARED] = ours[COVERAGE] ** 2
    ours[X_COMPARATOR] = ours[COVERAGE] * comparator
    each = (np.stack([ours[name][replicate] for name in SUMS]) for replicate in range(replicates))
    total = ExactSum.of(each, (len(SUMS), max(0, runs.months - begins), len(SECTORS)))
    return MonthlySums(begins, 0 if plan.is_comparator else first_difference(runs, plan), total)


def first_difference(runs: WorldRuns, plan: PlanDates) -> int:
    """Position of the first month in which any run of a plan differs from the comparator's of the same seed.

    Differs in any measure and sector, or in influence at any place, to the bit; NaN is equal to NaN.  The number of
    months if none ever does.
    """
    replicates = runs.replicates(plan)
    comparator = runs.comparator_of(plan).name
    differs = np.zeros(runs.months, dtype=np.bool_)
    for measure in MEASURED:
        differs |= _differ(runs.series[plan.name][measure], runs.series[comparator][measure][:replicates])
    if plan.name in runs.place_influence:
        differs |= _differ(runs.place_influence[plan.name], runs.place_influence[comparator][:replicates])
    return int(differs.argmax()) if differs.any() else runs.months


def _differ(ours: Floats, theirs: Floats) -> NDArray[np.bool_]:
    """In which months, the second axis, two arrays differ."""
    other_axes = (0, *range(2, ours.ndim))
    different = (ours != theirs) & ~(np.isnan(ours) & np.isnan(theirs))
    return np.asarray(different.any(axis=other_axes), dtype=np.bool_)
