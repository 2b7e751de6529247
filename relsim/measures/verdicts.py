"""What may be told of each comparison: a verdict on the mean over worlds, and the worlds on either side.

**Two things make a difference told**: the whole interval of its mean, over another draw of worlds and seeds, lies
beyond the smallest difference of interest; and at least 80 % of worlds are on that side of zero, by the lower end of
that share's own interval.  *No difference* takes the mean and as many worlds within the smallest of interest.  Anything
else can't be told, and why.

**A world's side is judged with seed noise removed.**  Where worlds can't be told apart there is no share to count; then
the side is that of at least 80 % of worlds if it would be with the most that worlds may differ by.

**Verdicts given together**: as many as there are primary outcomes share the error (Bonferroni), so that every interval
here is one of 99 %.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from relsim.measures.bounds import Bounds
from relsim.measures.catalogue import PRIMARY, Outcome
from relsim.measures.design_error import design_error, mean_interval, published_range, range_over_worlds
from relsim.measures.equivalence import Judged, Rule, Verdict, WorldMeans, judge
from relsim.measures.noise_removed import NoiseRemoved, Side, noise_removed
from relsim.measures.runs import Floats
from relsim.measures.shares_of_worlds import RULE, Share, worlds_that_would_do

TOGETHER = len(PRIMARY)
"""Outcomes of which verdicts share the error."""
CONFIDENCE = Rule(1.0, TOGETHER).confidence
"""Of every interval of a mean over worlds."""


class Why(StrEnum):
    """The reason why a difference can't be told; those of its mean are in the words of `equivalence.Reason`."""

    TOO_FEW_WORLDS = "too few worlds"
    TOO_RARE = "too rare"
    TOO_WIDE = "too wide"
    WORLDS_DISAGREE = "worlds disagree"


class RangeOf(StrEnum):
    """Whose range is stated."""

    MIDDLE = "middle 90%"
    """The 5th to the 95th percentile; of enough worlds only."""
    TRIED = "all tried"
    """The lowest to the highest of the worlds that were tried, where they are too few for more."""
    NOBODY = ""
    """Worlds can't be told apart, or there is but one."""


@dataclass(frozen=True)
class Comparison:
    """A comparison's differences by world, those that there are."""

    differences: Floats
    """Shape (worlds,), in the tables' unit."""
    errors: Floats
    """Shape (worlds,): their Monte Carlo standard errors."""
    replicates: NDArray[np.int64]
    """Shape (worlds,)."""
    non_zero: NDArray[np.int64]
    """Shape (worlds,): pairs of runs whose difference is not 0."""


@dataclass(frozen=True)
class Told:
    """What may be told of a comparison, and what that rests on; numbers in the tables' unit."""

    interval: Bounds
    """Of the mean, over another draw of as many worlds and seeds; NaN of a single world."""
    design_error: float
    """Standard error of the mean over such draws."""
    side: Side = Side.UNDECIDED
    """The side on which the difference is told to lie; *undecided* where it is not told."""
    why: Why | None = None
    """None where it is told, or where no smallest difference of interest is stated."""
    worlds_would_do: int | None = None
    """Worlds with which it could be told, were everything as it seems; None: told, or no such number is known."""
    replicates_would_do: int | None = None
    higher: int | None = None
    """Worlds whose own difference is above the smallest of interest; None where worlds can't be told apart."""
    lower: int | None = None
    no_difference: int | None = None
    same_side: int | None = None
    """Worlds whose own difference is on that side of zero that the mean is on."""
    range: Bounds | None = None
    """Over worlds, seed noise removed."""
    range_of: RangeOf = RangeOf.NOBODY
    range_low: Bounds | None = None
    """The interval of the range's lower end; of enough worlds only."""
    range_high: Bounds | None = None


def told(comparison: Comparison, outcome: Outcome) -> Told:
    """What may be told of a comparison of an outcome.  Its differences are finite; there is at least one world."""
    if len(comparison.differences) < 2:
        nothing = Bounds(float("nan"), float("nan"))
        if outcome.smallest is None:
            return Told(nothing, float("nan"))
        return Told(nothing, float("nan"), why=Why.TOO_FEW_WORLDS, worlds_would_do=_enough())
    if not comparison.differences.any() and not comparison.non_zero.any():
        # No pair of runs differs: exactly nothing, which tells nothing of other runs.
        return Told(Bounds(0.0, 0.0), 0.0, why=None if outcome.smallest is None else Why.TOO_RARE)
    apart = _noise_removed(comparison)
    across, range_of, low, high = _range(apart)
    interval = mean_interval(comparison.differences, CONFIDENCE)
    error = design_error(comparison.differences, comparison.errors).total
    found = Told(
        interval, error, same_side=_same_side(apart), range=across, range_of=range_of, range_low=low, range_high=high,
    )  # fmt: skip
    if outcome.smallest is None:
        return found
    judged = judge(_world_means(comparison), Rule(outcome.smallest, TOGETHER))
    counts = None if apart is None else apart.counts(outcome.smallest)
    if counts is not None:
        found = replace(
            found, higher=counts[Side.HIGHER], lower=counts[Side.LOWER], no_difference=counts[Side.NO_DIFFERENCE]
        )
    side, why, worlds_do, replicates_do = _side(judged, apart, counts, found.same_side, outcome.smallest)
    return replace(found, side=side, why=why, worlds_would_do=worlds_do, replicates_would_do=replicates_do)


def _noise_removed(comparison: Comparison) -> NoiseRemoved | None:
    """None where some world has a single run, whose noise nothing shows."""
    if np.min(comparison.replicates) < 2 or not np.isfinite(comparison.errors).all():
        return None
    return noise_removed(comparison.differences, comparison.errors, comparison.replicates)


def _world_means(comparison: Comparison) -> WorldMeans:
    return WorldMeans(
        comparison.differences, comparison.errors, float(comparison.replicates.mean()),
        int(comparison.non_zero.sum()), int((comparison.non_zero > 0).sum()),
    )  # fmt: skip


def _range(apart: NoiseRemoved | None) -> tuple[Bounds | None, RangeOf, Bounds | None, Bounds | None]:
    if apart is None or apart.own is None:
        return None, RangeOf.NOBODY, None, None
    published = published_range(apart.own)
    if published is None:
        return range_over_worlds(apart.own), RangeOf.TRIED, None, None
    return published.ends, RangeOf.MIDDLE, published.low.interval, published.high.interval


def _same_side(apart: NoiseRemoved | None) -> int | None:
    """Worlds on the mean's side of zero, noise removed; None where worlds can't be told apart."""
    if apart is None or apart.own is None:
        return None
    return int((np.sign(apart.own) == np.sign(apart.mean)).sum())


def _side(
    judged: Judged, apart: NoiseRemoved | None, counts: dict[Side, int] | None, same: int | None, smallest: float
) -> tuple[Side, Why | None, int | None, int | None]:
    """The side, or why there is none, and the worlds and replicates that would do."""
    if judged.verdict is Verdict.CANT_TELL:
        why = Why.TOO_WIDE if judged.reason is None else Why(judged.reason.value)
        tell = judged.would_tell
        more = None if tell is None else tell.worlds
        # To be told it takes enough worlds for the share of them too.
        more = max(more, _enough()) if more is not None else _enough() if why is Why.TOO_FEW_WORLDS else None
        return Side.UNDECIDED, why, more, None if tell is None else tell.replicates
    side = Side.NO_DIFFERENCE if judged.verdict is Verdict.NONE else Side.HIGHER if judged.mean > 0 else Side.LOWER
    if counts is not None and same is not None:
        worlds = sum(counts.values())
        share = Share(counts[side] if side is Side.NO_DIFFERENCE else same, worlds)
        if share.holds:
            return side, None, None, None
        more = worlds_that_would_do((share.count + 0.5) / (worlds + 1)) if share.value > RULE else None
        open_yet = share.interval.high >= RULE
        return Side.UNDECIDED, Why.TOO_FEW_WORLDS if open_yet else Why.WORLDS_DISAGREE, more, None
    if apart is not None and _least_share(judged.mean, apart.between_upper, smallest, side) >= RULE:
        return side, None, None, None
    return Side.UNDECIDED, Why.TOO_WIDE, None, None


def _least_share(mean: float, spread: float, smallest: float, side: Side) -> float:
    """Share of worlds on a side, were they normal and as far apart as they may be."""
    if spread == 0.0:
        return 1.0
    if side is Side.NO_DIFFERENCE:
        return float(ndtr((smallest - mean) / spread) - ndtr((-smallest - mean) / spread))
    return float(ndtr(abs(mean) / spread))


@cache
def _enough() -> int:
    """The fewest worlds of which all can be at least 80 % by the lower end of the share's interval."""
    return next(worlds for worlds in range(2, 1000) if Share(worlds, worlds).holds)
