"""The share of relationship time that a change costs, of what would have worked without it.

A share does not scale with assumed numbers of bodies, as relationship-years do.  Given sums of relationships' strength
it rests on no threshold either; given sums of coverage, on that of what counts as working.  Per world it is a ratio of
sums over seeds, not a mean of ratios: a seed in which little would have worked weighs little.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np

from relsim.measures.bounds import Bounds
from relsim.measures.design_error import DesignError, design_error
from relsim.measures.equivalence import Judged, Rule, Verdict, WorldMeans, judge
from relsim.measures.runs import Floats


class Kind(StrEnum):
    """The word for a share lost: a gain is called one, and is no negative loss."""

    LOSS = "loss"
    GAIN = "gain"
    NONE = "none"
    CANT_TELL = "can't tell"


@dataclass(frozen=True)
class Called:
    """A share lost or gained by its name, with sizes that are never negative."""

    kind: Kind
    size: float
    """Share of what would have worked, 0 or more; of *can't tell* the mean's, on whichever side it is."""
    interval: Bounds
    """In the direction of `kind`; of *none* and *can't tell* of the loss, and so perhaps of both signs."""
    judged: Judged
    """The verdict that the name rests on, in losses."""


@dataclass(frozen=True, eq=False)
class ShareLost:
    """Shares lost, positive for losses."""

    worlds: WorldMeans
    """By world: the share, and its Monte Carlo standard error."""

    @property
    def mean(self) -> float:
        """Over worlds, each counting alike."""
        return float(self.worlds.means.mean())

    @property
    def error(self) -> DesignError:
        """The mean's error: another draw of as many worlds and seeds."""
        return design_error(self.worlds.means, self.worlds.errors)

    def called(self, rule: Rule) -> Called:
        """The mean by its name, by a rule whose smallest of interest is a share."""
        judged = judge(self.worlds, rule)
        if judged.verdict is not Verdict.EFFECT:
            kind = Kind.NONE if judged.verdict is Verdict.NONE else Kind.CANT_TELL
            return Called(kind, abs(judged.mean), judged.interval, judged)
        if judged.mean > 0:
            return Called(Kind.LOSS, judged.mean, judged.interval, judged)
        gained = Bounds(-judged.interval.high, -judged.interval.low)
        return Called(Kind.GAIN, -judged.mean, gained, judged)


def shares_by_seed(had: Floats, would: Floats) -> tuple[Floats, Floats]:
    """The share lost, and what each seed adds to it (the delta method): 0 where a seed loses as all do.

    Args:
        had: Shape (rows, seeds): relationship-years had under the plan; NaN where a row has no such seed.
        would: The same without the change, on the same seeds.

    Returns:
        Shape (rows,): the share, NaN where nothing would have worked.  Shape (rows, seeds): deviations, of which the
        standard error of the mean is that of the share.
    """
    seeds = (~np.isnan(would)).sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        lost, mean = would - had, np.nansum(would, axis=1, keepdims=True) / seeds
        shares = np.where(mean > 0, np.nansum(lost, axis=1, keepdims=True) / seeds / mean, np.nan)
        return shares[:, 0], np.where(mean > 0, (lost - shares * would) / mean, 0.0)


def share_lost(plan: Floats, comparator: Floats) -> ShareLost:
    """The share lost in each world, and its error by the delta method over seed pairs.

    Args:
        plan: Shape (worlds, seeds): relationship-years had under the plan; NaN where a world has no such seed.
        comparator: The same without the change, on the same seeds.

    Raises:
        ValueError: Shapes or gaps differ, a sum is negative, or nothing would have worked in a world.
    """
    _check(plan, comparator)
    seeds = (~np.isnan(plan)).sum(axis=1)
    shares, by_seed = shares_by_seed(plan, comparator)
    squares = np.nansum(by_seed**2, axis=1) / np.maximum(seeds - 1, 1)
    errors = np.where(seeds > 1, np.sqrt(squares / seeds), np.nan)
    seen = np.nan_to_num(comparator - plan) != 0
    counts = int(seen.sum()), int(seen.any(axis=1).sum())
    return ShareLost(WorldMeans(shares, errors, float(seeds.mean()), *counts))


def _check(plan: Floats, comparator: Floats) -> None:
    if plan.ndim != 2 or plan.shape != comparator.shape or (np.isnan(plan) != np.isnan(comparator)).any():
        raise ValueError("plan and comparator must be of shape (worlds, seeds), with gaps in the same places")
    if np.nanmin(plan, initial=0) < 0 or np.nanmin(comparator, initial=0) < 0:
        raise ValueError("relationship-years had can't be negative")
    nothing = np.flatnonzero(np.nansum(comparator, axis=1) <= 0)
    if len(nothing):
        raise ValueError(f"nothing would have worked in world {nothing[0]}: there is no share of it to lose")


def of_the_whole(part: float, part_error: float, whole: float, whole_error: float) -> tuple[float, float] | None:
    """A part as a share of a whole, and its standard error by the delta method, the two being independent.

    Returns:
        None where the whole is within two standard errors of 0: a share of nothing has no size.
    """
    if abs(whole) <= 2 * whole_error or whole == 0:
        return None
    share = part / whole
    return share, sqrt(part_error**2 + (share * whole_error) ** 2) / abs(whole)
