"""Words for what a series found: medians over worlds with where 90 % of these lie."""

from __future__ import annotations

import math

from relsim.evidence.words import number, plural
from relsim.series.outcomes import OverWorlds


def of_worlds(told: OverWorlds, decimals: int) -> str:
    """The range in brackets after a space, or nothing where there is none: `` (51 to 227 across worlds)``."""
    if not (math.isfinite(told.low) and math.isfinite(told.high)):
        return ""
    return f" ({number(told.low, decimals)} to {number(told.high, decimals)} across worlds)"


def in_a_cell(told: OverWorlds, decimals: int = 0) -> str:
    """A median and its range, for a table whose caption says what is in brackets: ``36 (15 to 58)``."""
    return f"{number(told.median, decimals)}{of_worlds(told, decimals)}".replace(" across worlds", "")


def many(count: float, noun: str) -> str:
    """A median count and its noun; the median of an even number of worlds may end in a half."""
    return plural(round(count), noun)
