"""The two ends of an interval or a range."""

from __future__ import annotations

from typing import NamedTuple


class Bounds(NamedTuple):
    """The low and the high end, in the unit of what they enclose."""

    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half of the distance between the ends."""
        return (self.high - self.low) / 2
