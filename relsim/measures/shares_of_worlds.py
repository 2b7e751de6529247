"""Shares of worlds, with their own intervals, and the rule by which a direction is told from them.

**The interval is Clopper and Pearson's** (1934), each end of which is wrong in at most 2.5 % of cases whatever the
share. Wilson's (1927) is narrower (by 12 % with 20 worlds, by 4 % with 200), but of shares from 70 to 95 % its lower
end is above the truth in up to 3.2 % of cases with 20 worlds and 2.9 % with 100, and the rule reads the lower end
alone.

**The rule**: a direction holds where the lower end is at 80 % or more.  16 of 20 is 80 %, and an interval from 56 to 94
%; it takes 20 of 20, 46 of 50 or 172 of 200.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import ceil

import numpy as np
from scipy.special import bdtrc, betaincinv, ndtri

from relsim.measures.bounds import Bounds
from relsim.measures.runs import Floats

CONFIDENCE = 0.95
RULE = 0.8
"""A direction holds in at least this share of worlds."""
CHANCE_OF_TELLING = 0.8
MOST = 10_000
"""More worlds than this are not proposed to anybody."""


@dataclass(frozen=True)
class Share:
    """So many of so many worlds."""

    count: int
    worlds: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= self.worlds or self.worlds < 1:
            raise ValueError(f"{self.count} of {self.worlds} worlds is no share: count from 0 to the number of worlds")

    @property
    def value(self) -> float:
        """The share, 0 to 1."""
        return self.count / self.worlds

    @property
    def interval(self) -> Bounds:
        """Its 95 % interval, were the worlds drawn anew."""
        return share_interval(self.count, self.worlds)

    @property
    def holds(self) -> bool:
        """True if 80 % of worlds or more are told by the lower end of the interval."""
        return self.interval.low >= RULE


def share_interval(count: int, worlds: int, confidence: float = CONFIDENCE) -> Bounds:
    """Clopper and Pearson's interval of a share."""
    tail = (1 - confidence) / 2
    low = 0.0 if count == 0 else float(betaincinv(count, worlds - count + 1, tail))
    high = 1.0 if count == worlds else float(betaincinv(count + 1, worlds - count, 1 - tail))
    return Bounds(low, high)


@cache
def fewest_that_hold(worlds: int) -> int | None:
    """The fewest of so many worlds by which the rule holds; None where all of them are too few."""
    return next((count for count in range(ceil(RULE * worlds), worlds + 1) if Share(count, worlds).holds), None)


@cache
def worlds_that_would_do(true_share: float, chance: float = CHANCE_OF_TELLING) -> int | None:
    """The fewest worlds, in tens, by which the rule is met.

    Args:
        true_share: The share of all worlds that there could be.
        chance: With at least this probability.

    Returns:
        None where the share does not pass the rule, or more than `MOST` worlds would be needed.
    """
    if true_share <= RULE:
        return None
    return next((worlds for worlds in range(20, MOST + 1, 10) if chance_of_holding(true_share, worlds) >= chance), None)


def chance_of_holding(true_share: float, worlds: int) -> float:
    """The probability that the rule is met by so many worlds."""
    fewest = fewest_that_hold(worlds)
    return 0.0 if fewest is None else float(bdtrc(fewest - 1, worlds, true_share))


def replicates_that_would_do(beyond: Floats, pair_variance: Floats) -> int | None:
    """Replicates of each world by which enough worlds are decided for the rule to hold, were they all as they seem.

    Args:
        beyond: Shape (worlds,): how far each world's own difference lies beyond the smallest of interest, on the side
            in question; 0 or less: not on that side.
        pair_variance: Shape (worlds,): variance of a world's single paired difference.

    Returns:
        None where no number of replicates would do with these worlds: too few are on that side.
    """
    wanted = fewest_that_hold(len(beyond))
    if wanted is None or int((beyond > 0).sum()) < wanted:
        return None
    on_side = beyond > 0
    needed = float(ndtri(0.5 + CONFIDENCE / 2)) ** 2 * pair_variance[on_side] / beyond[on_side] ** 2
    return max(2, ceil(float(np.sort(needed)[wanted - 1])))
