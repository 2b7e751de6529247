"""The members of an era: who exists, and who serves which need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from relsim.domain.responsibilities import Responsibilities
from relsim.domain.sectors import Kind
from relsim.timetable.need_units import Served
from relsim.timetable.organisations import Organisation
from relsim.timetable.structure import Body, Floats


@dataclass(frozen=True)
class Member:
    """An organisation or a commissioner, alike."""

    code: str
    name: str
    kind: Kind
    lineage: int
    posts: int


@dataclass(frozen=True, eq=False)
class EraMembers:
    """The members of an era, and who serves which need: all but the history of the relationships."""

    members: tuple[Member, ...]
    """By lineage."""
    bodies: tuple[Body, ...]
    """The commissioners among them, by lineage."""
    served: Served
    responsibilities: Responsibilities
    month: int
    """Month number from which it holds."""

    @cached_property
    def row(self) -> dict[str, int]:
        """Code → row."""
        return rows_of(self.members)

    @cached_property
    def heirs(self) -> dict[str, int]:
        """Code of a body as founded → row of who acts for it now; those for whom nobody does are not in it."""
        founders = [
            one for one in self.served.units.network.organisations if one.code in self.responsibilities.founders
        ]
        found = {one.code: self.responsibilities.heir(one.code, one.area) for one in founders}
        return {code: self.row[heir] for code, heir in found.items() if heir in self.row}

    @cached_property
    def need(self) -> Floats:
        """(pairs) contacts a month wanted, less what is saved by dealing with one body in the place of several."""
        need = self.served.need.copy()
        if not any(body.saved for body in self.bodies):
            return need
        number = {member.lineage: row for row, member in enumerate(self.members)}
        at = {pair: k for k, pair in enumerate(zip(self.served.a.tolist(), self.served.b.tolist(), strict=True))}
        for body in self.bodies:
            mine = self.row[body.code]
            for partner, saved in body.saved.items():
                theirs = number.get(partner)
                if theirs is not None and (min(mine, theirs), max(mine, theirs)) in at:
                    need[at[min(mine, theirs), max(mine, theirs)]] *= 1.0 - saved
        return need


def member_of(organisation: Organisation) -> Member:
    """An organisation as it was founded."""
    return Member(organisation.code, organisation.name, organisation.kind, organisation.lineage, organisation.posts)


def rows_of(members: Sequence[Member]) -> dict[str, int]:
    """Code → row."""
    return {member.code: row for row, member in enumerate(members)}
