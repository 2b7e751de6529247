"""Safeguards as a reader would ask for them, in a few words."""

from __future__ import annotations

from collections.abc import Iterable

from relsim.wording.phrases import listed
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "safeguard_names")


def safeguards_named(names: Iterable[str]) -> str:
    """Safeguards by their names in the middle of a sentence: ``a written handover by those who leave``."""
    return listed([_TEXT(name) for name in names])
