"""The rules of evidence: how many worlds, and what share of them, a statement takes."""

from __future__ import annotations

from relsim.measures import equivalence, shares_of_worlds
from relsim.measures.shares_of_worlds import Share

RANKING = shares_of_worlds.RULE
"""A ranking is stated only where it holds in this share of worlds, by the lower end of the share's interval."""
FEWEST_WORLDS = equivalence.FEWEST_WORLDS
"""With fewer worlds nothing is judged."""
NORMAL_95 = 1.96


def holds(share: float, worlds: int) -> bool:
    """True if a share of so many worlds is enough for a ranking: its interval's lower end is at 80 % or more."""
    return worlds > 0 and Share(round(share * worlds), worlds).holds
