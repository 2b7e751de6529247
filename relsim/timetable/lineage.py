"""Lineages: numbers made from codes, by which everything is drawn; a successor inherits its predecessor's."""

from __future__ import annotations

import hashlib


def lineage(*parts: str | int) -> int:
    """A 64-bit lineage from codes: the first eight bytes of a BLAKE2b hash of the parts."""
    text = "\x1f".join(map(str, parts))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def pair_lineage(one: int, other: int) -> int:
    """Lineage of a relationship that nobody left it."""
    return lineage("relationship", *sorted((one, other)))
