"""Plans: the options of a consultation, made of reorganisations and what goes with them.

Everything here only describes.  `relsim.experiments.experiment` reads it from a file, `relsim.timetable.timetable`
works out what it means for a place, month by month.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from relsim.domain.boards import GovernanceChange
from relsim.domain.dated_parts import DATED_PARTS
from relsim.domain.description import Description
from relsim.domain.provisions import Benefits, Grant, HostileAct, IntegratedProvider, RingFence
from relsim.domain.reorganisation import Reorganisation, ReorganisationContent


class PlanContent(Description):
    """The content of a plan, in a file as in a run."""

    name: Annotated[str, Field(min_length=1)]
    reorganisations: tuple[ReorganisationContent, ...] = ()
    governance: tuple[GovernanceChange, ...] = ()
    """Boards that change where bodies do not."""
    ring_fences: tuple[RingFence, ...] = ()
    grants: tuple[Grant, ...] = ()
    hostile_acts: tuple[HostileAct, ...] = ()
    integrated_providers: tuple[IntegratedProvider, ...] = ()
    benefits: Benefits = Benefits()
    """Of its reorganisations."""
    like: str = ""
    """Name of the plan that it is made from; empty: none."""
    safeguards: tuple[str, ...] = ()
    """Names in `relsim.experiments.safeguard_list.SAFEGUARDS`, added to that plan or to what is written here."""

    def contradictions(self) -> Iterator[tuple[str, int, str, str]]:
        """All in it that cannot be beside something else in it: key, position, what is wrong, what would be right."""
        for number, fence in enumerate(self.ring_fences):
            others = [other for other in self.ring_fences[:number] if other.sector == fence.sector]
            fenced = f'"{fence.sector}" has'
            if any(fence.overlaps(other) for other in others):
                yield "ring_fences", number, f"{fenced} another ring-fence at the same time", "let one end first"
            # A floor without a share is what the sector has when it begins; after another it could not be told apart.
            elif any(fence.begins == other.ends or other.begins == fence.ends for other in others):
                remedy = "write one, or leave a month between them"
                yield "ring_fences", number, f"{fenced} a ring-fence that begins as another ends", remedy
        for number, act in enumerate(self.hostile_acts):
            if any(other.practice == act.practice for other in self.hostile_acts[:number]):
                yield "hostile_acts", number, f'"{act.practice}" is put out to tender twice', "once is all"


class Plan(PlanContent):
    """One option in a consultation: what is done to a place after its real history, its safeguards included."""

    reorganisations: tuple[Reorganisation, ...] = ()

    @property
    def announced(self) -> int | None:
        """The month in which the first thing of it is announced, or happens unannounced; None: nothing does."""
        return min(self._begins(), default=None)

    @property
    def vesting(self) -> int | None:
        """The month from which what follows is measured: the last vesting, or change of boards, or else its start."""
        changes = [change.vesting for change in self.reorganisations] + [change.begins for change in self.governance]
        return max(changes, default=max(self._begins(), default=None))

    def _begins(self) -> list[int]:
        return [month for part in DATED_PARTS for month in part.beginnings(self)]
