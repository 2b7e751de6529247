"""Verdicts by the smallest difference of interest: an effect, none, or that it can't be told and what would tell.

*Effect*: the whole interval lies beyond ±smallest.  *None*: the whole interval lies within.  Anything else can't be
told.  The two regions share no value, so a small run and a large one contradict each other only where an interval
misses the truth.  Calling an effect whatever is of one sign, with a mean worth speaking of, would not do: at six tenths
of the smallest of interest a small run (15 worlds of 4 seeds) would say so in 16 % of trials where a large one says
"none", and by this rule in less than 1 %.  The sign is told apart.

**Interval**: of the mean over worlds, whose raw means hold their seed noise (`relsim.measures.design_error`), so few
worlds and few replicates both widen it.  Two-sided 95 % for both verdicts: stricter for *none* than two one-sided tests
at 5 %.

**Multiplicity**: outcomes that verdicts are given of together share the error (Bonferroni), named beforehand and
counted in `outcomes`.  What a run shows beyond them is described, and gets no verdict.

**Too rare to judge**: with fewer than 30 paired differences that are not 0, or with any in fewer than 10 worlds, the
interval leaves out what has not happened yet.  Of events in 2 of 100 pairs that matter, 20 worlds of 8 seeds would
otherwise say "none" in a tenth of trials, of events in 1 of 200 in half of them.  No run of any size says "none" of an
event that it has not seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, sqrt
from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

from relsim.measures.bounds import Bounds
from relsim.measures.design_error import mean_interval
from relsim.measures.precision import FEWEST_NON_ZERO, confidence_of_each
from relsim.measures.runs import Floats

CONFIDENCE = 0.95
FEWEST_WORLDS = 10
MOST = 100_000
"""More worlds or replicates than this are not proposed to anybody."""


class Verdict(StrEnum):
    """What an interval bears."""

    EFFECT = "effect"
    NONE = "none"
    CANT_TELL = "can't tell"


class Reason(StrEnum):
    """Why it can't be told."""

    TOO_WIDE = "too wide"
    TOO_RARE = "too rare"
    TOO_FEW_WORLDS = "too few worlds"


@dataclass(frozen=True)
class WhatWouldTell:
    """Sizes at which the interval would be narrow enough, were means and variances as they are; None: no such size.

    An estimate, and no promise: the mean may move towards the bound meanwhile.
    """

    worlds: int | None
    """With as many replicates each."""
    replicates: int | None
    """Of each of as many worlds."""


@dataclass(frozen=True)
class Judged:
    """A verdict, and what it rests on."""

    verdict: Verdict
    mean: float
    interval: Bounds
    reason: Reason | None
    """None where it is told."""
    would_tell: WhatWouldTell | None
    """None where it is told, or where too little is seen to say."""

    @property
    def sign(self) -> int:
        """1 or -1 where the interval lies above or below 0, else 0; no verdict on its size."""
        return int(self.interval.low > 0) - int(self.interval.high < 0)


@dataclass(frozen=True)
class Rule:
    """What is asked of verdicts that are given together."""

    smallest: float
    """The smallest difference of interest, more than 0, in the differences' unit."""
    outcomes: int = 1
    """Of how many outcomes verdicts are given together."""
    fewest_non_zero: int = FEWEST_NON_ZERO
    """Paired differences that are not 0, over all worlds."""

    def __post_init__(self) -> None:
        if not self.smallest > 0 or self.outcomes < 1:
            raise ValueError("the smallest difference of interest must be more than 0, and outcomes at least 1")

    @property
    def confidence(self) -> float:
        """Of each interval, so that all hold together in 95 % of cases."""
        return confidence_of_each(CONFIDENCE, self.outcomes)


class WorldMeans(NamedTuple):
    """Paired differences as worlds have them: all that a verdict is made of."""

    means: Floats
    """Shape (worlds,)."""
    errors: Floats
    """Shape (worlds,): their Monte Carlo standard errors; NaN where one seed has none."""
    replicates: float
    """Of each world; where they differ, their mean."""
    non_zero: int
    """Pairs whose difference is not 0, in all worlds."""
    worlds_with_any: int
    """Worlds with such a pair."""

    @classmethod
    def of(cls, pairs: Floats) -> WorldMeans:
        """From differences by world and seed.

        Args:
            pairs: Shape (worlds, replicates), at least two of each.

        Raises:
            ValueError: There are fewer, or a difference is no finite number.
        """
        if pairs.ndim != 2 or min(pairs.shape) < 2 or not np.isfinite(pairs).all():
            raise ValueError("differences must be finite, (worlds, replicates), and at least two of each")
        replicates, seen = pairs.shape[1], pairs != 0
        errors = np.sqrt(np.var(pairs - pairs[:, :1], axis=1, ddof=1) / replicates)
        return cls(pairs.mean(axis=1), errors, replicates, int(seen.sum()), int(seen.any(axis=1).sum()))


def judge(worlds: WorldMeans, rule: Rule) -> Judged:
    """The verdict on a difference, by the interval of its mean over worlds."""
    mean = float(worlds.means.mean())
    interval = mean_interval(worlds.means, rule.confidence)
    reason = _reason_not_to_judge(worlds, rule)
    if reason is Reason.TOO_RARE:
        return Judged(Verdict.CANT_TELL, mean, interval, reason, None)
    verdict = verdict_of(interval, rule.smallest)
    if reason is None and verdict is not Verdict.CANT_TELL:
        return Judged(verdict, mean, interval, None, None)
    would_tell = _what_would_tell(worlds, interval, rule)
    return Judged(Verdict.CANT_TELL, mean, interval, reason or Reason.TOO_WIDE, would_tell)


def verdict_of(interval: Bounds, smallest: float) -> Verdict:
    """The verdict that an interval bears by itself."""
    if interval.low > smallest or interval.high < -smallest:
        return Verdict.EFFECT
    within = -smallest <= interval.low and interval.high <= smallest
    return Verdict.NONE if within else Verdict.CANT_TELL


def _reason_not_to_judge(worlds: WorldMeans, rule: Rule) -> Reason | None:
    if len(worlds.means) < FEWEST_WORLDS:
        return Reason.TOO_FEW_WORLDS
    rare = worlds.non_zero < rule.fewest_non_zero or worlds.worlds_with_any < FEWEST_WORLDS
    return Reason.TOO_RARE if rare else None


def _what_would_tell(worlds: WorldMeans, interval: Bounds, rule: Rule) -> WhatWouldTell:
    """Sizes at which the interval's longer arm ends at the bound that is nearest to the mean."""
    count, mean = len(worlds.means), float(worlds.means.mean())
    distance = abs(abs(mean) - rule.smallest)
    variance = float(np.var(worlds.means, ddof=1))
    # Skew makes one arm longer than t has it; variances are taken as much larger, so that what is asked is enough.
    arm = max(mean - interval.low, interval.high - mean)
    stretch = (arm / _reach(count, rule.confidence)) ** 2 * count / variance if variance > 0 else 1.0
    more_worlds = _worlds_needed(variance * stretch, distance, rule.confidence)
    noise = float((worlds.errors**2).mean())
    if count < FEWEST_WORLDS or not np.isfinite(noise):
        return WhatWouldTell(more_worlds, None)
    allowed = count * (distance / _reach(count, rule.confidence)) ** 2 / stretch - max(0.0, variance - noise)
    needed = ceil(noise * worlds.replicates / allowed) if allowed * MOST > noise * worlds.replicates else None
    return WhatWouldTell(more_worlds, needed)


def _worlds_needed(variance: float, distance: float, confidence: float) -> int | None:
    """The fewest worlds whose t interval has a half-width of at most `distance`; None where `MOST` are too few."""
    if distance <= 0 or variance > MOST * (distance / _reach(MOST, confidence)) ** 2:
        return None
    # Reach falls as worlds are added, so the least reach gives a number that is none too many, and near.
    enough = max(FEWEST_WORLDS, ceil(variance * (_reach(MOST, confidence) / distance) ** 2))
    while _reach(enough, confidence) * sqrt(variance / enough) > distance:
        enough += 1
    return enough


def _reach(worlds: int, confidence: float) -> float:
    return float(stdtrit(worlds - 1, 0.5 + confidence / 2))
