"""The rules of evidence: how many worlds, and what share of them, a statement takes."""

from __future__ import annotations

from relsim.measures import equivalence, shares_of_worlds

RANKING = shares_of_worlds.RULE
"""A ranking is stated only where it holds in at least this share of worlds."""
FEWEST_WORLDS = equivalence.FEWEST_WORLDS
"""With fewer worlds, a single one moves a share by more than ten points: neither ranking nor verdict is stated."""
NORMAL_95 = 1.96
_ROUNDING = 1e-9


def holds(share: float) -> bool:
    """True if a share of worlds is enough for a ranking; what a share lacks by rounding alone counts as there."""
    return share >= RANKING - _ROUNDING
