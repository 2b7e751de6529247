"""Numbers and measures in words: labels, units, directions, and numbers at a precision that they bear."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

RANKING = 0.8
"""A ranking is stated only where it holds in at least this share of worlds."""
FEWEST_WORLDS = 10
"""With fewer worlds, a single one moves a share by more than ten points: neither ranking nor verdict is stated."""
NORMAL_95 = 1.96
WORLD_RANGE = "range over plausible worlds"
COVERAGE_GLOSS = "share of the working relationships needed with {} that actually work"
"""With whom: `relsim.evidence.folder.Results.concerned`."""


@dataclass(frozen=True)
class Measure:
    """How a measure is named and printed."""

    label: str
    """With ``{window}`` where the window belongs."""
    unit: str
    scale: float = 1.0
    decimals: int = 1
    more: str = "more"
    less: str = "less"
    noun: str = ""
    """What a difference is a difference of, after "4.2 fewer"."""


_POINTS = "percentage points"
_MEASURES = {
    "months_not_bedded_in": Measure(
        "Months not bedded in, of the first {window} after vesting",
        "months",
        1.0,
        1,
        "more",
        "fewer",
        "months not bedded in",
    ),
    "coverage": Measure(
        "Coverage {window} months after vesting",
        _POINTS,
        100.0,
        1,
        "higher",
        "lower",
        "percentage points of coverage, {window} months after vesting,",
    ),
    "coverage_lost_at_vesting": Measure(
        "Change of coverage at vesting",
        _POINTS,
        100.0,
        1,
        "higher",
        "lower",
        "percentage points of coverage at vesting",
    ),
    "relationship_years_lost": Measure(
        "Relationship-years lost, {window} months from announcement",
        "relationship-years",
        1.0,
        0,
        "more",
        "fewer",
        "relationship-years lost in the {window} months from announcement",
    ),
    "acute_dominance": Measure(
        "Acute trusts’ share of influence, {window} months after vesting",
        _POINTS,
        100.0,
        2,
        "higher",
        "lower",
        "percentage points of acute share",
    ),
    "influence": Measure("Share of influence, {window} months after vesting", _POINTS, 100.0, 2, "higher", "lower"),
    "given_up": Measure(
        "Share of organisations that had given up, {window} months from announcement",
        _POINTS,
        100.0,
        1,
        "higher",
        "lower",
    ),
    "closed": Measure(
        "Closures per organisation, {window} months from announcement", _POINTS, 100.0, 1, "higher", "lower"
    ),
    "spend": Measure("Share of spend, {window} months after vesting", _POINTS, 100.0, 2, "higher", "lower"),
    "break_even": Measure("Relationships to gain for {window} months, to break even", "relationships", 1.0, 1),
    "joint_work": Measure("Contacts that succeeded, {window} months from announcement", "contacts", 1.0, 0),
    "months_to_90": Measure("Months to 90% of the comparator, {window} months running", "months"),
    "months_to_80": Measure("Months to 80% of the comparator, {window} months running", "months"),
    "months_to_95": Measure("Months to 95% of the comparator, {window} months running", "months"),
    "settling_time": Measure("Months until coverage settles at its own new level", "months"),
    "permanent_shift": Measure("Lasting change of coverage", _POINTS, 100.0, 1, "higher", "lower"),
}


def measure(name: str) -> Measure:
    """How a measure is printed; one that is not known here keeps its own name."""
    return _MEASURES.get(name, Measure(name.replace("_", " "), ""))


def measure_label(name: str, window: str) -> str:
    """A measure and its window in words."""
    if name == "relationship_years_lost" and window == "calendar":
        return "Relationship-years lost over the same calendar months"
    months, _, threshold = window.partition("@")
    label = measure(name).label.replace("{window}", months)
    return f"{label} ({threshold} of the comparator)" if threshold else label


def number(value: float, decimals: int = 1) -> str:
    """A number with a true minus sign and no minus zero; a dash where there is none."""
    if not math.isfinite(value):
        return "–"
    text = f"{round(value, decimals) + 0.0:,.{decimals}f}"
    return text.replace("-", "−")


def significant(value: float, fewest: int = 1) -> str:
    """A size with enough decimals to show two digits, but at least `fewest` decimals."""
    if not math.isfinite(value) or value == 0.0:
        return number(value, fewest)
    decimals = max(fewest, min(6, 1 - math.floor(math.log10(abs(value)))))
    return number(value, decimals)


def decimals_for(kind: Measure, error: float) -> int:
    """Decimals at which a Monte Carlo half-width of this size still shows, but no fewer than the measure's own."""
    if not math.isfinite(error) or error <= 0.0:
        return kind.decimals
    return max(kind.decimals, min(4, math.ceil(-math.log10(error))))


def percent(share: float, decimals: int = 0) -> str:
    """A share as a percentage that never rounds something to nothing or to all."""
    if not math.isfinite(share):
        return "–"
    shown = round(100.0 * share, decimals)
    if shown == 0.0 and share > 0.0:
        return f"under {10.0**-decimals:g}%"
    if shown == 100.0 and share < 1.0:
        return f"over {100.0 - 10.0**-decimals:g}%"
    return f"{shown:.{decimals}f}%"


def quoted(name: str) -> str:
    """A plan's name in quotation marks."""
    return f"“{name}”"


def listed(items: Sequence[str]) -> str:
    """Items as a phrase: ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def plural(count: int, noun: str) -> str:
    """A count and its noun: ``1 world``, ``20 worlds``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def plus_minus(error: float) -> str:
    """A 95 % Monte Carlo half-width with one digit that counts: ``±2``, ``±0.4``."""
    if not math.isfinite(error):
        return "± unknown"
    if error == 0.0:
        return "±0"
    if error >= 0.95:
        return f"±{number(error, 0)}"
    return f"±{number(error, 1)}" if error >= 0.05 else "± under 0.1"


def spread_words(low: str, high: str, error: float, said: bool = False) -> str:
    """Range over worlds and Monte Carlo error, in brackets; `said`: what the range is was said before."""
    across = "one world only" if "–" in (low, high) else f"{low} to {high}{'' if said else ' across worlds'}"
    return f"{across}; {plus_minus(error)}"
