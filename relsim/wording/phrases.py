"""Small phrases that sentences are made of."""

from __future__ import annotations

from collections.abc import Sequence


def named(code: str, name: str) -> str:
    """A body with its code: ``NHS Oxfordshire CCG (10Q)``."""
    return f"{name} ({code})" if name else code


def hundredths(share: float) -> str:
    """A share of 1 in hundredths, without a sign."""
    return f"{100 * share:.10g}"


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
