"""The integrated care board of April 2026 that each locality came to.

*Fact*: the twelve boards that ended, the six that took their place, and the one that gained a part; Norfolk, Suffolk
and Essex by county.  *Partly inferred*: Frimley's parts, of which east Berkshire went to Thames Valley, what lies in
Surrey to Surrey and Sussex, and what lies in Hampshire to Hampshire and Isle of Wight.
"""

from __future__ import annotations

from relsim.places.england.facts import LocalityFact

HAMPSHIRE, SURREY, ESSEX = "E10000014", "E10000030", "E10000012"
_FRIMLEY, _HAMPSHIRE_AND_ISLE_OF_WIGHT = "QNQ", "QRL"
SUCCESSOR = {
    "QU9": "Thames Valley", "QNQ": "Thames Valley", "QNX": "Surrey and Sussex", "QXU": "Surrey and Sussex",
    "QMM": "Norfolk and Suffolk", "QJG": "Norfolk and Suffolk", "QH8": "Essex", "QM7": "Central East",
    "QHG": "Central East", "QUE": "Central East", "QMJ": "West and North London", "QRV": "West and North London",
}  # fmt: skip
"""Code of a board that ended → the new board of all of it, or of what no other took."""


def code_of_2026(name: str) -> str:
    """``Thames Valley`` → ``ICB-THAMES-VALLEY``, made up here."""
    return f"ICB-{name.upper().replace(' ', '-')}"


def board_of_2026(locality: LocalityFact) -> str:
    """Code of the integrated care board of April 2026: that of 2022 where it went on."""
    if locality.system not in SUCCESSOR:
        return locality.system
    if locality.council == ESSEX:
        return code_of_2026("Essex")
    if locality.system == _FRIMLEY and locality.council == HAMPSHIRE:
        return _HAMPSHIRE_AND_ISLE_OF_WIGHT
    if locality.system == _FRIMLEY and locality.council == SURREY:
        return code_of_2026("Surrey and Sussex")
    return code_of_2026(SUCCESSOR[locality.system])
