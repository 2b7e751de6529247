"""Sums that do not depend on their order: the same bits however runs are divided over blocks, processes or days.

A plain sum of numbers is rounded at every step, so its last bits depend on who came first.  Here what rounding takes
off is kept beside, without error (Knuth's two-sum), and added once in the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from relsim.measures.runs import Floats


@dataclass(frozen=True, eq=False)
class ExactSum:
    """The sum of arrays of one shape: `high`, the rounded sum so far, and `low`, what rounding has taken off it."""

    high: Floats
    low: Floats

    @classmethod
    def of(cls, arrays: Iterable[Floats], shape: tuple[int, ...]) -> ExactSum:
        """The sum of arrays of that shape; zeros where there are none."""
        total = cls(np.zeros(shape), np.zeros(shape))
        for array in arrays:
            total = total.plus(array)
        return total

    def plus(self, array: Floats) -> ExactSum:
        """The sum with one more array."""
        high = self.high + array
        part = high - self.high
        return ExactSum(high, self.low + ((self.high - (high - part)) + (array - part)))

    def joined(self, other: ExactSum) -> ExactSum:
        """The sum of both."""
        more = self.plus(other.high)
        return ExactSum(more.high, more.low + other.low)

    def rounded(self) -> Floats:
        """The sum as ordinary numbers."""
        return np.asarray(self.high + self.low, dtype=np.float64)
