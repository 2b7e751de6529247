"""Marks of charts that have a row for each thing: a mean, its interval, and the number in print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, nan

import pandas as pd
from matplotlib.axes import Axes

from relsim.evidence.figures.frame import fitted
from relsim.evidence.figures.style import FAINT, INK, QUIET, Look
from relsim.evidence.findings.comparison import over_worlds
from relsim.evidence.findings.finding import Finding
from relsim.measures.bounds import Bounds

LABELS = 1.75
"""Inches that the names of rows have."""


@dataclass(frozen=True)
class Mark:
    """A thing's name, its mean, and the ends of its interval; NaN where there is none."""

    name: str
    mean: float
    low: float
    high: float

    @property
    def ends(self) -> tuple[float, ...]:
        """Those of its numbers that there are."""
        return tuple(each for each in (self.mean, self.low, self.high) if isfinite(each))


def of_finding(name: str, found: Finding, scale: float = 1.0) -> Mark:
    """A plan's own value beside a comparator whose own is 0, so that the range of the difference is that of the value.

    This is the only place in which figures look into a finding.
    """
    return Mark(name, scale * found.value, scale * found.low, scale * found.high)


def of_share(name: str, mean: float, across: Bounds | None) -> Mark:
    """A share, in per cent."""
    low, high = (nan, nan) if across is None else across
    return Mark(name, 100 * mean, 100 * low, 100 * high)


def of_worlds(name: str, values: pd.Series) -> Mark:
    """One value for each set of assumptions: their mean, and where 90 % of them lie, seed noise included."""
    return Mark(name, *over_worlds(values.astype(float)))


def draw(axes: Axes, mark: Mark, y: float, look: Look, said: str = "") -> None:
    """A marker at the mean, a line over its interval, and what is said of it to the right of both."""
    if not isfinite(mark.mean):
        return
    axes.plot([mark.low, mark.high], [y, y], color=look.colour, linewidth=1.8, zorder=2)
    axes.plot(
        mark.mean, y, marker=look.marker, markersize=6.5, color=look.colour, markerfacecolor=look.face, zorder=3,
        clip_on=False,
    )  # fmt: skip
    if said:
        axes.annotate(said, (max(mark.ends), y), xytext=(7, 0), textcoords="offset points", va="center", color=INK)


def pitch(names: Sequence[str], most: int = 2) -> float:
    """Inches from one row to the next, by how many lines the longest of their names takes."""
    return 0.12 + 0.16 * max(fitted(name, LABELS, most).count("\n") + 1 for name in names)


def rows(axes: Axes, names: Sequence[str], most: int = 2) -> None:
    """Rows from the top down, each with its name on at most so many lines, and no line at the left."""
    axes.set_yticks(range(len(names)), [fitted(name, LABELS, most) for name in names])
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0, pad=6)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color=FAINT, linewidth=0.6, zorder=0)
    axes.set_axisbelow(True)


def scale(axes: Axes, marks: Sequence[Mark], room: float = 0.2) -> None:
    """From zero, or from what is below it, to the end of the longest mark, with room for what is said of it."""
    low, high = min([0.0, *(end for mark in marks for end in mark.ends)]), max(end for m in marks for end in m.ends)
    wide = max(high - low, 1e-9)
    axes.set_xlim(low - (0.04 * wide if low < 0.0 else 0.0), max(high, 0.0) + room * wide)
    axes.axvline(0.0, color=QUIET, linewidth=0.9, zorder=1)
