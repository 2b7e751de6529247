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
from numpy.typing import NDArray

from relsim.domain.boards import Board, Seats
from relsim.domain.sectors import TRUST_KINDS, Kind, Sector
from relsim.timetable.structure import Body, Floats, Ints

_TOGETHER = {"trusts": TRUST_KINDS}
"""Seats that are not one sector's."""


@dataclass(frozen=True)
class DecisionRights:
    """Pairs that work together, by row, as far as it bears on decisions."""

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
    def _partners(self) -> dict[int, tuple[Ints, Ints, Floats]]:
        """Row of commissioner → rows of partners, numbers of places and contacts a month wanted, in order."""
        number = {place: k for k, place in enumerate(self.places)}
        found: dict[int, list[tuple[int, int, float]]] = {row: [] for row, _ in self.bodies}
        for (partner, body, place), need in sorted(self.needs.items()):
            found[body].append((partner, number[place], need))
        return {
            body: (
                np.array([partner for partner, _, _ in rows], np.int32),
                np.array([place for _, place, _ in rows], np.int32),
                np.array([need for _, _, need in rows], np.float64),
            )
            for body, rows in found.items()
        }

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
            here = self._people_by_place(rows)
            part = sum(here.values()) / everybody
            committees = np.zeros(len(self.kinds))
            for place in here if board.delegated else ():
                committees += here[place] / sum(here.values()) * self._seated(rows, board.place_seats, place)
            total += part * self._of_board(rows, board, committees)
        return total

    def place_opinion(self, place: str) -> Floats:
        """(organisations) whose opinion decides for a place; sums to 1."""
        total = np.zeros(len(self.kinds))
        everybody = sum(self.people.get((row, place), 0) for row, _ in self.bodies)
        for rows, board in self.boards:
            if people := self._people_by_place(rows).get(place, 0):
                committee = self._seated(rows, board.place_seats, place) if board.delegated else 0.0 * total
                total += people / everybody * self._of_board(rows, board, committee)
        return total

    def seats_held(self, rows: tuple[int, ...], board: Board) -> Floats:
        """(organisations) how many people each has on a board, and on its place committees, at most 1."""
        held = self._seated(rows, board.seats) * sum(board.seats.values())
        if board.delegated:
            for place in self._people_by_place(rows):
                held += self._seated(rows, board.place_seats, place) * sum(board.place_seats.values())
        held[list(rows)] = 1.0
        return np.minimum(held, 1.0)

    def _people(self, rows: tuple[int, ...], place: str | None = None) -> int:
        """People of some commissioners, in all or in one place."""
        here = self._people_by_place(rows)
        return sum(here.values()) if place is None else here.get(place, 0)

    def _people_by_place(self, rows: tuple[int, ...]) -> dict[str, int]:
        """Place → people of some commissioners, in the order of the places; those without anybody are left out."""
        if rows not in self._known_people:
            found: dict[str, int] = {}
            for row in rows:
                for place, people in self._places_of.get(row, {}).items():
                    found[place] = found.get(place, 0) + people
            order = {place: number for number, place in enumerate(self.places)}
            self._known_people[rows] = {place: found[place] for place in sorted(found, key=order.__getitem__)}
        return self._known_people[rows]

    @cached_property
    def _places_of(self) -> dict[int, dict[str, int]]:
        """Row of commissioner → place → people."""
        found: dict[int, dict[str, int]] = {}
        for (row, place), people in self.people.items():
            if people:
                found.setdefault(row, {})[place] = people
        return found

    @cached_property
    def _known_people(self) -> dict[tuple[int, ...], dict[str, int]]:
        return {}

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
        present = {self.kinds[partner].sector for row in rows for partner in self._partners[row][0].tolist()}
        sectors = {sector.code: 1.0 for sector in sorted(present - {Sector.COMMISSIONER})}
        return self._seated(rows, sectors or {Sector.COMMISSIONER.code: 1.0})

    def _seated(self, rows: tuple[int, ...], seats: Seats, place: str | None = None) -> Floats:
        """(organisations) shares of seats, among all partners of a board or among those who work in one place."""
        shares = np.zeros(len(self.kinds))
        total = sum(seats[name] for name in sorted(seats))
        partners, served = self._served(rows, place)
        for name in sorted(seats):
            holds = self._holders(name)[partners]
            if not holds.any():
                for row in rows:
                    shares[row] += seats[name] / total * (self._people((row,), place) / self._people(rows, place))
                continue
            # One after another, so that the sum is the same with every version of Python and numpy.
            need_of_all = np.cumsum(served[holds])[-1]
            shares[partners[holds]] += seats[name] / total * (served[holds] / need_of_all)
        return shares

    def _served(self, rows: tuple[int, ...], place: str | None) -> tuple[Ints, Floats]:
        """Partners of some commissioners, in all or in one place, in the order in which they are met, and need."""
        where = -1 if place is None else self.places.index(place)
        parts = [self._partners[row] for row in rows]
        chosen = [slice(None) if place is None else places == where for _, places, _ in parts]
        partners = np.concatenate([part[0][each] for part, each in zip(parts, chosen, strict=True)])
        needs = np.concatenate([part[2][each] for part, each in zip(parts, chosen, strict=True)])
        found, first, inverse = np.unique(partners, return_index=True, return_inverse=True)
        order = np.argsort(first)
        return found[order].astype(np.int32), np.bincount(inverse, needs, len(found))[order].astype(np.float64)

    def _holders(self, name: str) -> NDArray[np.bool_]:
        """(organisations) whether each can hold a seat of a sector or kind, or is the body named."""
        if name not in self._known_holders:
            kinds = [kind in _TOGETHER.get(name, ()) or name in (kind.sector.code, kind.code) for kind in Kind]
            held = np.array(kinds)[np.array(self.kinds, np.intp)]
            if name in self.rows:
                held[self.rows[name]] = True
            self._known_holders[name] = held
        return self._known_holders[name]

    @cached_property
    def _known_holders(self) -> dict[str, NDArray[np.bool_]]:
        return {}
