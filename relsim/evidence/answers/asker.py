"""Who asks: the reader that an answer names first."""

from __future__ import annotations

from enum import StrEnum

from relsim.domain.sectors import Sector


class Asker(StrEnum):
    """A reader, by the word of ``--for``."""

    GP = "gp"
    VCSE = "vcse"
    COUNCIL = "council"
    TRUST = "trust"
    COMMISSIONER = "commissioner"
    LMC = "lmc"

    @property
    def sector(self) -> str:
        """Code of the sector that is told of first."""
        return _SECTORS[self].code


_SECTORS = {
    Asker.GP: Sector.GENERAL_PRACTICE, Asker.LMC: Sector.GENERAL_PRACTICE, Asker.VCSE: Sector.VCSE,
    Asker.COUNCIL: Sector.LOCAL_GOVERNMENT, Asker.TRUST: Sector.ACUTE, Asker.COMMISSIONER: Sector.COMMISSIONER,
}  # fmt: skip
