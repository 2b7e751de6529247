"""The one range that a sentence may hold, why something can't be told, and what would tell it."""

from __future__ import annotations

from collections.abc import Callable

from relsim.evidence.findings.finding import Finding
from relsim.evidence.findings.what_would_tell import WouldTell
from relsim.evidence.reasons import why_untold
from relsim.measures.bounds import Bounds
from relsim.measures.verdicts import RangeOf
from relsim.wording.numbers import duration
from relsim.wording.phrases import plural
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "spread")
_RANGES = {RangeOf.MIDDLE: "range.middle", RangeOf.TRIED: "range.tried"}


def across(found: Finding, printed: Callable[[float], str]) -> str:
    """The range of a difference over sets of assumptions, in brackets after a space; empty where there is none.

    Empty too where both ends read the same: a range that shows no width says nothing.

    Args:
        found: The finding.
        printed: A number of the tables as it is to be read.
    """
    if found.range is None or found.range_of not in _RANGES:
        return ""
    told = ends(found.range, printed)
    return f" ({_TEXT(_RANGES[found.range_of], ends=told, worlds=sets(found.worlds))})" if told else ""


def ends(bounds: Bounds, printed: Callable[[float], str]) -> str:
    """Both ends of a range, ``8% to 25%``; empty where they read the same."""
    low, high = printed(bounds.low), printed(bounds.high)
    return "" if low == high else _TEXT("range.ends", low=low, high=high)


def sets(worlds: int) -> str:
    """A number of worlds as a reader is told of them: ``20 sets of assumptions``."""
    return f"{plural(worlds, 'set')} of assumptions"


def not_told(found: Finding, tells: WouldTell | None) -> str:
    """Why it can't be told, and what would tell it: after "can't be told", starting with a colon or a bracket."""
    if found.why is None:
        return ""
    reason = why_untold(found.why)
    told = what_would_tell(tells)
    return _TEXT("untold.with_remedy", why=reason, remedy=told) if told else _TEXT("untold.plain", why=reason)


def what_would_tell(tells: WouldTell | None) -> str:
    """How much more would tell it, how long that takes here, and the command; empty where none is known."""
    if tells is None:
        return ""
    text = "enough.worlds" if tells.worlds is not None else "enough.replicates"
    size = sets(tells.worlds) if tells.worlds is not None else plural(tells.replicates or 0, "run")
    if tells.seconds is None:
        return _TEXT(text, size=size, command=tells.command)
    return _TEXT(f"{text}_timed", size=size, time=duration(tells.seconds), command=tells.command)
