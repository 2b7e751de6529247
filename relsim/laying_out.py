"""Laying out a structure: a place's network with the commissioners of the time, in canonical order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from relsim.network import Network, contracts_between
from relsim.randomness import words
from relsim.sectors import TRUST_KINDS, Kind, Sector
from relsim.structure import Body, Descent, Floats, Ints, Layout, Rows, Structure, pair_lineage

_TOGETHER = {"trusts": TRUST_KINDS}
"""Seats that are not one sector's."""


@dataclass(frozen=True)
class _Member:
    """An organisation or a commissioner, alike."""

    code: str
    name: str
    kind: Kind
    lineage: int
    posts: int


@dataclass(frozen=True)
class _Pair:
    """A relationship to be laid out, its sides by row."""

    a: int
    b: int
    need: float
    contracts: float
    lineage: int


@dataclass(frozen=True)
class _Commissioning:
    """Who needs which commissioner how much, by row."""

    bodies: Sequence[tuple[int, Body]]
    """(row, commissioner), by row."""
    needs: Mapping[tuple[int, int], float]
    """(row of partner, row of commissioner) → contacts a month wanted."""
    counted: Mapping[tuple[int, int], float]
    """The same, of localities that are concerned only."""


def build_structure(network: Network, bodies: Sequence[Body], descent: Descent, concerned: frozenset[str]) -> Structure:
    """Lay out a place's network with the commissioners of the time.

    Args:
        network: The organisations that are no commissioners, and their needs.
        bodies: The commissioners.
        descent: Lineages that relationships have inherited.
        concerned: Localities whose relationships with their commissioner are counted in coverage.
    """
    members = sorted(_members(network, bodies), key=lambda member: member.lineage)
    row = {member.code: number for number, member in enumerate(members)}
    commissioning = _commissioning(network, bodies, row, concerned)
    pairs = sorted(_pairs(network, members, row, commissioning, descent), key=lambda pair: (pair.a, pair.b))
    a = np.array([pair.a for pair in pairs], np.int32)
    b = np.array([pair.b for pair in pairs], np.int32)
    first_post = np.concatenate([[0], np.cumsum([member.posts for member in members])]).astype(np.int32)
    portfolio_a, portfolio_b = dealt_in_turn(a, b, first_post)
    layout = _layout(members, pairs, a, b, first_post, commissioning, _opinion(network, members, commissioning))
    at = {(pair.a, pair.b): number for number, pair in enumerate(pairs)}
    return Structure(
        layout=layout,
        codes=tuple(member.code for member in members),
        names=tuple(member.name for member in members),
        lineages=tuple(member.lineage for member in members),
        relationship_lineages=tuple(pair.lineage for pair in pairs),
        contracts=np.array([pair.contracts for pair in pairs], np.float64),
        first_portfolio_a=portfolio_a,
        first_portfolio_b=portfolio_b,
        bodies=tuple(bodies),
        row=row,
        of_commissioner={
            (members[partner].lineage, body): at[min(partner, body), max(partner, body)]
            for partner, body in commissioning.needs
        },
        unit_count=np.bincount(layout.counted_sector, minlength=len(Sector)).astype(np.float64),
    )


def _members(network: Network, bodies: Sequence[Body]) -> list[_Member]:
    organisations = [_Member(one.code, one.name, one.kind, one.lineage, one.posts) for one in network.organisations]
    return organisations + [_Member(b.code, b.name, Kind.COMMISSIONER, b.lineage, b.posts) for b in bodies]


def _commissioning(
    network: Network, bodies: Sequence[Body], row: Mapping[str, int], concerned: frozenset[str]
) -> _Commissioning:
    home = {locality: row[body.code] for body in bodies for locality in body.localities}
    needs: dict[tuple[int, int], float] = {}
    counted: dict[tuple[int, int], float] = {}
    for number, locality, need in network.commissioner_needs:
        key = (row[network.organisations[number].code], home[locality])
        needs[key] = needs.get(key, 0.0) + need
        if locality in concerned:
            counted[key] = counted.get(key, 0.0) + need
    return _Commissioning(sorted((row[body.code], body) for body in bodies), needs, counted)


def _pairs(
    network: Network, members: Sequence[_Member], row: Mapping[str, int], commissioning: _Commissioning,
    descent: Descent,
) -> list[_Pair]:  # fmt: skip
    pairs = []
    for i, j, need, contracts in network.pairs:
        one, other = network.organisations[i], network.organisations[j]
        a, b = sorted((row[one.code], row[other.code]))
        pairs.append(_Pair(a, b, need, contracts, pair_lineage(one.lineage, other.lineage)))
    for (partner, body), need in commissioning.needs.items():
        a, b = sorted((partner, body))
        contracts = contracts_between(members[partner].kind, Kind.COMMISSIONER)
        pairs.append(_Pair(a, b, need, contracts, descent.lineage(members[partner].lineage, members[body].lineage)))
    return pairs


def _layout(
    members: Sequence[_Member], pairs: Sequence[_Pair], a: Ints, b: Ints, first_post: Ints,
    commissioning: _Commissioning, opinion: Floats,
) -> Layout:  # fmt: skip
    count = len(members)
    sector = np.array([member.kind.sector for member in members], np.int32)
    statutory = np.array([member.kind.statutory for member in members], np.uint8)
    need = np.array([pair.need for pair in pairs], np.float64)
    low, high = words(np.array([member.lineage for member in members], np.uint64))
    relationship_low, relationship_high = words(np.array([pair.lineage for pair in pairs], np.uint64))
    total = _totals(a, b, need, count)
    counted, counted_sector, counted_weight = _counted(pairs, sector, commissioning)
    return Layout(
        kind=np.array([member.kind for member in members], np.int32),
        sector=sector,
        statutory=statutory,
        first_post=first_post.astype(np.uint32),
        first_as_a=np.searchsorted(a, np.arange(count + 1)).astype(np.uint32),
        sectors_needed=_sectors_needed(a, b, sector),
        sought=_sought(a, b, need, statutory),
        low=low,
        high=high,
        opinion=opinion,
        organisation_of=np.repeat(np.arange(count, dtype=np.uint32), np.diff(first_post)),
        a=a.astype(np.uint32),
        b=b.astype(np.uint32),
        need=need,
        relationship_low=relationship_low,
        relationship_high=relationship_high,
        dependence_a=need / total[a],
        dependence_b=need / total[b],
        counted=counted,
        counted_sector=counted_sector,
        counted_weight=counted_weight,
        **_guests(a, b, need, statutory),
        **_edges(a, b, count),
    )


def dealt_in_turn(a: Ints, b: Ints, first_post: Ints) -> tuple[Ints, Ints]:
    """Which post of a, and of b, deals with each relationship: partners in canonical order, dealt to posts in turn.

    Relationships are sorted by a, then b, so each organisation meets its partners in canonical order on whichever side.
    """
    dealt = [0] * (len(first_post) - 1)
    posts = np.empty((2, len(a)), np.int32)
    for index, pair in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
        for side, o in enumerate(pair):
            posts[side, index] = first_post[o] + dealt[o] % (first_post[o + 1] - first_post[o])
            dealt[o] += 1
    return posts[0], posts[1]


def _totals(a: Ints, b: Ints, need: Floats, count: int) -> Floats:
    """All that each organisation needs of others; 1 where it needs nothing, so that nothing is divided by 0."""
    total: Floats = np.zeros(count)
    total += np.bincount(a, need, count)
    total += np.bincount(b, need, count)
    total[total == 0] = 1.0
    return total


def _sought(a: Ints, b: Ints, need: Floats, statutory: NDArray[np.uint8]) -> Floats:
    mixed = statutory[a] != statutory[b]
    guest = np.where(statutory[a] == 1, b, a)
    return np.bincount(guest[mixed], need[mixed], len(statutory)).astype(np.float64)


def _sectors_needed(a: Ints, b: Ints, sector: Ints) -> Floats:
    needed = np.zeros((len(sector), len(Sector)), bool)
    needed[a, sector[b]] = True
    needed[b, sector[a]] = True
    counts: Floats = np.zeros(len(sector))
    counts += needed.sum(axis=1)
    return np.maximum(counts, 1.0)


def _guests(a: Ints, b: Ints, need: Floats, statutory: NDArray[np.uint8]) -> dict[str, Any]:
    """Relationships of each organisation that may give up with the statutory bodies it needs."""
    mixed = np.flatnonzero(statutory[a] != statutory[b])
    guest_is_a = statutory[a[mixed]] == 0
    guest = np.where(guest_is_a, a[mixed], b[mixed])
    order = np.argsort(guest, kind="stable")
    return {
        "guest_first": _starts(guest, len(statutory)),
        "guest_relationship": mixed[order].astype(np.uint32),
        "guest_need": need[mixed[order]],
        "guest_side": np.where(guest_is_a, 1, 2)[order].astype(np.uint8),
    }


def _starts(rows: Ints, count: int) -> Rows:
    """(count + 1) where each row's entries start, once they are sorted by row."""
    return np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=count))]).astype(np.uint32)


def _edges(a: Ints, b: Ints, count: int) -> dict[str, Any]:
    """Who listens to whom, sorted by whom is listened to, then by the listener."""
    heard = np.concatenate([b, a])
    listener = np.concatenate([a, b])
    origin = np.concatenate([2 * np.arange(len(a)), 2 * np.arange(len(a)) + 1])
    order = np.lexsort((listener, heard))
    return {
        "edge_first": _starts(heard, count),
        "edge_listener": listener[order].astype(np.uint32),
        "edge_from": origin[order].astype(np.uint32),
    }


def _counted(
    pairs: Sequence[_Pair], sector: Ints, commissioning: _Commissioning
) -> tuple[Rows, Ints, Floats]:
    """The relationships that coverage counts, each weighted with the need it serves in the localities concerned."""
    weight = {tuple(sorted(key)): (key[0], need) for key, need in commissioning.counted.items()}
    found = [(number, *weight[pair.a, pair.b]) for number, pair in enumerate(pairs) if (pair.a, pair.b) in weight]
    return (
        np.array([number for number, _, _ in found], np.uint32),
        sector[[partner for _, partner, _ in found]] if found else np.empty(0, np.int32),
        np.array([need for _, _, need in found], np.float64),
    )


def _opinion(network: Network, members: Sequence[_Member], commissioning: _Commissioning) -> Floats:
    """Whose opinion decides, by seats: a sector's seats are spread over its organisations by the need served.

    A seat of a sector that has no organisation in the area falls to the commissioner itself.  Several commissioners
    count by their population.
    """
    opinion = np.zeros(len(members))
    people = {row: sum(network.population[loc] for loc in body.localities) for row, body in commissioning.bodies}
    everybody = sum(people.values())
    for row, body in commissioning.bodies:
        partners = [(one, need) for (one, other), need in sorted(commissioning.needs.items()) if other == row]
        part = people[row] / everybody / sum(body.seats[name] for name in sorted(body.seats))
        for name in sorted(body.seats):
            holders = [(one, need) for one, need in partners if _holds(members[one].kind, name)]
            total = sum(need for _, need in holders)
            if not holders:
                opinion[row] += part * body.seats[name]
            for one, need in holders:
                opinion[one] += part * body.seats[name] * need / total
    return opinion


def _holds(kind: Kind, seat: str) -> bool:
    return kind in _TOGETHER[seat] if seat in _TOGETHER else kind.sector.code == seat
