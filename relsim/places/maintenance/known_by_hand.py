"""The form of what has to be known by hand to build a place: what no public file says.

Public files list practices, networks, trusts and councils.  They do not say which localities make up the commissioners
of earlier years, whom a trust serves within a place, or what became of staff.  Each place's own module
(`relsim.places.maintenance.qu9`) fills this in, and marks every part as fact, with its source, or as assumption.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from relsim.domain.boards import Boards
from relsim.domain.place import Commissioner, Overspend, Pressure, Representative, Trust
from relsim.domain.reorganisation import Reorganisation


@dataclass(frozen=True)
class Drawn:
    """A locality, and which postcodes' practices lie in it."""

    code: str
    name: str
    council: str
    """Code of its upper-tier council."""
    postcode_districts: str
    """Outward codes, separated by spaces, such as ``OX1 OX2``."""
    practices: str = ""
    """Codes of practices that lie in it although their postcode district lies in another."""


@dataclass(frozen=True)
class ByHand:
    """The facts and assumptions about one place that are known by hand."""

    name: str
    areas: tuple[Drawn, ...]
    populations: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """Groups of council districts, and the localities that share each group's population by number of practices."""
    councils: Mapping[str, str]
    """Upper-tier code → name."""
    commissioners: tuple[Commissioner, ...]
    boards: Boards
    trusts: tuple[Trust, ...]
    representatives: tuple[Representative, ...]
    overspends: tuple[Overspend, ...]
    pressures: tuple[Pressure, ...]
    history: tuple[Reorganisation, ...]
    starts: int
    pcns_opened: int
    sources: tuple[str, ...]
    assumptions: tuple[str, ...]

    def locality_of(self, practice: str, postcode: str) -> str | None:
        """The locality of a practice by its code or its postcode; None if the tables do not say."""
        for area in self.areas:
            if practice in area.practices.split():
                return area.code
        district = postcode.split(" ")[0]
        return next((area.code for area in self.areas if district in area.postcode_districts.split()), None)
