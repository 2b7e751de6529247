"""Durations over worlds, with *never* apart: a share of its own, and longer than any number of months."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from relsim.measures.runs import Floats
from relsim.measures.shares_of_worlds import Share

NEVER = np.inf


@dataclass(frozen=True, eq=False)
class Durations:
    """Months to something in each world."""

    months: Floats
    """Shape (worlds,); infinite where it never comes."""

    def __post_init__(self) -> None:
        if self.months.ndim != 1 or not len(self.months) or np.isnan(self.months).any() or (self.months < 0).any():
            raise ValueError("durations are months of 0 or more, or infinite for never, of at least one world")

    @property
    def never(self) -> Share:
        """The worlds in which it never comes."""
        return self._share(int(np.isinf(self.months).sum()))

    def quantile(self, at: float) -> float:
        """The least number of months by which it has come in a share `at` of all worlds; infinite where it has not.

        No interpolation: halfway between 20 months and never is no duration.
        """
        return float(np.quantile(self.months, at, method="inverted_cdf"))

    def within(self, months: float) -> Share:
        """The worlds in which it has come within so many months."""
        return self._share(int((self.months <= months).sum()))

    def came_after(self, at_least: float) -> Share:
        """The worlds in which it came after at least so many months; *never* is not among them.

        A claim of "at least two years" is of recoveries.  Worlds without one are `never`, and told beside it.
        """
        return self._share(int(((self.months >= at_least) & np.isfinite(self.months)).sum()))

    def mean_of_reached(self) -> tuple[float, Share] | None:
        """The mean of the worlds in which it came, and their share, which must be told with it; None: it never came."""
        came = self.months[np.isfinite(self.months)]
        return (float(came.mean()), self._share(len(came))) if len(came) else None

    def _share(self, count: int) -> Share:
        return Share(count, len(self.months))
