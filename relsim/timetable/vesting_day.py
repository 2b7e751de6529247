"""All that is due on one vesting day, and the state of things before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from relsim.domain.boards import Board
from relsim.domain.provisions import Benefits
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.responsibilities import Responsibilities
from relsim.timetable.members import Member, member_of
from relsim.timetable.need_units import NeedUnits
from relsim.timetable.structure import Body, Structure


@dataclass(frozen=True)
class Group:
    """Old posts that go the same way: to one body by one change; and how many of them go on and how."""

    change: Reorganisation
    code: str
    """Of the body that takes them over, which may be the one that they were in."""
    posts: tuple[int, ...]
    least: int
    """A new body has one post at least."""

    @property
    def surviving(self) -> int:
        """Posts that there still are."""
        return max(self.least, round(self.change.posts * len(self.posts)))

    @property
    def kept(self) -> int:
        """Posts whose holder stays with the same portfolio."""
        return min(self.surviving, round(self.change.kept * len(self.posts)))

    @property
    def kept_or_moved(self) -> int:
        """Posts whose holder stays."""
        return min(self.surviving, round((self.change.kept + self.change.moved) * len(self.posts)))


@dataclass(frozen=True)
class Due:
    """All that is due in a month."""

    changes: Sequence[Reorganisation]
    boards: Mapping[str, tuple[str, Board]]
    """Code of a commissioner → name of the change of boards, and the board that governs it from now on."""
    benefits: Mapping[str, Benefits]
    """Name of a change → what it is for."""


@dataclass(frozen=True)
class Before:
    """The state of things just before."""

    responsibilities: Responsibilities
    structure: Structure
    others: Mapping[str, Member]
    """All other bodies that can be reorganised and are open, by code."""

    @cached_property
    def bodies(self) -> dict[str, Body]:
        """The commissioners, by code."""
        return {body.code: body for body in self.structure.bodies}


def opening(units: NeedUnits, codes: Iterable[str], month: int) -> dict[str, Member]:
    """Those of these bodies that are open in a month, as they were founded."""
    founders = [units.network.organisations[units.rows[code]] for code in codes if code in units.rows]
    return {one.code: member_of(one) for one in founders if one.opened <= month}
