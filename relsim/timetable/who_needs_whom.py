"""Pairs of organisations of a place that need each other, and how much: the tables of needs put to a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from relsim.domain.place import Place
from relsim.domain.sectors import Kind
from relsim.timetable.lineage import lineage
from relsim.timetable.needs import (
    COMMISSIONER_NEED,
    COUNCIL_NEED,
    MEMBER_NEED,
    PCNS_A_VCSE_WORKS_WITH,
    PCNS_OF_ONE_LOCALITY,
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
)
from relsim.timetable.organisations import Nearby, Organisation


def needs_of_commissioners(organisations: tuple[Organisation, ...]) -> Iterable[tuple[int, str, float]]:
    """Row, locality and contacts a month wanted of whoever commissions there, for every organisation."""
    for row, one in enumerate(organisations):
        amount, per_head = COMMISSIONER_NEED[one.kind]
        total = amount * one.people / 100_000 if per_head else amount
        for locality, share in one.area.items():
            yield row, locality, total * share


def needs_between(
    place: Place, organisations: tuple[Organisation, ...], layered: Mapping[str, Sequence[str]]
) -> Iterable[tuple[str, str, float]]:
    """Codes of every pair that needs each other, and the contacts a month that they want.

    Args:
        place: The place.
        organisations: Those that it holds besides commissioners.
        layered: Code of each body that was added beside the others → its localities.
    """
    nearby = Nearby(organisations)
    trusts = [one for one in organisations if one.kind in (*(k for _, k in TRUST_NEED), Kind.AMBULANCE)]
    yield from _within_primary_care(place, nearby)
    for code, localities in layered.items():
        for practice in nearby.within(Kind.PRACTICE, localities):
            yield practice.code, code, PRACTICE_AND_ITS_PCN
    yield from _with_trusts(place, nearby, trusts)
    yield from _with_councils(nearby, trusts)
    yield from _of_voluntary(nearby)
    yield from _of_representatives(nearby)


def _within_primary_care(place: Place, nearby: Nearby) -> Iterable[tuple[str, str, float]]:
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
    place: Place, nearby: Nearby, trusts: list[Organisation]
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


def _with_councils(nearby: Nearby, trusts: list[Organisation]) -> Iterable[tuple[str, str, float]]:
    for council in nearby.every(Kind.COUNCIL):
        for kind, need in COUNCIL_NEED.items():
            for one in nearby.within(kind, council.area):
                yield one.code, council.code, need * _overlap(one, council)
        for trust in trusts:
            shared = _overlap(trust, council)
            yield trust.code, council.code, TRUST_AND_COUNCIL_PER_100_000 * shared * trust.people / 100_000


def _of_voluntary(nearby: Nearby) -> Iterable[tuple[str, str, float]]:
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


def _of_representatives(nearby: Nearby) -> Iterable[tuple[str, str, float]]:
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
