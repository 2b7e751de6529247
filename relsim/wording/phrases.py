"""Small phrases that sentences are made of."""

from __future__ import annotations

from collections.abc import Sequence


def named(code: str, name: str) -> str:
    """A body with its code: ``NHS Oxfordshire CCG (10Q)``."""
    return f"{name} ({code})" if name else code


def quoted(name: str) -> str:
    """A plan's name in curly quotation marks, for sentences; what somebody typed: `relsim.wording.problems.quoted`."""
    return f"“{name}”"


def capitalised(text: str) -> str:
    """A text that begins a sentence; its other letters stay as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def listed(items: Sequence[str]) -> str:
    """Items as a phrase: ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def plural(count: int, noun: str, ending: str = "s") -> str:
    """A count and its noun: ``1 world``, ``20 worlds``; `ending` is that of the noun's plural."""
    return f"{count:,} {noun}{'' if count == 1 else ending}"
