"""One outcome of one plan in every run, before it is compared with anything, and the years that outcomes are means of.

What comes month by month with much noise, or is decided over a year, is stated as the mean of twelve months.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from relsim.measures.catalogue import YEARS_AFTER
from relsim.measures.runs import Floats, PlanDates, WorldRuns


class Level(NamedTuple):
    """A measure over one window, by sector and run."""

    measure: str
    window: str
    sectors: NDArray[np.intp]
    """Shape (k,): positions on the sector axis."""
    values: Floats
    """Shape (k, replicates)."""


class Span(NamedTuple):
    """A window and the calendar months, both included, that it is the mean of."""

    window: str
    first: int
    last: int


def years_after_vesting(runs: WorldRuns, dates: PlanDates) -> Iterator[Span]:
    """The years up to so many months after a plan's vesting, as far as the runs hold them."""
    if dates.vesting is None:
        return
    for window in YEARS_AFTER:
        last = dates.vesting + int(window)
        if runs.covers(last - 11, last):
            yield Span(window, last - 11, last)


def mean_over(runs: WorldRuns, of: PlanDates, measure: str, span: Span, sectors: NDArray[np.intp]) -> Floats:
    """Mean of a measure over a span, shape (len(sectors), replicates)."""
    return np.asarray(runs.between(of, measure, span.first, span.last)[:, :, sectors].mean(axis=1).T, dtype=np.float64)
