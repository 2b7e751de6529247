"""Who needs whom: the organisations of a place, and the contact that each pair wants when trust is middling.

How much is `relsim.timetable.needs`, all assumptions; whom a practice, a trust or a council works with follows from the
place's facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from relsim.domain.place import Place, PrimaryCareNetwork, Representative
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.sectors import Kind
from relsim.timetable.lineage import lineage
from relsim.timetable.needs import (
    COMMISSIONER_NEED,
    COUNCIL_NEED,
    LEAST_NEED,
    LEAST_REPRESENTATIVE_POSTS,
    MEMBER_NEED,
    MEMBERS_A_POST,
    ONE_VCSE_IN,
    PCNS_A_VCSE_WORKS_WITH,
    PCNS_OF_ONE_LOCALITY,
    POSTS,
    POSTS_PER_100_000,
    PRACTICE_AND_ITS_PCN,
    PRACTICES_A_VCSE_WORKS_WITH,
    PRACTICES_OF_ONE_PCN,
    REPRESENTATIVE_NEED,
    TRUST_AND_COUNCIL_PER_100_000,
    TRUST_NEED,
    TRUSTS_OF_ONE_AREA,
    VCSE_A_VCSE_WORKS_WITH,
    VCSE_AND_PCN,
    VCSE_AND_PRACTICE,
    VCSE_AND_VCSE,
    contracts_between,
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


@dataclass(frozen=True)
class Network:
    """The organisations of a place but its commissioners, in canonical order, and what they need of each other."""

    organisations: tuple[Organisation, ...]
    """Sorted by lineage."""
    pairs: tuple[tuple[int, int, float, float], ...]
    """(row, row, contacts a month wanted, contracts), the lower row first, sorted."""
    commissioner_needs: tuple[tuple[int, str, float], ...]
    """(row, locality, contacts a month wanted of whoever commissions there), sorted."""
    population: Mapping[str, int]
    """Locality → people."""
    council_of: Mapping[str, str]
    """Locality → code of the upper-tier council whose area it lies in: its place."""

    @cached_property
    def row(self) -> Mapping[str, int]:
        """Code → row of the organisation."""
        return {one.code: row for row, one in enumerate(self.organisations)}

    @property
    def places(self) -> tuple[str, ...]:
        """Codes of the councils whose areas are its places, in order."""
        return tuple(sorted(set(self.council_of.values())))

    def count_open(self, month: int) -> int:
        """How many of its organisations exist in a month."""
        return sum(one.opened <= month for one in self.organisations)


def with_layers(network_of: Network, place: Place, changes: Iterable[Reorganisation]) -> Network:
    """The network of a place and of what layers add to it; needs between those that it had before stay as they are.

    Args:
        network_of: The place's network so far.
        place: The place.
        changes: Reorganisations; those of another kind are passed over.
    """
    areas: dict[str, Sequence[str]] = {}
    layers = [change for change in changes if change.kind == "layer"]
    # One after another: a later layer takes nothing from an earlier one either.
    for change in sorted(layers, key=lambda change: (change.vesting, change.name)):
        made = tuple(
            Representative.model_validate({"code": one.code, "name": one.name or one.code, "kind": one.kind,
                                           "localities": one.localities, "opened": change.vesting})
            for one in change.successors if one.kind != Kind.PCN.code
        )  # fmt: skip
        networks = [one for one in change.successors if one.kind == Kind.PCN.code]
        pcns = tuple(PrimaryCareNetwork(code=one.code, name=one.name or one.code, opened=change.vesting)
                     for one in networks)  # fmt: skip
        areas |= {one.code: one.localities for one in networks}
        place = place.model_copy(
            update={"representatives": (*place.representatives, *made), "pcns": (*place.pcns, *pcns)}
        )
        network_of = _joined(network_of, network(place, areas), {one.code for one in change.successors})
    return network_of


def _joined(known: Network, extended: Network, new: set[str]) -> Network:
    """A network with some organisations of an extended one, and with what these need and are needed for."""
    added = [one for one in extended.organisations if one.code in new]
    organisations = tuple(sorted([*known.organisations, *added], key=lambda one: one.lineage))
    row = {one.code: number for number, one in enumerate(organisations)}
    pairs = [
        (row[of.organisations[a].code], row[of.organisations[b].code], *rest)
        for of in (known, extended)
        for a, b, *rest in of.pairs
        if of is known or {of.organisations[a].code, of.organisations[b].code} & new
    ]
    needs = [
        (row[of.organisations[number].code], *rest)
        for of in (known, extended)
        for number, *rest in of.commissioner_needs
        if of is known or of.organisations[number].code in new
    ]
    return replace(
        known, organisations=organisations, pairs=tuple(sorted(pairs)), commissioner_needs=tuple(sorted(needs)),  # type: ignore[arg-type]
    )


def network(place: Place, layered: Mapping[str, Sequence[str]] | None = None) -> Network:
    """Build the network of a place; the order of anything in the place's lists makes no difference.

    Args:
        place: The place.
        layered: Primary care networks without members of their own → the localities whose practices they serve.
    """
    layered = layered or {}
    population = {locality.code: locality.population for locality in place.localities}
    organisations = tuple(sorted(_organisations(place, layered), key=lambda one: one.lineage))
    row = {one.code: number for number, one in enumerate(organisations)}
    wanted: dict[tuple[int, int], float] = {}
    for one, other, need in _needs(place, organisations, layered):
        key = (min(row[one], row[other]), max(row[one], row[other]))
        if need >= LEAST_NEED:
            wanted[key] = max(need, wanted.get(key, 0.0))
    pairs = tuple(
        (a, b, need, contracts_between(organisations[a].kind, organisations[b].kind))
        for (a, b), need in sorted(wanted.items())
    )
    council_of = {locality.code: locality.council for locality in place.localities}
    return Network(organisations, pairs, tuple(sorted(_commissioner_needs(organisations))), population, council_of)


def _organisations(place: Place, layered: Mapping[str, Sequence[str]]) -> list[Organisation]:
    population = {locality.code: locality.population for locality in place.localities}
    practices = [_small(p.code, p.name, Kind.PRACTICE, {p.locality: 1.0}, place.starts) for p in place.practices]
    members: dict[str, list[str]] = {pcn.code: [] for pcn in place.pcns}
    for practice in place.practices:
        if practice.pcn:
            members[practice.pcn].append(practice.locality)
    pcns = [
        _small(p.code, p.name, Kind.PCN, {_commonest(members[p.code]): 1.0}, p.opened)
        for p in place.pcns
        if members[p.code]
    ]
    pcns += [
        _small(p.code, p.name, Kind.PCN, _shares({each: population[each] for each in layered[p.code]}), p.opened)
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
            area = _shares(by_council[locality.council]) if wide else {locality.code: 1.0}
            name = f"Voluntary organisation {number}, {locality.name}" + (" (county-wide)" if wide else "")
            result.append(_small(code, name, Kind.VCSE, area, place.starts))
    return result


def _representatives(place: Place, others: Sequence[Organisation]) -> list[Organisation]:
    """LMCs, federations, alliances and Healthwatch, with posts for their members."""
    population = {locality.code: locality.population for locality in place.localities}
    nearby = _Nearby(others)
    result = []
    for body in place.representatives:
        kind = Kind[body.kind.upper()]
        area = _shares({code: population[code] for code in body.localities or population})
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
    return Organisation(code, name, kind, lineage("organisation", code), _shares(served), people, posts, opened)


def _shares(amounts: Mapping[str, float]) -> dict[str, float]:
    total = sum(amounts[key] for key in sorted(amounts))
    return {key: amounts[key] / total for key in sorted(amounts)}


def _commonest(localities: Iterable[str]) -> str:
    """The locality of most of a PCN's practices; ties by code."""
    found = list(localities)
    return min(set(found), key=lambda code: (-found.count(code), code))


def _commissioner_needs(organisations: tuple[Organisation, ...]) -> Iterable[tuple[int, str, float]]:
    for row, one in enumerate(organisations):
        amount, per_head = COMMISSIONER_NEED[one.kind]
        total = amount * one.people / 100_000 if per_head else amount
        for locality, share in one.area.items():
            yield row, locality, total * share


class _Nearby:
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


def _needs(
    place: Place, organisations: tuple[Organisation, ...], layered: Mapping[str, Sequence[str]]
) -> Iterable[tuple[str, str, float]]:
    nearby = _Nearby(organisations)
    trusts = [one for one in organisations if one.kind in (*(k for _, k in TRUST_NEED), Kind.AMBULANCE)]
    yield from _within_primary_care(place, nearby)
    for code, localities in layered.items():
        for practice in nearby.within(Kind.PRACTICE, localities):
            yield practice.code, code, PRACTICE_AND_ITS_PCN
    yield from _with_trusts(place, nearby, trusts)
    yield from _with_councils(nearby, trusts)
    yield from _of_voluntary(nearby)
    yield from _of_representatives(nearby)


def _within_primary_care(place: Place, nearby: _Nearby) -> Iterable[tuple[str, str, float]]:
    members: dict[str, list[str]] = {}
    for practice in place.practices:
        if practice.pcn:
            yield practice.code, practice.pcn, PRACTICE_AND_ITS_PCN
            members.setdefault(practice.pcn, []).append(practice.code)
    for codes in members.values():
        for number, one in enumerate(codes):
            for other in codes[:number]:
                yield one, other, PRACTICES_OF_ONE_PCN
    for pcn in nearby.every(Kind.PCN):
        for other_pcn in nearby.within(Kind.PCN, pcn.area):
            if pcn.code < other_pcn.code and pcn.area == other_pcn.area:
                yield pcn.code, other_pcn.code, PCNS_OF_ONE_LOCALITY


def _with_trusts(
    place: Place, nearby: _Nearby, trusts: list[Organisation]
) -> Iterable[tuple[str, str, float]]:
    serves = {trust.code: trust.serves for trust in place.trusts}
    for (kind, trust_kind), need in TRUST_NEED.items():
        for trust in nearby.every(trust_kind):
            for one in nearby.within(kind, serves[trust.code]):
                share = sum(part * serves[trust.code].get(loc, 0.0) for loc, part in sorted(one.area.items()))
                yield one.code, trust.code, need * share
    for number, trust in enumerate(trusts):
        for other in trusts[:number]:
            if set(trust.area) & set(other.area):
                yield trust.code, other.code, TRUSTS_OF_ONE_AREA


def _with_councils(nearby: _Nearby, trusts: list[Organisation]) -> Iterable[tuple[str, str, float]]:
    for council in nearby.every(Kind.COUNCIL):
        for kind, need in COUNCIL_NEED.items():
            for one in nearby.within(kind, council.area):
                yield one.code, council.code, need * _overlap(one, council)
        for trust in trusts:
            shared = _overlap(trust, council)
            yield trust.code, council.code, TRUST_AND_COUNCIL_PER_100_000 * shared * trust.people / 100_000


def _of_voluntary(nearby: _Nearby) -> Iterable[tuple[str, str, float]]:
    """Whom each VCSE organisation works with: a few in its area, chosen by a hash of the codes (assumption)."""
    choices = (
        (Kind.PRACTICE, PRACTICES_A_VCSE_WORKS_WITH, VCSE_AND_PRACTICE),
        (Kind.PCN, PCNS_A_VCSE_WORKS_WITH, VCSE_AND_PCN),
        (Kind.VCSE, VCSE_A_VCSE_WORKS_WITH, VCSE_AND_VCSE),
    )
    for kind, count, need in choices:
        for one in nearby.every(Kind.VCSE):
            near = [other for other in nearby.within(kind, one.area) if other is not one]
            near.sort(key=lambda other: lineage("partner", *sorted((one.code, other.code))))
            for other in near[:count]:
                yield one.code, other.code, need


def _of_representatives(nearby: _Nearby) -> Iterable[tuple[str, str, float]]:
    """Representative bodies and Healthwatch: with their members, and with the trusts and councils of their area."""
    for (kind, member_kind), need in MEMBER_NEED.items():
        for body in nearby.every(kind):
            for member in nearby.within(member_kind, body.area):
                yield member.code, body.code, need * _overlap(member, body)
    for kind in (Kind.LMC, Kind.FEDERATION, Kind.ALLIANCE, Kind.HEALTHWATCH):
        for other_kind, need in REPRESENTATIVE_NEED.items():
            for body in nearby.every(kind):
                for other in nearby.within(other_kind, body.area):
                    yield body.code, other.code, need * _overlap(body, other)


def _overlap(one: Organisation, other: Organisation) -> float:
    """Share of the one's work that is in the area of the other."""
    return sum(part for locality, part in sorted(one.area.items()) if locality in other.area)
