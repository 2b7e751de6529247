"""Cuts localities into parts, so that every primary care group and trust since April 1999 has an area of its own.

*Fact*: which groups and trusts became which primary care trust of October 2006.  *Assumption*: which practices each of
them had, because no file at hand says so.  Within each trust of 2006 the practices are put in order, by locality, then
postcode, then code, and dealt in that order in runs of nearly equal length to its lines of bodies: from a group through
the trusts that it went into.  Lines that share a trust of 2002 stand next to each other, so that it has one run.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from relsim.places.maintenance.england_catchments import district_of
from relsim.places.maintenance.england_localities import Locality, locality_code
from relsim.places.maintenance.shares import shared_out

Line = tuple[str, ...]
"""Codes of bodies, each of which went into the next: from a primary care group to the trust of March 2013."""


class Part(NamedTuple):
    """The part of a locality that one line of bodies had."""

    code: str
    number: int
    """From 1 within its locality; 0: the locality is not cut."""
    locality: Locality
    people: int
    line: Line
    practices: tuple[str, ...]


def cut(
    people: Mapping[Locality, int], trusts: Mapping[Locality, str], places: Mapping[str, Locality],
    postcodes: Mapping[str, str], lines: Sequence[Line],
) -> tuple[list[Part], list[Line]]:  # fmt: skip
    """The parts, in order of localities and of lines, and the lines for which no practice was left.

    Args:
        people: People of each locality.
        trusts: Locality → code of its primary care trust, which the lines through it name too.
        places: Practice → locality.
        postcodes: Practice → postcode; those without one come first.
        lines: Every line of bodies.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for practice, place in places.items():
        members[trusts[place]].append(practice)
    found: dict[tuple[Locality, Line], list[str]] = defaultdict(list)
    left_out = []
    for trust, practices in sorted(members.items()):
        own = sorted((line for line in lines if trust in line), key=lambda line: line[::-1])
        ordered = sorted(practices, key=lambda code: (locality_code(*places[code]), _order(postcodes[code]), code))
        for line, run in zip(own, runs(ordered, len(own)), strict=True):
            if not run:
                left_out.append(line)
            for practice in run:
                found[places[practice], line].append(practice)
    return _numbered(people, found), left_out


def runs(ordered: Sequence[str], number: int) -> list[Sequence[str]]:
    """A list in so many runs, whose lengths differ by one at most."""
    ends = [len(ordered) * each // number for each in range(number + 1)]
    return [ordered[start:end] for start, end in pairwise(ends)]


def _order(postcode: str) -> tuple[str, int, str]:
    """``OX3 9DU`` → ``OX``, 3, ``9DU``."""
    letters, number = district_of(postcode)
    return letters, number, postcode.partition(" ")[2]


def _numbered(people: Mapping[Locality, int], found: Mapping[tuple[Locality, Line], Iterable[str]]) -> list[Part]:
    parts: list[Part] = []
    of_locality: dict[Locality, list[Line]] = defaultdict(list)
    for locality, line in found:
        of_locality[locality].append(line)
    for locality, number in sorted(people.items()):
        lines = of_locality[locality]
        weights = Counter({str(place): len(list(found[locality, line])) for place, line in enumerate(lines)})
        shares = shared_out(number, weights)
        for place, line in enumerate(lines):
            several = len(lines) > 1
            code = f"{locality_code(*locality)}-{place + 1}" if several else locality_code(*locality)
            parts.append(Part(code, place + 1 if several else 0, locality, shares[str(place)], line,
                              tuple(sorted(found[locality, line]))))  # fmt: skip
    return parts
