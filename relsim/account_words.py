"""Words that accounts of experiments are made of."""

from __future__ import annotations

from collections.abc import Sequence


def named(code: str, name: str) -> str:
    """A body with its code: ``NHS Oxfordshire CCG (10Q)``."""
    return f"{name} ({code})" if name else code


def percent(share: float) -> str:
    """A share of 1 in hundredths, without a sign."""
    return f"{100 * share:.10g}"


def listed(words: Sequence[str]) -> str:
    """``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
