"""Who needs whom: the organisations of a place, and the contact that each pair wants when trust is middling.

Needs are in substantive contacts a month.  They are assumptions, stated in one table each, except whom a practice, a
trust or a council works with, which follows from the place's facts.  A need that grows with the people served is per
100,000 of them, so that no number depends on how many bodies share an area.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from relsim.places.place import Place
from relsim.randomness import lineage
from relsim.sectors import Kind

# With the commissioner: contacts a month for each organisation, or (True) for each 100,000 people it serves.
COMMISSIONER_NEED: dict[Kind, tuple[float, bool]] = {
    Kind.PRACTICE: (0.8, False),
    Kind.PCN: (1.0, False),
    # Those engaged with health need it as a practice does: meeting less than that is hardly being engaged.
    Kind.VCSE: (0.8, False),
    Kind.ACUTE: (1.5, True),
    Kind.MENTAL_HEALTH: (1.0, True),
    Kind.COMMUNITY: (1.0, True),
    Kind.AMBULANCE: (0.3, True),
    Kind.COUNCIL: (1.5, True),
}

# Between a practice, PCN or VCSE organisation and a trust that meets all the need of its area.
TRUST_NEED: dict[tuple[Kind, Kind], float] = {
    (Kind.PRACTICE, Kind.ACUTE): 0.6,
    (Kind.PRACTICE, Kind.MENTAL_HEALTH): 0.5,
    (Kind.PRACTICE, Kind.COMMUNITY): 0.3,
    (Kind.PCN, Kind.ACUTE): 0.4,
    (Kind.PCN, Kind.MENTAL_HEALTH): 0.5,
    (Kind.PCN, Kind.COMMUNITY): 0.4,
    (Kind.VCSE, Kind.ACUTE): 0.15,
    (Kind.VCSE, Kind.MENTAL_HEALTH): 0.25,
    (Kind.VCSE, Kind.COMMUNITY): 0.15,
}
# Councils give the voluntary sector more of its income than the NHS does (NCVO Almanac: 44 and 12 % of government's).
COUNCIL_NEED: dict[Kind, float] = {Kind.PRACTICE: 0.2, Kind.PCN: 0.4, Kind.VCSE: 0.8}
PRACTICE_AND_ITS_PCN = 1.0
PRACTICES_OF_ONE_PCN = 0.4
PCNS_OF_ONE_LOCALITY = 0.1
VCSE_AND_PRACTICE, PRACTICES_A_VCSE_WORKS_WITH = 0.15, 4
VCSE_AND_PCN, PCNS_A_VCSE_WORKS_WITH = 0.25, 2
VCSE_AND_VCSE, VCSE_A_VCSE_WORKS_WITH = 0.15, 4
TRUSTS_OF_ONE_AREA = 2.0
TRUST_AND_COUNCIL_PER_100_000 = 0.8
LEAST_NEED = 0.02
"""A need under this many contacts a month (one in four years) is no relationship."""

ONE_VCSE_IN = 4
"""One VCSE organisation in this many works across its whole council's area (assumption)."""

POSTS: dict[Kind, int] = {Kind.PRACTICE: 1, Kind.PCN: 2, Kind.VCSE: 1}
POSTS_PER_100_000: dict[Kind, float] = {
    Kind.ACUTE: 2.4,
    Kind.MENTAL_HEALTH: 2.4,
    Kind.COMMUNITY: 2.0,
    Kind.AMBULANCE: 0.4,
    Kind.COUNCIL: 3.4,
    # A place's first commissioners; later ones get what is left.  QU9's seven CCGs have 13 to 14 each on average.
    Kind.COMMISSIONER: 6.4,
}

CONTRACTS: dict[frozenset[Kind], float] = {
    frozenset({Kind.PRACTICE, Kind.COMMISSIONER}): 1.0,
    frozenset({Kind.PCN, Kind.COMMISSIONER}): 0.8,
    frozenset({Kind.VCSE, Kind.COMMISSIONER}): 0.6,
    frozenset({Kind.ACUTE, Kind.COMMISSIONER}): 1.0,
    frozenset({Kind.MENTAL_HEALTH, Kind.COMMISSIONER}): 1.0,
    frozenset({Kind.COMMUNITY, Kind.COMMISSIONER}): 1.0,
    frozenset({Kind.AMBULANCE, Kind.COMMISSIONER}): 1.0,
    frozenset({Kind.COUNCIL, Kind.COMMISSIONER}): 0.6,
    frozenset({Kind.VCSE, Kind.COUNCIL}): 0.6,
    frozenset({Kind.PRACTICE, Kind.PCN}): 1.0,
}
"""How far a pair's dealings are under contract, of 1; pairs not named: 0.2."""
CONTRACTS_OTHERWISE = 0.2


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

    def count_open(self, month: int) -> int:
        """How many of its organisations exist in a month."""
        return sum(one.opened <= month for one in self.organisations)

    def open_at(self, month: int) -> Network:
        """The same network without the organisations that do not exist yet."""
        kept = [row for row, one in enumerate(self.organisations) if one.opened <= month]
        to = {row: number for number, row in enumerate(kept)}
        return Network(
            organisations=tuple(self.organisations[row] for row in kept),
            pairs=tuple((to[a], to[b], *rest) for a, b, *rest in self.pairs if a in to and b in to),  # type: ignore[misc]
            commissioner_needs=tuple((to[row], *rest) for row, *rest in self.commissioner_needs if row in to),  # type: ignore[misc]
            population=self.population,
        )


def contracts_between(one: Kind, other: Kind) -> float:
    """How far the dealings of two kinds are under contract, of 1."""
    return CONTRACTS.get(frozenset({one, other}), CONTRACTS_OTHERWISE)


def commissioner_posts(people: float) -> int:
    """Liaison posts of a commissioner for so many people."""
    return max(1, round(POSTS_PER_100_000[Kind.COMMISSIONER] * people / 100_000))


def network(place: Place) -> Network:
    """Build the network of a place; the order of anything in the place's lists makes no difference."""
    population = {locality.code: locality.population for locality in place.localities}
    organisations = tuple(sorted(_organisations(place), key=lambda one: one.lineage))
    row = {one.code: number for number, one in enumerate(organisations)}
    wanted: dict[tuple[int, int], float] = {}
    for one, other, need in _needs(place, organisations):
        key = (min(row[one], row[other]), max(row[one], row[other]))
        if need >= LEAST_NEED:
            wanted[key] = max(need, wanted.get(key, 0.0))
    pairs = tuple(
        (a, b, need, contracts_between(organisations[a].kind, organisations[b].kind))
        for (a, b), need in sorted(wanted.items())
    )
    return Network(organisations, pairs, tuple(sorted(_commissioner_needs(organisations))), population)


def _organisations(place: Place) -> list[Organisation]:
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
    trusts = [_large(t.code, t.name, Kind[t.kind.upper()], t.serves, population, place.starts) for t in place.trusts]
    council_areas = {
        council.code: {loc.code: 1.0 for loc in place.localities if loc.council == council.code}
        for council in place.councils
    }
    councils = [
        _large(c.code, c.name, Kind.COUNCIL, council_areas[c.code], population, place.starts)
        for c in place.councils
        if council_areas[c.code]
    ]
    return [*practices, *pcns, *trusts, *councils, *_voluntary(place)]


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


def _needs(place: Place, organisations: tuple[Organisation, ...]) -> Iterable[tuple[str, str, float]]:
    kinds = {kind: [one for one in organisations if one.kind is kind] for kind in Kind}
    trusts = [one for one in organisations if one.kind in (*(k for _, k in TRUST_NEED), Kind.AMBULANCE)]
    yield from _within_primary_care(place, kinds)
    yield from _with_trusts(place, kinds, trusts)
    yield from _with_councils(place, kinds, trusts)
    yield from _of_voluntary(kinds)


def _within_primary_care(
    place: Place, kinds: Mapping[Kind, list[Organisation]]
) -> Iterable[tuple[str, str, float]]:
    members: dict[str, list[str]] = {}
    for practice in place.practices:
        if practice.pcn:
            yield practice.code, practice.pcn, PRACTICE_AND_ITS_PCN
            members.setdefault(practice.pcn, []).append(practice.code)
    for codes in members.values():
        for number, one in enumerate(codes):
            for other in codes[:number]:
                yield one, other, PRACTICES_OF_ONE_PCN
    for number, pcn in enumerate(kinds[Kind.PCN]):
        for other_pcn in kinds[Kind.PCN][:number]:
            if pcn.area == other_pcn.area:
                yield pcn.code, other_pcn.code, PCNS_OF_ONE_LOCALITY


def _with_trusts(
    place: Place, kinds: Mapping[Kind, list[Organisation]], trusts: list[Organisation]
) -> Iterable[tuple[str, str, float]]:
    serves = {trust.code: trust.serves for trust in place.trusts}
    for (kind, trust_kind), need in TRUST_NEED.items():
        for trust in kinds[trust_kind]:
            for one in kinds[kind]:
                share = sum(part * serves[trust.code].get(loc, 0.0) for loc, part in sorted(one.area.items()))
                yield one.code, trust.code, need * share
    for number, trust in enumerate(trusts):
        for other in trusts[:number]:
            if set(trust.area) & set(other.area):
                yield trust.code, other.code, TRUSTS_OF_ONE_AREA


def _with_councils(
    place: Place, kinds: Mapping[Kind, list[Organisation]], trusts: list[Organisation]
) -> Iterable[tuple[str, str, float]]:
    for council in kinds[Kind.COUNCIL]:
        for kind, need in COUNCIL_NEED.items():
            for one in kinds[kind]:
                share = sum(part for loc, part in sorted(one.area.items()) if loc in council.area)
                yield one.code, council.code, need * share
        for trust in trusts:
            shared = sum(part for loc, part in sorted(trust.area.items()) if loc in council.area)
            yield trust.code, council.code, TRUST_AND_COUNCIL_PER_100_000 * shared * trust.people / 100_000


def _of_voluntary(kinds: Mapping[Kind, list[Organisation]]) -> Iterable[tuple[str, str, float]]:
    """Whom each VCSE organisation works with: a few in its area, chosen by a hash of the codes (assumption)."""
    choices = (
        (Kind.PRACTICE, PRACTICES_A_VCSE_WORKS_WITH, VCSE_AND_PRACTICE),
        (Kind.PCN, PCNS_A_VCSE_WORKS_WITH, VCSE_AND_PCN),
        (Kind.VCSE, VCSE_A_VCSE_WORKS_WITH, VCSE_AND_VCSE),
    )
    for kind, count, need in choices:
        for one in kinds[Kind.VCSE]:
            near = [other for other in kinds[kind] if other is not one and not set(other.area).isdisjoint(one.area)]
            near.sort(key=lambda other: lineage("partner", *sorted((one.code, other.code))))
            for other in near[:count]:
                yield one.code, other.code, need


def stated() -> list[tuple[str, float, str]]:
    """Every number above as (what, value, unit), for a report: all are assumptions."""
    a_month, a_head = "contacts a month", "contacts a month per 100,000 people served"
    rows: list[tuple[str, float, str]] = []
    for kind, (amount, grows) in COMMISSIONER_NEED.items():
        rows.append((f"need: {kind.words} and its commissioner", amount, a_head if grows else a_month))
    rows += [(f"need: {one.words} and {trust.words}", amount, a_month) for (one, trust), amount in TRUST_NEED.items()]
    rows += [(f"need: {kind.words} and council", amount, a_month) for kind, amount in COUNCIL_NEED.items()]
    rows += [
        ("need: practice and its PCN", PRACTICE_AND_ITS_PCN, a_month),
        ("need: practices of one PCN", PRACTICES_OF_ONE_PCN, a_month),
        ("need: PCNs of one locality", PCNS_OF_ONE_LOCALITY, a_month),
        ("need: VCSE organisation and a practice", VCSE_AND_PRACTICE, a_month),
        ("need: VCSE organisation and a PCN", VCSE_AND_PCN, a_month),
        ("need: two VCSE organisations", VCSE_AND_VCSE, a_month),
        ("need: two trusts of one area", TRUSTS_OF_ONE_AREA, a_month),
        ("need: trust and council", TRUST_AND_COUNCIL_PER_100_000, a_head),
        ("practices, PCNs and VCSE organisations that a VCSE organisation works with, each at most",
         VCSE_A_VCSE_WORKS_WITH, "organisations (PCNs: 2)"),
        ("one VCSE organisation in so many works across its whole council's area", ONE_VCSE_IN, "organisations"),
    ]  # fmt: skip
    rows += [(f"liaison posts: {kind.words}", float(posts), "posts") for kind, posts in POSTS.items()]
    for kind, per_head in POSTS_PER_100_000.items():
        rows.append((f"liaison posts: {kind.words}", per_head, "posts per 100,000 people served"))
    for pair, value in CONTRACTS.items():
        rows.append((f"contracts: {' and '.join(sorted(kind.words for kind in pair))}", value, "of 1"))
    return [*rows, ("contracts: other pairs", CONTRACTS_OTHERWISE, "of 1")]
