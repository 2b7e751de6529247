"""Worlds with the noise of their seeds removed: how much they differ, each one's own difference, and its side.

A world's mean difference is its own difference and the noise of its seeds, so raw differences spread too widely, and
counting the worlds whose own interval leaves out 0 counts replicates as much as worlds.

**Between-world variance** is the raw one less the mean squared standard error (Hedges and Olkin 1985).  It is unbiased
whatever the errors, and every world counts alike, as in the mean that is reported.  DerSimonian and Laird's weights
(1986) would lean to worlds whose few seeds happened to agree, and those are the worlds with little to lose.

**Distinguishable from noise** is judged by Brown and Forsythe's F (1974; degrees of freedom after Mehrotra 1997), not
by Cochran's Q, which takes standard errors for known: with four seeds a world it finds differences between worlds that
are all the same in 6 of 10 trials, F in 2 to 7 of 100 (`tests/statistical/measures/test_noise_removed.py`).

Where worlds can't be told apart there is **no range and no share**: neither a point nor the spread of noise is shown
for what is not known.

**A world's side** is told where it is the same by the variance as estimated and at its upper bound.  By either alone
more of the worlds told are told wrongly (6 and 3 % with 4 seeds, 1 % by both, over means of all sizes).  It is no
promise for a mean that happens to lie near the smallest of interest: worlds on the wrong side are then under 1 % of
all, but up to all of the few that are told.

**Each world's noise is steadied** by `BORROWED` pairs' worth of what all worlds show.  A few seeds that agree by chance
would leave a world's raw difference as it is, and its side too sure.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import fdtrc, fdtri, ndtr

from relsim.measures.bounds import Bounds
from relsim.measures.precision import BORROWED
from relsim.measures.runs import Floats

CONFIDENCE = 0.95
"""A world's side is told where its posterior holds it this surely."""
SIGNIFICANCE = 0.05
"""Worlds are told apart where noise alone would do as much less often than this."""
PERCENTILES = (5.0, 95.0)


class Side(StrEnum):
    """The side on which a world's own difference lies."""

    HIGHER = "higher"
    LOWER = "lower"
    NO_DIFFERENCE = "no difference"
    """None worth speaking of: within the smallest difference of interest."""
    UNDECIDED = "undecided"


class Posterior(NamedTuple):
    """Worlds' own differences as normal numbers, by one variance between worlds."""

    mean: Floats
    """Shape (worlds,)."""
    error: Floats
    """Shape (worlds,): the uncertainty of the mean over worlds is in it."""

    def surely(self, smallest: float) -> NDArray[np.bool_]:
        """True for each world that is so surely higher, lower, or within; shape (3, worlds)."""
        above = _probability_above(self.mean, self.error, smallest)
        below = _probability_above(-self.mean, self.error, smallest)
        return np.stack([above, below, 1 - above - below]) >= CONFIDENCE


@dataclass(frozen=True, eq=False)
class NoiseRemoved:
    """Differences of worlds without the noise of their seeds; in the differences' unit."""

    mean: float
    """Over worlds, each counting alike."""
    between: float
    """Standard deviation of worlds' own differences; 0 where noise explains all."""
    between_upper: float
    """Its upper 95 % bound; spread that happens to be less than noise makes is taken to be as much."""
    p_value: float
    """Of worlds that are all alike showing at least as much spread."""
    own: Floats | None
    """Shape (worlds,): differences drawn in so that they spread as worlds do; None where worlds can't be told apart.

    Posterior means spread too little for a range or a share, raw differences too much.
    """
    differences: Floats
    """Shape (worlds,): with the noise of their seeds."""
    noise: Floats
    """Shape (worlds,): their squared errors, steadied."""

    @cached_property
    def likely(self) -> Posterior:
        """Each world's own difference by the estimated variance between worlds."""
        return _posterior(self.differences, self.noise, self.between**2)

    @cached_property
    def cautious(self) -> Posterior:
        """The same by the variance's upper bound: nearer to what the world itself shows."""
        return _posterior(self.differences, self.noise, self.between_upper**2)

    @property
    def shrunk(self) -> Floats:
        """Shape (worlds,): each world's posterior mean."""
        return self.likely.mean

    @property
    def worlds_differ(self) -> bool:
        """True if worlds can be told apart from noise."""
        return self.own is not None

    def range(self) -> Bounds | None:
        """The 5-95 % range over worlds; None where worlds can't be told apart."""
        return None if self.own is None else Bounds(*(float(end) for end in np.percentile(self.own, PERCENTILES)))

    def counts(self, smallest: float) -> dict[Side, int] | None:
        """Worlds on each side of ±`smallest`, none of them undecided; None where worlds can't be told apart.

        For shares of worlds.  A single world's side is told by `sides` alone.
        """
        if self.own is None:
            return None
        above, below = int((self.own > smallest).sum()), int((self.own < -smallest).sum())
        return {Side.HIGHER: above, Side.LOWER: below, Side.NO_DIFFERENCE: len(self.own) - above - below}

    def sides(self, smallest: float) -> tuple[Side, ...]:
        """The side of each world, told where it is the same by the variance as estimated and at its upper bound.

        Args:
            smallest: The smallest difference of interest, 0 or more.
        """
        sure = self.likely.surely(smallest) & self.cautious.surely(smallest)
        position = np.where(sure.any(axis=0), sure.argmax(axis=0), -1)
        return tuple((Side.HIGHER, Side.LOWER, Side.NO_DIFFERENCE, Side.UNDECIDED)[at] for at in position)


def noise_removed(differences: Floats, errors: Floats, replicates: int | NDArray[np.int64]) -> NoiseRemoved:
    """Remove the noise of seeds from differences of worlds.

    Args:
        differences: Shape (worlds,).
        errors: Shape (worlds,): their Monte Carlo standard errors.
        replicates: Of each world, or shape (worlds,).

    Raises:
        ValueError: There are fewer than two worlds or replicates, shapes differ, or a number is no finite one.
    """
    _check(differences, errors, replicates)
    mean = float(differences.mean())
    spread = float(np.var(differences - differences[0], ddof=1))
    noise = errors**2
    variance = max(0.0, spread - float(noise.mean()))
    p_value, upper = _spread_beside_noise(spread, noise, replicates)
    differ = p_value < SIGNIFICANCE
    steady = _steadied(noise, replicates)
    drawn_in = (1 - np.sqrt(_kept(variance, steady))) * (differences - mean)
    return NoiseRemoved(
        mean=mean,
        between=float(np.sqrt(variance)),
        between_upper=float(np.sqrt(upper)),
        p_value=p_value,
        own=differences - drawn_in if differ else None,
        differences=differences,
        noise=steady,
    )


def _check(differences: Floats, errors: Floats, replicates: int | NDArray[np.int64]) -> None:
    if differences.ndim != 1 or differences.shape != errors.shape:
        raise ValueError(f"differences {differences.shape} and errors {errors.shape} must both be of shape (worlds,)")
    if len(differences) < 2 or np.min(replicates) < 2:
        raise ValueError("noise is removed from at least two worlds of at least two replicates each")
    if not (np.isfinite(differences).all() and np.isfinite(errors).all() and (errors >= 0).all()):
        raise ValueError("differences must be finite numbers, and errors finite and not negative")


def _posterior(differences: Floats, noise: Floats, variance: float) -> Posterior:
    """Worlds drawn towards their mean by the share of each one's variance that is noise."""
    kept, mean = _kept(variance, noise), differences.mean()
    mean_variance = (variance + float(noise.mean())) / len(differences)
    error = np.sqrt(kept * noise + (1 - kept) ** 2 * mean_variance)
    return Posterior(differences - (1 - kept) * (differences - mean), error)


def _kept(variance: float, noise: Floats) -> Floats:
    """The share of each world's variance that is its own; all of it where there is neither variance nor noise."""
    with np.errstate(invalid="ignore"):
        return np.nan_to_num(variance / (variance + noise), nan=1.0)


def _steadied(noise: Floats, replicates: int | NDArray[np.int64]) -> Floats:
    """Squared errors with `BORROWED` pairs' worth of the mean variance of a pair."""
    pair = noise * replicates
    return np.asarray((pair * replicates + BORROWED * pair.mean()) / (replicates + BORROWED) / replicates)


def _spread_beside_noise(spread: float, noise: Floats, replicates: int | NDArray[np.int64]) -> tuple[float, float]:
    """The p value of worlds being alike, and the upper 95 % bound of the between-world variance."""
    total = float(noise.sum())
    if total == 0.0:
        return (0.0 if spread > 0 else 1.0), spread
    count, squares = len(noise), float((noise**2).sum())
    # A quadratic form in normal numbers of unequal variance, by its first two moments (Box 1954).
    numerator = ((1 - 1 / count) * total) ** 2 / ((1 - 2 / count) * squares + (total / count) ** 2)
    denominator = total**2 / float((noise**2 / (np.asarray(replicates) - 1)).sum())
    ratio = spread / (total / count)
    lowest = float(fdtri(numerator, denominator, 1 - CONFIDENCE))
    upper = (max(1.0, ratio) / lowest - 1) * total / count
    return float(fdtrc(numerator, denominator, ratio)), upper


def _probability_above(mean: Floats, error: Floats, bound: float) -> Floats:
    """Probability that a normal number exceeds a bound; of a number without an error, 0 or 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(error > 0, ndtr((mean - bound) / error), (mean > bound).astype(np.float64))
