"""Whose opinion decides: what boards, place committees and hearings make of the organisations of an era.

A seat of a sector is spread over its organisations by the need that each serves; a seat that nobody in the area can
hold falls to the commissioner itself.  Several commissioners count by the people of their areas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from relsim.boards import Seats
from relsim.sectors import TRUST_KINDS, Kind, Sector
from relsim.structure import Body, Floats

_TOGETHER = {"trusts": TRUST_KINDS}
"""Seats that are not one sector's."""


@dataclass(frozen=True)
class Deciding:
    """Who works with whom, by row, as far as it bears on decisions."""

    kinds: Sequence[Kind]
    codes: Sequence[str]
    bodies: Sequence[tuple[int, Body]]
    """(row, commissioner), by row."""
    needs: Mapping[tuple[int, int, str], float]
    """(row of partner, row of commissioner, place) → contacts a month wanted."""
    people: Mapping[tuple[int, str], int]
    """(row of commissioner, place) → people."""
    places: Sequence[str]
    """Codes of the councils whose areas are the places, in order."""

    @cached_property
    def _partners(self) -> dict[int, list[tuple[int, str, float]]]:
        """Row of commissioner → (row of partner, place, contacts a month wanted), in order."""
        partners: dict[int, list[tuple[int, str, float]]] = {row: [] for row, _ in self.bodies}
        for (partner, body, place), need in sorted(self.needs.items()):
            partners[body].append((partner, place, need))
        return partners

    @cached_property
    def opinion(self) -> Floats:
        """(organisations) whose opinion decides in all; sums to 1."""
        total = np.zeros(len(self.kinds))
        everybody = sum(self.people.values())
        for row, body in self.bodies:
            here = {place: self.people.get((row, place), 0) for place in self.places}
            part = sum(here.values()) / everybody
            committees = np.zeros(len(self.kinds))
            for place in self.places:
                if body.board.delegated and here[place]:
                    committees += here[place] / sum(here.values()) * self._seated(row, body.board.place_seats, place)
            total += part * self._of_body(row, body, committees)
        return total

    def place_opinion(self, place: str) -> Floats:
        """(organisations) whose opinion decides for a place; sums to 1."""
        total = np.zeros(len(self.kinds))
        everybody = sum(self.people.get((row, place), 0) for row, _ in self.bodies)
        for row, body in self.bodies:
            people = self.people.get((row, place), 0)
            if people:
                committee = self._seated(row, body.board.place_seats, place) if body.board.delegated else 0.0 * total
                total += people / everybody * self._of_body(row, body, committee)
        return total

    def seats_held(self, row: int, body: Body) -> Floats:
        """(organisations) how many people each has on a body's board, and on its place committees, at most 1."""
        held = self._seated(row, body.board.seats) * sum(body.board.seats.values())
        if body.board.delegated:
            for place in self.places:
                if self.people.get((row, place), 0):
                    seats = body.board.place_seats
                    held += self._seated(row, seats, place) * sum(seats.values())
        held[row] = 1.0
        return np.minimum(held, 1.0)

    def wholly_within(self, row: int) -> Floats:
        """(organisations) 1 for a council or trust that deals with this commissioner and with no other."""
        within = np.zeros(len(self.kinds))
        bodies: dict[int, set[int]] = {}
        for partner, body, _ in self.needs:
            bodies.setdefault(partner, set()).add(body)
        for partner, dealt_with in bodies.items():
            kind = self.kinds[partner]
            within[partner] = float(dealt_with == {row} and (kind in TRUST_KINDS or kind is Kind.COUNCIL))
        return within

    def _of_body(self, row: int, body: Body, committees: Floats) -> Floats:
        """A body's board, the committees of its places and the hearings that challenge both, by their shares."""
        board = body.board
        decided = (1.0 - board.delegated) * self._seated(row, board.seats) + board.delegated * committees
        return (1.0 - board.challenge) * decided + (board.challenge * self._hearing(row) if board.challenge else 0.0)

    def _hearing(self, row: int) -> Floats:
        """Every sector that there is, but the commissioner's, counts alike."""
        present = {self.kinds[partner].sector for partner, _, _ in self._partners[row]}
        sectors = {sector.code: 1.0 for sector in sorted(present - {Sector.COMMISSIONER})}
        return self._seated(row, sectors or {Sector.COMMISSIONER.code: 1.0})

    def _seated(self, row: int, seats: Seats, place: str | None = None) -> Floats:
        """(organisations) shares of seats, among all partners of a body or among those who work in one place."""
        shares = np.zeros(len(self.kinds))
        total = sum(seats[name] for name in sorted(seats))
        served: dict[int, float] = {}
        for partner, where, need in self._partners[row]:
            if place in (None, where):
                served[partner] = served.get(partner, 0.0) + need
        for name in sorted(seats):
            holders = [(one, need) for one, need in served.items() if self._holds(one, name)]
            if not holders:
                shares[row] += seats[name] / total
            need_of_all = sum(need for _, need in holders)
            for one, need in holders:
                shares[one] += seats[name] / total * (need / need_of_all)
        return shares

    def _holds(self, row: int, name: str) -> bool:
        kind = self.kinds[row]
        return kind in _TOGETHER.get(name, ()) or name in (kind.sector.code, kind.code, self.codes[row])
