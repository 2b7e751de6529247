"""Bedding-in: a property of a world, found on the mean over runs.

In a single run the ratio to the comparator is noise, so these functions take mean coverage.  Every array has shape
(resamples, months, sectors): the first axis holds the mean itself and its bootstrap resamples alike, the second the
first 120 months after vesting, of which the month of vesting is month 0.

g is mean coverage under the plan over mean coverage under the comparator.  It is compared as a product, plan ≥ share
× comparator, which needs no care where the comparator has no coverage at all.  Being within 1e-9 of an edge counts as
reaching it: a mean over runs is only known to its rounding.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from relsim.measures.catalogue import (
    HORIZON,
    MAIN_SHARE,
    MONTHS_NOT_BEDDED_IN,
    MONTHS_TO,
    OTHER_SHARES,
    PERMANENT_SHIFT,
    PERSISTENCE,
    SETTLING_TIME,
    below_window,
)
from relsim.measures.runs import Floats

SETTLED_WITHIN = 0.02
"""Coverage within 2 points of its new normal has settled."""
NORMAL_MONTHS, SHIFT_MONTHS = 12, 24
"""Last months of the horizon that make a plan's new normal, and its permanent shift."""
ROUNDING = 1e-9


def bedded_in(plan: Floats, comparator: Floats, per_cent: int = MAIN_SHARE) -> NDArray[np.bool_]:
    """True for each month whose mean coverage is at least `per_cent` % of the comparator's."""
    reached: NDArray[np.bool_] = plan >= per_cent / 100 * comparator * (1 - ROUNDING)
    return reached


def months_not_bedded_in(bedded: NDArray[np.bool_]) -> Floats:
    """Months of the horizon that are not bedded in, shape (resamples, sectors).

    Exactly observed: it needs no estimator, and a relapse does not break it.
    """
    return np.asarray((~bedded).sum(axis=1), dtype=np.float64)


def months_to(bedded: NDArray[np.bool_], persistence: int) -> Floats:
    """Months after vesting to the first of `persistence` months running that are bedded in; NaN: never.

    All of them have to lie within the horizon.  0 where coverage never fell below.  Shape (resamples, sectors).
    """
    begins, running = _months_last(bedded), 1
    while running < persistence:
        more = min(running, persistence - running)
        begins = begins[..., :-more] & begins[..., more:]
        running += more
    return _first(begins)


def _months_last(months: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The same, of shape (resamples, sectors, months): numpy searches the last axis fastest."""
    return np.ascontiguousarray(np.swapaxes(months, 1, 2))


def _first(months: NDArray[np.bool_]) -> Floats:
    """Position of the first along the last axis; NaN: there is none."""
    first = months.argmax(axis=-1)
    there = np.take_along_axis(months, first[..., np.newaxis], axis=-1)[..., 0]
    return np.where(there, first, np.nan)


def settling_time(plan: Floats) -> Floats:
    """Months after vesting until coverage stays within 2 points of the mean of its own last 12 months; NaN: never.

    Coverage that leaves the band during those 12 months themselves has not settled.  Shape (resamples, sectors).
    """
    normal = plan[:, -NORMAL_MONTHS:].mean(axis=1, keepdims=True)
    astray = _months_last(np.abs(plan - normal) > SETTLED_WITHIN + ROUNDING)
    settled = np.nan_to_num(plan.shape[1] - _first(astray[..., ::-1]))
    return np.where(settled <= plan.shape[1] - NORMAL_MONTHS, settled, np.nan)


def permanent_shift(plan: Floats, comparator: Floats) -> Floats:
    """Mean coverage over the last 24 months of the horizon, less the comparator's.  Shape (resamples, sectors)."""
    return np.asarray((plan - comparator)[:, -SHIFT_MONTHS:].mean(axis=1), dtype=np.float64)


def all_bedding_in(plan: Floats, comparator: Floats) -> dict[tuple[str, str], tuple[Floats, Floats]]:
    """Every bedding-in measure of a plan, beside the comparator's own.

    Returns by (measure, window) two arrays of shape (resamples, sectors).  Against itself the comparator is bedded in
    throughout and does not shift, so its own are 0, but for its settling time.
    """
    result: dict[tuple[str, str], tuple[Floats, Floats]] = {}
    nothing = np.zeros((plan.shape[0], plan.shape[2]))
    bedded = {share: bedded_in(plan, comparator, share) for share in (MAIN_SHARE, *OTHER_SHARES)}
    for share, months in bedded.items():
        result[MONTHS_NOT_BEDDED_IN.at(below_window(share))] = months_not_bedded_in(months), nothing
    for share, months in bedded.items():
        for persistence in PERSISTENCE:
            result[MONTHS_TO[share].at(str(persistence))] = months_to(months, persistence), nothing
    result[SETTLING_TIME.at(str(HORIZON))] = settling_time(plan), settling_time(comparator)
    result[PERMANENT_SHIFT.at(str(HORIZON))] = permanent_shift(plan, comparator), nothing
    return result
