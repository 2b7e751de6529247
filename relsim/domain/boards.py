"""Boards: who sits where decisions are made, how open they are, and what they leave to places.

A unitary board's members are not delegates of those they come from; that a seat speaks for its holder is the model's
reading, and every report says so.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from relsim.domain.description import Description, Share
from relsim.domain.months import Month

Seats = dict[Annotated[str, Field(min_length=1)], Annotated[float, Field(ge=0.0)]]
"""Holder → seats.  A holder is a sector (``general_practice``), a kind of organisation (``lmc``, ``pcn``), ``trusts``
(acute, community, mental health and ambulance together) or the code of one organisation (``RTH``).
"""


class Board(Description):
    """A board, joint committee or partnership that decides for one commissioner or for several."""

    seats: Seats
    openness: Share = 1.0
    """Share of what it decides that is decided in public: 1 for a statutory board, which must meet in public."""
    challenge: Share = 0.0
    """Share of decisions that follow an independent hearing, in which every sector of stakeholders counts alike."""
    delegated: Share = 0.0
    """Share of decisions, and of the spend that goes with them, left to a committee for each council's place."""
    place_seats: Seats = Field(default_factory=dict)
    """Seats of each place's committee, among those who work in that place."""
    source: str = ""

    @model_validator(mode="after")
    def _committees_for_what_is_delegated(self) -> Board:
        if self.delegated > 0 and not any(self.place_seats.values()):
            raise ValueError("decisions are delegated to places, but their committees have no place_seats")
        return self


Boards = dict[Annotated[str, Field(min_length=1)], Board]
"""Name → board."""


class GovernanceChange(Description):
    """From a month on, bodies that go on existing are governed by another board.

    Bodies that share one, such as a joint committee, decide together; each keeps its people and agreements.
    """

    name: Annotated[str, Field(min_length=1)]
    begins: Month
    bodies: Annotated[tuple[str, ...], Field(min_length=1)]
    """Codes of commissioners."""
    board: Annotated[str, Field(min_length=1)]
    source: str = ""
