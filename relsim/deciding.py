"""Whose opinion decides: what boards, place committees and hearings make of the organisations of an era.

A seat of a sector is spread over its organisations by the need that each serves; one body's goes to whoever does most
of what it did; a seat that nobody in the area can hold falls to the commissioner itself.  Several commissioners count
by the people of their areas; those that decide through one committee have one board between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from relsim.boards import Board, Seats
from relsim.sectors import TRUST_KINDS, Kind, Sector
from relsim.structure import Body, Floats

_TOGETHER = {"trusts": TRUST_KINDS}
"""Seats that are not one sector's."""


@dataclass(frozen=True)
class Deciding:
    """Who works with whom, by row, as far as it bears on decisions."""

    kinds: Sequence[Kind]
    rows: Mapping[str, int]
    """Code → row; of a body that has ended, the row of who acts for it now."""
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
    def boards(self) -> tuple[tuple[tuple[int, ...], Board], ...]:
        """Rows of the commissioners that decide together, and the board through which they do; in order."""
        together: dict[str, list[tuple[int, Board]]] = {}
        for row, body in self.bodies:
            together.setdefault(body.committee or body.code, []).append((row, body.board))
        return tuple((tuple(row for row, _ in group), group[0][1]) for group in together.values())

    @cached_property
    def opinion(self) -> Floats:
        """(organisations) whose opinion decides in all; sums to 1."""
        total = np.zeros(len(self.kinds))
        everybody = sum(self.people.values())
        for rows, board in self.boards:
            here = {place: self._people(rows, place) for place in self.places}
            part = sum(here.values()) / everybody
            committees = np.zeros(len(self.kinds))
            for place in self.places:
                if board.delegated and here[place]:
                    committees += here[place] / sum(here.values()) * self._seated(rows, board.place_seats, place)
            total += part * self._of_board(rows, board, committees)
        return total

    def place_opinion(self, place: str) -> Floats:
        """(organisations) whose opinion decides for a place; sums to 1."""
        total = np.zeros(len(self.kinds))
        everybody = sum(self.people.get((row, place), 0) for row, _ in self.bodies)
        for rows, board in self.boards:
            people = self._people(rows, place)
            if people:
                committee = self._seated(rows, board.place_seats, place) if board.delegated else 0.0 * total
                total += people / everybody * self._of_board(rows, board, committee)
        return total

    def seats_held(self, rows: tuple[int, ...], board: Board) -> Floats:
        """(organisations) how many people each has on a board, and on its place committees, at most 1."""
        held = self._seated(rows, board.seats) * sum(board.seats.values())
        if board.delegated:
            for place in self.places:
                if self._people(rows, place):
                    held += self._seated(rows, board.place_seats, place) * sum(board.place_seats.values())
        held[list(rows)] = 1.0
        return np.minimum(held, 1.0)

    def _people(self, rows: tuple[int, ...], place: str | None = None) -> int:
        """People of some commissioners, in all or in one place."""
        places = self.places if place is None else (place,)
        return sum(self.people.get((row, each), 0) for row in rows for each in places)

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

    def _of_board(self, rows: tuple[int, ...], board: Board, committees: Floats) -> Floats:
        """A board, the committees of its places and the hearings that challenge both, by their shares."""
        decided = (1.0 - board.delegated) * self._seated(rows, board.seats) + board.delegated * committees
        return (1.0 - board.challenge) * decided + (board.challenge * self._hearing(rows) if board.challenge else 0.0)

    def _hearing(self, rows: tuple[int, ...]) -> Floats:
        """Every sector that there is, but the commissioner's, counts alike."""
        present = {self.kinds[partner].sector for row in rows for partner, _, _ in self._partners[row]}
        sectors = {sector.code: 1.0 for sector in sorted(present - {Sector.COMMISSIONER})}
        return self._seated(rows, sectors or {Sector.COMMISSIONER.code: 1.0})

    def _seated(self, rows: tuple[int, ...], seats: Seats, place: str | None = None) -> Floats:
        """(organisations) shares of seats, among all partners of a board or among those who work in one place."""
        shares = np.zeros(len(self.kinds))
        total = sum(seats[name] for name in sorted(seats))
        served: dict[int, float] = {}
        for row in rows:
            for partner, where, need in self._partners[row]:
                if place in (None, where):
                    served[partner] = served.get(partner, 0.0) + need
        for name in sorted(seats):
            holders = [(one, need) for one, need in served.items() if self._holds(one, name)]
            if not holders:
                for row in rows:
                    shares[row] += seats[name] / total * (self._people((row,), place) / self._people(rows, place))
            need_of_all = sum(need for _, need in holders)
            for one, need in holders:
                shares[one] += seats[name] / total * (need / need_of_all)
        return shares

    def _holds(self, row: int, name: str) -> bool:
        kind = self.kinds[row]
        return kind in _TOGETHER.get(name, ()) or name in (kind.sector.code, kind.code) or self.rows.get(name) == row
