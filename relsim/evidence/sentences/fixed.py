"""Numbers that are the same in every set of assumptions, in words."""

from __future__ import annotations

from collections.abc import Sequence

from relsim.domain.sectors import Kind
from relsim.wording.texts import Texts

_TEXTS = Texts("relsim.evidence.sentences", "fixed")
_PLACES = ("one", "other")


def fixed_number(name: str, kinds: Sequence[str]) -> str:
    """The words for a number, by its name and the codes of the kinds of organisation that it is for."""
    words = (Kind[kind.upper()].words for kind in kinds)
    return _TEXTS(name, **dict(zip(_PLACES, words, strict=False)))


def fixed_unit(unit: str) -> str:
    """A unit in words."""
    return _TEXTS(f"unit.{unit}")
