"""Need units: what everybody needs of everybody, in parts so small that no reorganisation can divide them.

A unit is a pair of organisations as they were founded, or an organisation and whoever commissions in a locality, with
the part of the need that lies in one locality.  Who serves it changes with every reorganisation; the unit does not, so
that needs are neither lost nor doubled by arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from relsim.domain.responsibilities import COMMISSIONING, Function, Responsibilities, largest
from relsim.timetable.network import Network
from relsim.timetable.organisations import Organisation
from relsim.timetable.structure import Floats, Ints

NOBODY = -1


@dataclass(frozen=True, eq=False)
class NeedUnits:
    """u need units between n organisations as founded."""

    network: Network
    localities: tuple[str, ...]
    one: Ints
    """(u) row of a founding organisation."""
    other: Ints
    """(u) row of the other; `NOBODY`: whoever commissions in the locality."""
    at: Ints
    """(u) number of the locality."""
    need: Floats
    """(u) contacts a month wanted."""
    pair: Ints
    """(u) number of the pair, or of the need of a commissioner, of which it is a part; parts stand together."""
    pair_need: Floats
    """(pairs) all that the pair needs."""

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Code → row of the founding organisation."""
        return {one.code: row for row, one in enumerate(self.network.organisations)}

    @cached_property
    def of_commissioners(self) -> Ints:
        """The units that somebody has with whoever commissions, in order."""
        return np.flatnonzero(self.other == NOBODY).astype(np.int32)

    def served(self, responsibilities: Responsibilities, month: int, row: Mapping[str, int]) -> tuple[Ints, Ints]:
        """(u) Who are at both ends now; `NOBODY` where an end is not open yet, or has ended.

        Args:
            responsibilities: Who does what.
            month: Month number, for those that open later.
            row: Code → row of everybody who exists now.
        """
        # The last row stands for whoever commissions; indexing with `NOBODY` finds it.
        now = np.full((len(self.network.organisations) + 1, len(self.localities)), NOBODY, np.int32)
        for number, organisation in enumerate(self.network.organisations):
            if organisation.opened > month:
                continue
            if organisation.code in responsibilities.founders:
                self._put(now[number], organisation.code, organisation.area, responsibilities, row)
            else:
                now[number] = row[organisation.code]
        self._put(now[-1], COMMISSIONING, {}, responsibilities, row)
        return now[self.one, self.at], now[self.other, self.at]

    def _put(
        self,
        now: Ints,
        founder: str,
        area: Mapping[str, float],
        responsibilities: Responsibilities,
        row: Mapping[str, int],
    ) -> None:
        holders = responsibilities.by_founder.get(founder, {})
        if area and largest(area) in holders:
            # Its work elsewhere, as of a network with a practice just across a border, goes with most of its work.
            now[:] = row[holders[largest(area)]]
        for locality, code in holders.items():
            now[self._number[locality]] = row[code]
        for locality in responsibilities.gone_of.get(founder, ()):
            now[self._number[locality]] = NOBODY

    @cached_property
    def _number(self) -> dict[str, int]:
        return {locality: number for number, locality in enumerate(self.localities)}

    def concerned(self, functions: frozenset[Function]) -> tuple[Ints, Ints]:
        """(u) 1 where one, and where the other, of the two does something of these functions."""
        mark = np.zeros((len(self.network.organisations) + 1, len(self.localities)), np.int32)
        for founder, locality in functions:
            number = NOBODY if founder == COMMISSIONING else self.rows.get(founder)
            if number is not None and locality in self._number:
                mark[number, self._number[locality]] = 1
        return mark[self.one, self.at], mark[self.other, self.at]


def need_units(network: Network) -> NeedUnits:
    """The need units of a network, in canonical order: pairs first, then needs of commissioners."""
    localities = tuple(sorted(network.population))
    number = {locality: k for k, locality in enumerate(localities)}
    found: list[tuple[int, int, int, float, int]] = []
    whole: list[float] = []
    for a, b, need, _ in network.pairs:
        for locality, part in _parts(network.organisations[a], network.organisations[b]):
            found.append((a, b, number[locality], need * part, len(whole)))
        whole.append(need)
    for row, locality, need in network.commissioner_needs:
        found.append((row, NOBODY, number[locality], need, len(whole)))
        whole.append(need)
    columns: Sequence[Sequence[float]] = list(zip(*found, strict=True)) or [[]] * 5
    one, other, at, pair = (np.array(columns[k], np.int32) for k in (0, 1, 2, 4))
    return NeedUnits(
        network=network, localities=localities, one=one, other=other, at=at, need=np.array(columns[3], np.float64),
        pair=pair, pair_need=np.array(whole, np.float64),
    )  # fmt: skip


def _parts(one: Organisation, other: Organisation) -> Iterator[tuple[str, float]]:
    """Locality in which a pair works together → part of its need, by both's work there (assumption)."""
    shared = [each for each in sorted(one.area) if each in other.area]
    if not shared:
        # A practice and its network may lie in two localities; it is the practice's need.
        narrow = min((one, other), key=lambda each: (each.kind, len(each.area)))
        yield largest(narrow.area), 1.0
        return
    if len(shared) == 1:
        yield shared[0], 1.0
        return
    weights = [one.area[each] * other.area[each] for each in shared]
    total = sum(weights)
    for locality, weight in zip(shared, weights, strict=True):
        yield locality, weight / total


class Served:
    """The pairs that serve the units of a network between two reorganisations, in canonical order."""

    def __init__(self, units: NeedUnits, one: Ints, other: Ints, count: int) -> None:
        """Find the pairs.

        Args:
            units: The units.
            one: (u) row of who is at one end now; `NOBODY`: not there.
            other: The same of the other end.
            count: How many organisations there are.
        """
        self.units, self.one, self.other = units, one, other
        there = (one != NOBODY) & (other != NOBODY) & (one != other)
        low, high = np.minimum(one, other).astype(np.int64), np.maximum(one, other).astype(np.int64)
        keys, inverse = np.unique((low * count + high)[there], return_inverse=True)
        self.a: Ints = (keys // count).astype(np.int32)
        self.b: Ints = (keys % count).astype(np.int32)
        self.row: Ints = np.full(len(one), NOBODY, np.int32)
        """(u) number of the pair that serves it; `NOBODY`: none."""
        self.row[there] = inverse
        self.need: Floats = self._needs()

    def _needs(self) -> Floats:
        """(pairs) contacts a month wanted; a need that was not divided is taken whole, to the bit."""
        units, count = self.units, len(self.a)
        if not len(units.pair):
            return np.zeros(count)
        first = np.flatnonzero(np.diff(units.pair, prepend=-1))
        whole = np.minimum.reduceat(self.row, first) == np.maximum.reduceat(self.row, first)
        undivided = whole[units.pair]
        amount = np.where(undivided, units.pair_need[units.pair], units.need)
        counts = self.row != NOBODY
        is_first = np.zeros(len(units.pair), bool)
        is_first[first] = True
        counts &= ~undivided | is_first
        return np.bincount(self.row[counts], amount[counts], count).astype(np.float64)
