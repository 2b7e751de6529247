"""Cells that several tables have: a range over sets of assumptions, an interval, and what is told."""

from __future__ import annotations

from collections.abc import Callable

from relsim.evidence.findings.finding import Finding
from relsim.evidence.reasons import why_untold
from relsim.measures.bounds import Bounds
from relsim.measures.design_error import FEWEST_FOR_RANGE
from relsim.measures.noise_removed import Side
from relsim.measures.verdicts import CONFIDENCE
from relsim.wording.numbers import number
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.tables", "cells")
NONE = "–"


def range_head() -> str:
    """The head of a column of ranges."""
    return _TEXT("range.head")


def range_note(worlds: int) -> str:
    """What a range is of, for the note under a table."""
    return _TEXT("range.middle" if worlds >= FEWEST_FOR_RANGE else "range.tried", worlds=f"{worlds:,}")


def interval_head() -> str:
    """The head of a column of intervals of means."""
    return _TEXT("interval.head", confidence=f"{CONFIDENCE:.0%}")


def interval_note() -> str:
    """What an interval is of."""
    return _TEXT("interval.note")


def range_cell(found: Finding, scale: float, decimals: int) -> str:
    """The range over sets of assumptions, seed noise removed; a dash where they can't be told apart.

    Args:
        found: The finding.
        scale: From the tables' unit to the printed one.
        decimals: With which it is printed.
    """
    if found.range is None:
        return NONE
    return _ends(found.range, lambda value: number(scale * value, decimals))


def interval_cell(found: Finding, scale: float, decimals: int) -> str:
    """The interval of the mean difference over another draw of sets of assumptions; a dash for a single one."""
    if found.interval.low != found.interval.low:
        return NONE
    return _ends(found.interval, lambda value: number(scale * value, decimals))


def _ends(bounds: Bounds, printed: Callable[[float], str]) -> str:
    low, high = printed(bounds.low), printed(bounds.high)
    return low if low == high else f"{low} to {high}"


def told_cell(found: Finding) -> str:
    """What is told: higher, lower, no difference, the same in every run, or why it can't be told."""
    if found.identical:
        return _TEXT("told.identical")
    if found.side is not Side.UNDECIDED:
        return _TEXT(f"told.{found.side.value.replace(' ', '_')}")
    return _TEXT("told.untold", why=why_untold(found.why)) if found.why is not None else NONE


def in_brackets(found: Finding, scale: float, decimals: int = 1) -> str:
    """The range after a mean, `` (3 to 9)``; nothing where there is none."""
    told = range_cell(found, scale, decimals)
    return "" if told == NONE else f" ({told})"
