"""Words that accounts of experiments are made of."""

from __future__ import annotations


def named(code: str, name: str) -> str:
    """A body with its code: ``NHS Oxfordshire CCG (10Q)``."""
    return f"{name} ({code})" if name else code


def percent(share: float) -> str:
    """A share of 1 in hundredths, without a sign."""
    return f"{100 * share:.10g}"
