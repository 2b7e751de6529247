"""Paired comparison within one world: standard errors, what they decide, and what pairing by seed is worth.

Plans of a world meet the same seeds, so the error of a difference is that of the differences by seed.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from relsim.measures.runs import Floats

CONFIDENCE = 0.95
PLAN, VERSUS, UNDECIDED = "plan", "versus", "undecided"
Texts = NDArray[np.object_]


def variance(runs: Floats) -> Floats:
    """Unbiased variance over the last axis, exactly 0 where all values are the same; NaN for a single run."""
    if runs.shape[-1] < 2:
        return np.full(runs.shape[:-1], np.nan)
    # From the first value, not from zero: the mean of equal numbers may round, and then they would seem to vary.
    return np.asarray(np.var(runs - runs[..., :1], axis=-1, ddof=1), dtype=np.float64)


def standard_error(differences: Floats) -> Floats:
    """Monte Carlo standard error of the mean of paired differences over the last axis."""
    return np.asarray(np.sqrt(variance(differences) / differences.shape[-1]), dtype=np.float64)


def bootstrap_standard_error(resampled: Floats, replicates: int) -> Floats:
    """Standard error from bootstrap resamples along axis 0, leaving out those that are NaN.

    A resample of n seeds varies n − 1 parts in n as much as the seeds themselves do; that is put right (Efron and
    Tibshirani 1993, section 5.3).  NaN where fewer than two resamples are defined, or there was but one seed.
    """
    defined = ~np.isnan(resampled)
    count = defined.sum(axis=0)
    first = np.take_along_axis(resampled, defined.argmax(axis=0)[np.newaxis], axis=0)
    centred = np.where(defined, resampled - first, 0.0)
    mean = centred.sum(axis=0) / np.maximum(count, 1)
    squares = np.where(defined, (centred - mean) ** 2, 0.0).sum(axis=0)
    usable = (count >= 2) & (replicates >= 2)
    inflated = squares / np.maximum(count - 1, 1) * (replicates / max(replicates - 1, 1))
    return np.where(usable, np.sqrt(inflated), np.nan)


def variance_ratio(unpaired: Floats, paired: Floats) -> Floats:
    """Variance of the difference had the plans not shared seeds, over the variance that it has.

    With runs A and B it is (var A + var B) / var(A − B): how many times as many runs an unpaired design would need.
    Infinite where only the paired variance is 0; NaN where both are.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return unpaired / paired


def favours(differences: Floats, errors: Floats, replicates: int, lower_is_better: NDArray[np.bool_]) -> Texts:
    """Whom a 95 % t interval of each difference (plan − versus) favours; undecided where it holds 0.

    A difference without a spread is taken as it is; NaN on either side, or a single run, decides nothing.
    """
    if replicates < 2:
        return np.full(differences.shape, UNDECIDED, dtype=object)
    reach = stdtrit(replicates - 1, 0.5 + CONFIDENCE / 2) * errors
    below, above = differences < -reach, differences > reach
    return _named(np.where(lower_is_better, below, above), np.where(lower_is_better, above, below))


def favours_sooner(plan: Floats, versus: Floats, replicates: int) -> Texts:
    """Whom durations favour, when they may never end (NaN): the sooner one, and never comes after every month.

    A difference with *never* has no size, so the interval is the bootstrap's own: a plan is favoured where the world
    itself and at least 97.5 % of its resamples have it sooner.  A tie favours nobody.

    Args:
        plan: Shape (1 + resamples, ...): first the world's own duration, then the resamples'.
        versus: The same of what it is compared with, on the same resamples.
        replicates: Number of seeds that they come from.
    """
    if replicates < 2:
        return np.full(plan.shape[1:], UNDECIDED, dtype=object)
    ours, theirs = np.nan_to_num(plan, nan=np.inf), np.nan_to_num(versus, nan=np.inf)
    enough = 0.5 + CONFIDENCE / 2
    sooner, later = ours < theirs, ours > theirs
    return _named(
        sooner[0] & (sooner[1:].mean(axis=0) >= enough),
        later[0] & (later[1:].mean(axis=0) >= enough),
    )


def _named(plan: NDArray[np.bool_], versus: NDArray[np.bool_]) -> Texts:
    names = np.array([UNDECIDED, PLAN, VERSUS], dtype=object)
    return names[plan + 2 * versus.astype(np.intp)]
