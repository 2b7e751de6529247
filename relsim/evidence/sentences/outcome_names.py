"""Words that tables, figures and sentences share beside the catalogue of outcomes, and decimals that errors bear."""

from __future__ import annotations

import math

from relsim.domain.sectors import Sector
from relsim.measures.catalogue import Outcome

COVERAGE_GLOSS = "share of the working relationships needed with {} that actually work"
"""With whom: `relsim.evidence.sentences.names.concerned`."""


def decimals_for(kind: Outcome, error: float) -> int:
    """Decimals at which a Monte Carlo half-width of this size still shows, but no fewer than the outcome's own."""
    if not math.isfinite(error) or error <= 0.0:
        return kind.decimals
    return max(kind.decimals, min(4, math.ceil(-math.log10(error))))


def decimals_of_a_loss(size: float) -> int:
    """Decimals of relationships, or relationship-years, lost or to be gained: one where they are few."""
    return 0 if abs(size) >= 9.5 else 1


_SHORT = {Sector.VCSE: "Voluntary sector", Sector.COMMUNITY_MENTAL_HEALTH: "Other trusts"}


def short_label(sector: Sector) -> str:
    """A sector's name where there is little room."""
    return _SHORT.get(sector, sector.label)
