"""Numbers and measures in words: labels, units, directions, and numbers at a precision that they bear."""

from __future__ import annotations

import math
from dataclasses import dataclass

from relsim.domain.sectors import Sector

WORLD_RANGE = "range over plausible worlds"
COVERAGE_GLOSS = "share of the working relationships needed with {} that actually work"
"""With whom: `relsim.evidence.results.Results.concerned`."""


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


def decimals_for(kind: Measure, error: float) -> int:
    """Decimals at which a Monte Carlo half-width of this size still shows, but no fewer than the measure's own."""
    if not math.isfinite(error) or error <= 0.0:
        return kind.decimals
    return max(kind.decimals, min(4, math.ceil(-math.log10(error))))


DOMINANCE = "Acute trusts, of all but the commissioner"
_SHORT = {Sector.VCSE: "Voluntary sector", Sector.COMMUNITY_MENTAL_HEALTH: "Other trusts"}


def short_label(sector: Sector) -> str:
    """A sector's name where there is little room."""
    return _SHORT.get(sector, sector.label)
