"""The error that another draw of as many worlds would make, of a mean and of the ends of a range.

**The noise of seeds is in it already.**  Worlds' means hold their Monte Carlo error, so their raw variance is that of
worlds' own differences and the mean of the squared errors, and √(variance / worlds) is the error of both sources
together.  Adding the Monte Carlo error to it would count it twice; it is a part, and said as one.

**The mean's interval allows for skew** (Hall 1992: a cubic transformation of t).  Differences of which many are 0 and a
few are large are missed by the plain t interval on one side, since mean and spread are small together: with 20 worlds
of 8 seeds it held the mean of skewed ones in 91 % of trials and of those of which 9 in 10 are 0 in 88 %, Hall's in 93
and 94 %; of normal ones both held it in 95 %, and were as wide.

**Ends of a range** have intervals of order statistics: the number of worlds below a percentile is binomial, whatever
the shape.  They are of the values given; given with noise removed (`relsim.measures.noise_removed`), they leave out how
well that is removed, which matters little when noise is less than worlds' own spread.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log, sqrt

import numpy as np
from scipy.special import bdtr, stdtrit

from relsim.measures.bounds import Bounds
from relsim.measures.runs import Floats

CONFIDENCE = 0.95
FEWEST_FOR_RANGE = 200
"""A 5-95 % range of fewer worlds is nearly their extremes, and is not published."""
LEAST_SKEW = 1e-6
"""With less there is nothing to allow for, and the transformation would divide by it."""
LOW_END, HIGH_END = 0.05, 0.95


@dataclass(frozen=True)
class DesignError:
    """Standard errors of a mean over worlds, in the differences' unit."""

    total: float
    """Another draw of as many worlds, each with other seeds."""
    seeds: float
    """The part of it that other seeds would make, the worlds being the same."""
    worlds: int

    @property
    def worlds_alone(self) -> float:
        """The part that other worlds would make, were seeds without number; 0 where seeds explain it all."""
        return sqrt(max(0.0, self.total**2 - self.seeds**2))


@dataclass(frozen=True)
class RangeEnd:
    """One end of a range over worlds, and its interval."""

    value: float
    interval: Bounds | None
    """None where there are too few worlds for one: see `fewest_for_interval`."""


@dataclass(frozen=True)
class PublishedRange:
    """The 5-95 % range over worlds, of enough worlds to publish one."""

    low: RangeEnd
    high: RangeEnd

    @property
    def ends(self) -> Bounds:
        """Both ends, without their intervals."""
        return Bounds(self.low.value, self.high.value)


def design_error(differences: Floats, errors: Floats) -> DesignError:
    """The error of the mean over worlds.

    Args:
        differences: Shape (worlds,), with the noise of their seeds: not the shrunk ones.
        errors: Shape (worlds,): their Monte Carlo standard errors.

    Raises:
        ValueError: There are fewer than two worlds.
    """
    worlds = len(differences)
    if worlds < 2:
        raise ValueError(f"{worlds} world has no design error: at least two are needed")
    total = sqrt(float(np.var(differences - differences[0], ddof=1)) / worlds)
    return DesignError(total, sqrt(float((errors**2).sum())) / worlds, worlds)


def mean_interval(values: Floats, confidence: float = CONFIDENCE) -> Bounds:
    """The interval of the mean over all worlds that there could be, with Hall's allowance for skew.

    Args:
        values: Shape (worlds,), at least two, with the noise of their seeds.
        confidence: Of the interval.
    """
    count, mean = len(values), float(values.mean())
    spread = float(np.var(values - values[0], ddof=1))
    if spread == 0.0:
        return Bounds(mean, mean)
    skew = float((((values - mean) / sqrt(spread)) ** 3).mean())
    root, reach = sqrt(count), float(stdtrit(count - 1, 0.5 + confidence / 2))

    def untransformed(transformed: float) -> float:
        moved = transformed - skew / (6 * root)
        if abs(skew) < LEAST_SKEW:
            return moved
        return 3 * root / skew * (float(np.cbrt(1 + skew / root * moved)) - 1)

    error = sqrt(spread / count)
    return Bounds(mean - untransformed(reach) * error, mean - untransformed(-reach) * error)


def quantile_interval(values: Floats, quantile: float, confidence: float = CONFIDENCE) -> Bounds | None:
    """The interval of a quantile over all worlds, between two of the values; None where there are too few.

    Args:
        values: Shape (worlds,).
        quantile: Between 0 and 1, both excluded.
        confidence: At most half of what lacks to 1 is left at either end.
    """
    count, tail = len(values), (1 - confidence) / 2
    if count < fewest_for_interval(quantile, confidence):
        return None
    ranks = np.arange(count + 1)
    below = bdtr(ranks, count, quantile)  # probability that at most so many values are below the quantile
    # P(value of rank l > quantile) = P(at most l − 1 below), P(value of rank u < quantile) = P(at least u below).
    low = int(np.flatnonzero(below <= tail)[-1]) + 1
    high = int(np.flatnonzero(1 - below <= tail)[0]) + 1
    ordered = np.sort(values)
    return Bounds(float(ordered[low - 1]), float(ordered[high - 1]))


def fewest_for_interval(quantile: float, confidence: float = CONFIDENCE) -> int:
    """The fewest worlds whose values can enclose a quantile: 72 for the 5th or 95th percentile at 95 %."""
    return ceil(log((1 - confidence) / 2) / log(max(quantile, 1 - quantile)))


def published_range(values: Floats) -> PublishedRange | None:
    """The 5-95 % range, with intervals of its ends; None with fewer than `FEWEST_FOR_RANGE` worlds.

    Args:
        values: Shape (worlds,), with noise removed.
    """
    if len(values) < FEWEST_FOR_RANGE:
        return None
    low, high = (
        RangeEnd(float(np.quantile(values, end)), quantile_interval(values, end)) for end in (LOW_END, HIGH_END)
    )
    return PublishedRange(low, high)


def range_over_worlds(values: Floats) -> Bounds:
    """The 5-95 % range of enough worlds to publish one; of fewer, from the lowest to the highest that were tried.

    Args:
        values: Shape (worlds,), at least one, with noise removed.
    """
    published = published_range(values)
    return Bounds(float(values.min()), float(values.max())) if published is None else published.ends
