"""The organisations of a place other than its commissioners, as they are founded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from relsim.domain.place import Place
from relsim.domain.sectors import Kind
from relsim.timetable.lineage import lineage
from relsim.timetable.needs import (
    LEAST_REPRESENTATIVE_POSTS,
    MEMBER_NEED,
    MEMBERS_A_POST,
    ONE_VCSE_IN,
    POSTS,
    POSTS_PER_100_000,
)


@dataclass(frozen=True)
class Organisation:
    """An organisation other than a commissioner."""

    code: str
    name: str
    kind: Kind
    lineage: int
    area: Mapping[str, float]
    """Locality → share of its work, summing to 1."""
    people: float
    """Population served (0 for practices, PCNs and VCSE organisations, whose needs do not grow with it)."""
    posts: int
    opened: int
    """Month number from which it exists."""


class Nearby:
    """Organisations by where they work, so that nobody is held against everybody."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._kinds: dict[Kind, list[Organisation]] = {kind: [] for kind in Kind}
        self._at: dict[tuple[Kind, str], list[Organisation]] = {}
        for one in organisations:
            self._kinds[one.kind].append(one)
            for locality in one.area:
                self._at.setdefault((one.kind, locality), []).append(one)

    def every(self, kind: Kind) -> list[Organisation]:
        """All of a kind."""
        return self._kinds[kind]

    def within(self, kind: Kind, localities: Iterable[str]) -> list[Organisation]:
        """Those of a kind with work in any of the localities, each once."""
        return list({one.code: one for locality in localities for one in self._at.get((kind, locality), ())}.values())


def organisations_of(place: Place, layered: Mapping[str, Sequence[str]]) -> list[Organisation]:
    """Every organisation of a place but its commissioners, and those that were added (code → localities)."""
    population = {locality.code: locality.population for locality in place.localities}
    practices = [_small(p.code, p.name, Kind.PRACTICE, {p.locality: 1.0}, place.starts) for p in place.practices]
    members: dict[str, list[str]] = {pcn.code: [] for pcn in place.pcns}
    for practice in place.practices:
        if practice.pcn:
            members[practice.pcn].append(practice.locality)
    pcns = [
        _small(p.code, p.name, Kind.PCN, {commonest(members[p.code]): 1.0}, p.opened)
        for p in place.pcns
        if members[p.code]
    ]
    pcns += [
        _small(p.code, p.name, Kind.PCN, as_shares({each: population[each] for each in layered[p.code]}), p.opened)
        for p in place.pcns
        if p.code in layered
    ]
    trusts = [_large(t.code, t.name, Kind[t.kind.upper()], t.serves, population, place.starts) for t in place.trusts]
    council_areas: dict[str, dict[str, float]] = {council.code: {} for council in place.councils}
    for locality in place.localities:
        council_areas[locality.council][locality.code] = 1.0
    councils = [
        _large(c.code, c.name, Kind.COUNCIL, council_areas[c.code], population, place.starts)
        for c in place.councils
        if council_areas[c.code]
    ]
    represented = [*practices, *pcns, *_voluntary(place)]
    return [*represented, *trusts, *councils, *_representatives(place, represented)]


def _voluntary(place: Place) -> list[Organisation]:
    """VCSE organisations engaged with health: so many per 1,000 people of each locality (assumption)."""
    by_council: dict[str, dict[str, int]] = {}
    for locality in place.localities:
        by_council.setdefault(locality.council, {})[locality.code] = locality.population
    result = []
    for locality in place.localities:
        for number in range(1, round(place.vcse_per_thousand * locality.population / 1000) + 1):
            code = f"V-{locality.code}-{number:03d}"
            wide = number % ONE_VCSE_IN == 0
            area = as_shares(by_council[locality.council]) if wide else {locality.code: 1.0}
            name = f"Voluntary organisation {number}, {locality.name}" + (" (county-wide)" if wide else "")
            result.append(_small(code, name, Kind.VCSE, area, place.starts))
    return result


def _representatives(place: Place, others: Sequence[Organisation]) -> list[Organisation]:
    """LMCs, federations, alliances and Healthwatch, with posts for their members."""
    population = {locality.code: locality.population for locality in place.localities}
    nearby = Nearby(others)
    result = []
    for body in place.representatives:
        kind = Kind[body.kind.upper()]
        area = as_shares({code: population[code] for code in body.localities or population})
        members = sum(len(nearby.within(of, area)) for speaker, of in MEMBER_NEED if speaker is kind)
        posts = POSTS.get(kind) or max(LEAST_REPRESENTATIVE_POSTS, round(members / MEMBERS_A_POST))
        line = lineage("organisation", body.code)
        result.append(Organisation(body.code, body.name, kind, line, area, 0.0, posts, body.opened))
    return result


def _small(code: str, name: str, kind: Kind, area: Mapping[str, float], opened: int) -> Organisation:
    return Organisation(code, name, kind, lineage("organisation", code), area, 0.0, POSTS[kind], opened)


def _large(
    code: str, name: str, kind: Kind, serves: Mapping[str, float], population: Mapping[str, int], opened: int
) -> Organisation:
    served = {locality: share * population[locality] for locality, share in serves.items() if share > 0}
    people = sum(served[locality] for locality in sorted(served))
    posts = POSTS.get(kind) or max(2, round(POSTS_PER_100_000[kind] * people / 100_000))
    return Organisation(code, name, kind, lineage("organisation", code), as_shares(served), people, posts, opened)


def as_shares(amounts: Mapping[str, float]) -> dict[str, float]:
    """Amounts as shares of their sum, in the order of their keys."""
    total = sum(amounts[key] for key in sorted(amounts))
    return {key: amounts[key] / total for key in sorted(amounts)}


def commonest(localities: Iterable[str]) -> str:
    """The locality of most of a PCN's practices; ties by code."""
    found = list(localities)
    return min(set(found), key=lambda code: (-found.count(code), code))
