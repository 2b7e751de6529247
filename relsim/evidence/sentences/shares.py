"""Shares and how far they move, in words: pieces that several topics' sentences are made of."""

from __future__ import annotations

from collections.abc import Mapping

from relsim.evidence.findings.finding import Finding
from relsim.evidence.sentences.spread import across
from relsim.measures.noise_removed import Side
from relsim.wording.numbers import number, percent
from relsim.wording.phrases import quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "influence")


def beside(found: Finding, decimals: int = 0) -> str:
    """A share beside the other plan's, and what is told of the difference: ``17% against 22%``.

    Where both read the same, or no difference is told, it is the one share and that.
    """
    own, other = percent(found.value, decimals), percent(found.versus_value, decimals)
    if found.side is Side.NO_DIFFERENCE or found.identical:
        return _TEXT("beside.no_difference", share=own)
    if not found.clear:
        return _TEXT("beside.untold", share=own, other=other)
    if own == other:
        return _TEXT("beside.close", share=own, points=points(found))
    return _TEXT("beside.differs", share=own, other=other, across=_range(found))


def points(found: Finding) -> str:
    """The size of a difference in shares, and its direction: ``5 points lower``."""
    text = "points.higher" if found.difference > 0 else "points.lower"
    return _TEXT(text, size=_points(abs(found.difference)))


def _range(found: Finding) -> str:
    """The range of a difference over sets of assumptions, in brackets after a space; its direction is said once."""
    if found.range is None:
        return ""
    low, high = found.range
    if low * high < 0:
        return across(found, _change)
    near, far = sorted((low, high), key=abs)
    nearer, further = _points(abs(near)), _points(abs(far))
    if nearer == further:
        return ""
    text = "points.higher" if far > 0 else "points.lower"
    return f" ({_TEXT(text, size=_TEXT('points.ends', low=nearer, high=further))})"


def _change(difference: float) -> str:
    """A difference in points with its direction, for an end of a range."""
    text = "points.higher" if difference > 0 else "points.lower"
    return _TEXT(text, size=_points(abs(difference)))


def _points(size: float) -> str:
    return number(100 * size, 0 if 100 * size >= 1.95 else 1)


def between(shares: Mapping[str, float], decimals: int = 0) -> str:
    """The lowest and the highest share, each with its plan; just the share where both are the same."""
    low, high = min(shares, key=lambda one: shares[one]), max(shares, key=lambda one: shares[one])
    least, most = percent(shares[low], decimals), percent(shares[high], decimals)
    if least == most:
        return least
    return _TEXT("others.range", least=least, lowest=quoted(low), most=most, highest=quoted(high))
