"""Sectors of too few need units to stand alone, and what remains of an outcome beyond its measured null.

A sector of a handful of need units jumps when one relationship fails: councils (5) and Healthwatch (5) are "below 90 %"
for months under a change that keeps everybody and distracts nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from relsim.measures.runs import Floats

FEWEST_UNITS = 30
"""With fewer need units a sector is pooled, or nothing is said of it."""


@dataclass(frozen=True)
class Reported:
    """The sectors that are reported, in the order given; one without need units is nowhere."""

    alone: tuple[str, ...]
    pooled: tuple[str, ...]
    """Reported together as *other bodies*; two or more, or none."""
    refused: tuple[str, ...]
    """Too small, even pooled."""


def reported_sectors(need_units: Mapping[str, float], fewest: float = FEWEST_UNITS) -> Reported:
    """Tell the sectors that stand alone from those that are pooled or refused.

    Args:
        need_units: By sector, without the sum of all of them.
        fewest: Of what stands alone, and of the pool.

    Raises:
        ValueError: A number of need units is negative or not finite.
    """
    if not all(0 <= units < float("inf") for units in need_units.values()):
        raise ValueError("need units must be finite numbers of 0 or more")
    alone = tuple(sector for sector, units in need_units.items() if units >= fewest)
    small = tuple(sector for sector, units in need_units.items() if 0 < units < fewest)
    enough = sum(need_units[sector] for sector in small) >= fewest
    return Reported(alone, small if enough else (), () if enough else small)


@dataclass(frozen=True, eq=False)
class BeyondNull:
    """What remains of outcomes after their null, and its standard error; in the outcomes' unit."""

    value: Floats
    error: Floats


def beyond_null(outcome: Floats, null: Floats) -> BeyondNull:
    """Means of an outcome less the null's, with the error of the differences by seed.

    The null's run meets the same seeds, so their shared noise goes out with it; a sum of squared errors would keep it.

    Args:
        outcome: Shape (..., seeds): differences from the comparator, at least two seeds.
        null: The same of a change that keeps everybody and distracts nobody.

    Raises:
        ValueError: Shapes differ, or there is a single seed.
    """
    if outcome.shape != null.shape or outcome.shape[-1] < 2:
        raise ValueError("outcome and null must be of the same shape, with at least two seeds in common")
    rest = outcome - null
    return BeyondNull(rest.mean(axis=-1), np.sqrt(np.var(rest, axis=-1, ddof=1) / rest.shape[-1]))


def beyond_separate_null(outcome: BeyondNull, null: BeyondNull) -> BeyondNull:
    """The same where the null was run on other seeds: errors add as squares."""
    return BeyondNull(outcome.value - null.value, np.hypot(outcome.error, null.error))
