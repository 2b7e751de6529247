"""Laying out a structure: a place's network with the commissioners of the time, in canonical order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from relsim.deciding import Deciding
from relsim.needs import contracts_between
from relsim.network import Network
from relsim.randomness import words
from relsim.sectors import Kind, Sector
from relsim.structure import FULL_ATTENTION, Body, Descent, Floats, Ints, Layout, Rows, Structure, pair_lineage


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

    needs: Mapping[tuple[int, int], float]
    """(row of partner, row of commissioner) → contacts a month wanted."""
    counted: Mapping[tuple[int, int], float]
    """The same, of localities that are concerned only."""
    deciding: Deciding


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
    commissioning = _commissioning(network, members, bodies, row, concerned)
    pairs = sorted(_pairs(network, members, row, commissioning, descent), key=lambda pair: (pair.a, pair.b))
    a = np.array([pair.a for pair in pairs], np.int32)
    b = np.array([pair.b for pair in pairs], np.int32)
    first_post = np.concatenate([[0], np.cumsum([member.posts for member in members])]).astype(np.int32)
    portfolio_a, portfolio_b = dealt_in_turn(a, b, first_post)
    layout = _layout(members, pairs, a, b, first_post, commissioning)
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
    network: Network, members: Sequence[_Member], bodies: Sequence[Body], row: Mapping[str, int],
    concerned: frozenset[str],
) -> _Commissioning:  # fmt: skip
    home = {locality: row[body.code] for body in bodies for locality in body.localities}
    needs: dict[tuple[int, int], float] = {}
    counted: dict[tuple[int, int], float] = {}
    by_place: dict[tuple[int, int, str], float] = {}
    people: dict[tuple[int, str], int] = {}
    for number, locality, need in network.commissioner_needs:
        key = (row[network.organisations[number].code], home[locality])
        place = (*key, network.council_of[locality])
        needs[key] = needs.get(key, 0.0) + need
        by_place[place] = by_place.get(place, 0.0) + need
        if locality in concerned:
            counted[key] = counted.get(key, 0.0) + need
    for locality in sorted(home):
        here = (home[locality], network.council_of[locality])
        people[here] = people.get(here, 0) + network.population[locality]
    deciding = Deciding(
        kinds=[member.kind for member in members],
        codes=[member.code for member in members],
        bodies=sorted((row[body.code], body) for body in bodies),
        needs=by_place,
        people=people,
        places=network.places,
    )
    return _Commissioning(needs, counted, deciding)


def _pairs(
    network: Network, members: Sequence[_Member], row: Mapping[str, int], commissioning: _Commissioning,
    descent: Descent,
) -> list[_Pair]:  # fmt: skip
    pairs = []
    for i, j, need, contracts in network.pairs:
        one, other = network.organisations[i], network.organisations[j]
        a, b = sorted((row[one.code], row[other.code]))
        pairs.append(_Pair(a, b, need, contracts, pair_lineage(one.lineage, other.lineage)))
    body_at = dict(commissioning.deciding.bodies)
    for (partner, body), need in commissioning.needs.items():
        a, b = sorted((partner, body))
        contracts = contracts_between(members[partner].kind, Kind.COMMISSIONER)
        wanted = need * (1.0 - body_at[body].saved.get(members[partner].lineage, 0.0))
        pairs.append(_Pair(a, b, wanted, contracts, descent.lineage(members[partner].lineage, members[body].lineage)))
    return pairs


def _layout(
    members: Sequence[_Member], pairs: Sequence[_Pair], a: Ints, b: Ints, first_post: Ints,
    commissioning: _Commissioning,
) -> Layout:  # fmt: skip
    count, deciding = len(members), commissioning.deciding
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
        attention=_attention(a, b, need, members),
        sought=_sought(a, b, need, statutory),
        low=low,
        high=high,
        opinion=deciding.opinion,
        represents=np.array([member.kind.represents for member in members], np.uint8),
        intermediary=np.array([member.kind.intermediary for member in members], np.uint8),
        asks=_asks(members, commissioning),
        **_places(deciding),
        organisation_of=np.repeat(np.arange(count, dtype=np.uint32), np.diff(first_post)),
        a=a.astype(np.uint32),
        b=b.astype(np.uint32),
        need=need,
        relationship_low=relationship_low,
        relationship_high=relationship_high,
        dependence_a=need / total[a],
        dependence_b=need / total[b],
        **_meeting_on_boards(deciding, a, b),
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


def _attention(a: Ints, b: Ints, need: Floats, members: Sequence[_Member]) -> Floats:
    """Equal parts for the sectors needed, less for one hardly needed; who speaks for others attends to them alone."""
    sector = np.array([member.kind.sector for member in members], np.int32)
    wanted = np.zeros((len(members), len(Sector)))
    np.add.at(wanted, (a, sector[b]), need)
    np.add.at(wanted, (b, sector[a]), need)
    for row, member in enumerate(members):
        if member.kind.represents:
            wanted[row, np.arange(len(Sector)) != member.kind.sector] = 0.0
    parts: Floats = np.minimum(1.0, wanted / FULL_ATTENTION)
    total = parts.sum(axis=1, keepdims=True)
    attention: Floats = np.divide(parts, total, out=np.zeros_like(parts), where=total > 0)
    return attention


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
    """Who listens to whom, sorted by listener, then by whom is listened to."""
    listener = np.concatenate([a, b])
    partner = np.concatenate([b, a])
    origin = np.concatenate([2 * np.arange(len(a)), 2 * np.arange(len(a)) + 1])
    order = np.lexsort((partner, listener))
    return {
        "edge_first": _starts(listener, count),
        "edge_partner": partner[order].astype(np.uint32),
        "edge_from": origin[order].astype(np.uint32),
    }


def _asks(members: Sequence[_Member], commissioning: _Commissioning) -> NDArray[np.uint8]:
    """Practices and VCSE organisations that need a commissioner in the localities concerned."""
    asks = np.zeros(len(members), np.uint8)
    for partner, _ in commissioning.counted:
        asks[partner] = members[partner].kind in (Kind.PRACTICE, Kind.VCSE)
    return asks


def _places(deciding: Deciding) -> dict[str, Any]:
    """Whose opinion decides for each place, in compressed rows."""
    opinions = [deciding.place_opinion(place) for place in deciding.places]
    rows = [np.flatnonzero(opinion) for opinion in opinions]
    first = np.concatenate([[0], np.cumsum([len(each) for each in rows])])
    weights = [opinion[each] for opinion, each in zip(opinions, rows, strict=True)]
    return {
        "place_first": first.astype(np.uint32),
        "place_member": np.concatenate([np.empty(0, np.intp), *rows]).astype(np.uint32),
        "place_weight": np.concatenate([np.empty(0), *weights]),
    }


def _meeting_on_boards(deciding: Deciding, a: Ints, b: Ints) -> dict[str, Any]:
    """Per relationship: how many people of both sides meet on boards, and what a commissioner's board is like."""
    together, closed, footprint = (np.zeros(len(a)) for _ in range(3))
    for rows, board in deciding.boards:
        held = deciding.seats_held(rows, board)
        together += held[a] * held[b]
    for row, body in deciding.bodies:
        with_it = (a == row) | (b == row)
        closed[with_it] = 1.0 - body.board.openness
        if body.benefits.common_footprint:
            partner = np.where(a == row, b, a)[with_it]
            footprint[with_it] = body.benefits.common_footprint * deciding.wholly_within(row)[partner]
    return {"shared_boards": together, "closed": closed, "footprint": footprint}


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
