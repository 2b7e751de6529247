"""Shares and how far they move, in words: pieces that several topics' sentences are made of."""

from __future__ import annotations

from collections.abc import Mapping

from relsim.evidence.findings.finding import Finding
from relsim.evidence.findings.rules_of_evidence import NORMAL_95
from relsim.wording.numbers import number, percent, plus_minus
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "influence")


def points(found: Finding, said: bool = False) -> str:
    """The range of a difference in shares over worlds, in points: ``4 to 9 points more across worlds; ±0.1``.

    Args:
        found: The finding, in shares.
        said: True if what the range is was said before.
    """
    shift = _shift(found, said)
    if not said and found.has_range and not _is_the_same(found):
        shift = _TEXT("points.across", shift=shift)
    return _TEXT("points.all", shift=shift, chance=plus_minus(100 * NORMAL_95 * found.chance))


def points_alone(found: Finding) -> tuple[str, str]:
    """The range alone, and the word for its direction, or nothing for that where it has none: ``4 to 9``, ``more``."""
    low, high = _ends(found)
    if not found.has_range or _is_the_same(found) or low * high < 0:
        return _shift(found, said=True), ""
    decimals = _decimals(high)
    return f"{number(abs(low), decimals)} to {number(abs(high), decimals)}", "more" if high > 0 else "less"


def _shift(found: Finding, said: bool) -> str:
    low, high = _ends(found)
    if not found.has_range:
        return _TEXT("points.one_world")
    if _is_the_same(found):
        return _TEXT("points.same_again" if said else "points.same")
    decimals = _decimals(high)
    if low * high >= 0:
        ends = {"low": number(abs(low), decimals), "high": number(abs(high), decimals)}
        return _TEXT("points.more" if high > 0 else "points.less", **ends)
    less, more = sorted((low, high))
    return _TEXT("points.both", less=number(-less, decimals), more=number(more, decimals))


def _is_the_same(found: Finding) -> bool:
    return found.low == found.high == 0.0


def _ends(found: Finding) -> tuple[float, float]:
    """Both ends of the range in points, the nearer to 0 first."""
    low, high = sorted((100 * found.low, 100 * found.high), key=abs)
    return low, high


def _decimals(high: float) -> int:
    return 0 if abs(high) >= 1.95 else 1


def between(shares: Mapping[str, float], decimals: int = 0) -> str:
    """The lowest and the highest share, each with its plan; just the share where both are the same."""
    low, high = min(shares, key=lambda one: shares[one]), max(shares, key=lambda one: shares[one])
    least, most = percent(shares[low], decimals), percent(shares[high], decimals)
    return least if least == most else _TEXT("others.range", least=least, lowest=low, most=most, highest=high)
