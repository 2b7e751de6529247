"""Structures: the organisations and relationships that exist between two reorganisations, as arrays.

A structure depends on the place and on what has been done to its commissioners, never on a seed or a world, so it is
worked out once and shared by all runs.  Rows are in canonical order, by lineage: neither the order of an input file nor
a change of name can change a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from relsim.network import Network, contracts_between
from relsim.randomness import lineage, words
from relsim.sectors import TRUST_KINDS, Kind, Sector

SECOND_CONTACT_NEED = 0.75
"""A pair that wants this much contact a month has a second contact wherever a side has more than one post (assumption)."""

Ints = NDArray[np.int32]
Rows = NDArray[np.uint32]
"""Row numbers; unsigned, because a compiler must allow for a negative one counting from the end."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Body:
    """A commissioner that exists for a while."""

    code: str
    name: str
    form: str
    lineage: int
    localities: tuple[str, ...]
    seats: Mapping[str, float]
    posts: int


class Layout(NamedTuple):
    """A structure's arrays, as the kernels take them: n organisations, p posts, r relationships, c that are counted."""

    # Organisations (n).
    kind: Ints
    sector: Ints
    statutory: NDArray[np.uint8]
    first_post: Rows
    """(n + 1) posts of organisation o are first_post[o] … first_post[o + 1] − 1."""
    first_as_a: Rows
    """(n + 1) relationships whose side a is organisation o are first_as_a[o] … first_as_a[o + 1] − 1."""
    sought: Floats
    """Contacts a month that an organisation which may give up wants of statutory bodies."""
    low: NDArray[np.uint32]
    high: NDArray[np.uint32]
    opinion: Floats
    """Whose seats decide: sums to 1."""
    # Posts (p).
    organisation_of: Rows
    # Relationships (r), a before b, sorted.
    a: Rows
    b: Rows
    need: Floats
    relationship_low: NDArray[np.uint32]
    relationship_high: NDArray[np.uint32]
    dependence_a: Floats
    """Share of a's needs that b is to meet."""
    dependence_b: Floats
    # Relationships between an organisation that may give up and a statutory body, by the former.
    guest_first: Rows
    guest_relationship: Rows
    guest_side: NDArray[np.uint8]
    """1 where the guest is side a, 2 where it is side b."""
    # What is counted (c): relationships of the commissioners concerned.
    counted: Rows
    counted_sector: Ints
    counted_weight: Floats
    # Influence: directed edges sorted by whom is listened to (2r).
    edge_first: Rows
    edge_listener: Rows
    edge_relationship: Rows


@dataclass(frozen=True)
class Structure:
    """A layout with the names that go with it."""

    layout: Layout
    codes: tuple[str, ...]
    names: tuple[str, ...]
    lineages: tuple[int, ...]
    relationship_lineages: tuple[int, ...]
    contracts: Floats
    """What a relationship's contracts are when it starts."""
    first_portfolio_a: Ints
    """The post that deals with a relationship when the structure is new, on a's side; and so on."""
    first_portfolio_b: Ints
    bodies: tuple[Body, ...]
    row: Mapping[str, int] = field(repr=False)
    """Code → row."""
    of_commissioner: Mapping[tuple[int, int], int] = field(repr=False)
    """(lineage of a partner, row of a commissioner) → relationship."""
    unit_count: Floats = field(repr=False)
    """(sectors) number of need units: partners × bodies concerned."""


@dataclass(frozen=True)
class Descent:
    """Lineages of relationships with commissioners: (partner's lineage, body's lineage) → lineage."""

    of: Mapping[tuple[int, int], int]

    def lineage(self, partner: int, body: int) -> int:
        """The lineage of a pair: its own unless it was inherited."""
        return self.of.get((partner, body), pair_lineage(partner, body))


def pair_lineage(one: int, other: int) -> int:
    """Lineage of a relationship that nobody left it."""
    return lineage("relationship", *sorted((one, other)))


def needs_of_bodies(network: Network, bodies: Sequence[Body]) -> dict[tuple[int, int], float]:
    """(row of partner in the network, index of body) → contacts a month wanted."""
    home = {locality: number for number, body in enumerate(bodies) for locality in body.localities}
    needs: dict[tuple[int, int], float] = {}
    for row, locality, need in network.commissioner_needs:
        if locality in home:
            key = (row, home[locality])
            needs[key] = needs.get(key, 0.0) + need
    return needs


def build_structure(network: Network, bodies: Sequence[Body], descent: Descent, concerned: frozenset[str]) -> Structure:
    """Lay out a place's network with the commissioners of the time.

    Args:
        network: The organisations that are no commissioners, and their needs.
        bodies: The commissioners.
        descent: Lineages that relationships have inherited.
        concerned: Localities whose relationships with their commissioner are counted in coverage.
    """
    members = [*network.organisations, *bodies]
    order = sorted(range(len(members)), key=lambda number: members[number].lineage)
    row_of = {number: row for row, number in enumerate(order)}
    first_body = len(network.organisations)
    body_needs = needs_of_bodies(network, bodies)
    kinds = [*(one.kind for one in network.organisations), *(Kind.COMMISSIONER for _ in bodies)]
    pairs: list[tuple[int, int, float, float, int]] = []
    for i, j, need, contracts in network.pairs:
        one, other = members[i].lineage, members[j].lineage
        pairs.append((*sorted((row_of[i], row_of[j])), need, contracts, pair_lineage(one, other)))
    for (i, k), need in body_needs.items():
        rows = sorted((row_of[i], row_of[first_body + k]))
        inherited = descent.lineage(members[i].lineage, bodies[k].lineage)
        pairs.append((*rows, need, contracts_between(kinds[i], Kind.COMMISSIONER), inherited))
    pairs.sort(key=lambda pair: pair[:2])

    posts = [*(one.posts for one in network.organisations), *(body.posts for body in bodies)]
    kind = np.array([kinds[number] for number in order], np.int32)
    a = np.array([pair[0] for pair in pairs], np.int32)
    b = np.array([pair[1] for pair in pairs], np.int32)
    need = np.array([pair[2] for pair in pairs], np.float64)
    lineages = tuple(pair[4] for pair in pairs)
    statutory = np.array([Kind(k).statutory for k in kind], np.uint8)
    first_post = np.concatenate([[0], np.cumsum([posts[number] for number in order])]).astype(np.int32)
    portfolio_a, portfolio_b = dealt_in_turn(a, b, first_post)
    is_body = kind == Kind.COMMISSIONER
    counted = _counted(network, bodies, row_of, first_body, a, b, is_body, concerned)
    rows = {members[number].code: row for row, number in enumerate(order)}
    layout = Layout(
        kind=kind,
        sector=np.array([Kind(k).sector for k in kind], np.int32),
        statutory=statutory,
        first_post=first_post.astype(np.uint32),
        first_as_a=np.searchsorted(a, np.arange(len(order) + 1)).astype(np.uint32),
        sought=_sought(a, b, need, statutory),
        low=words(np.array([members[number].lineage for number in order], np.uint64))[0],
        high=words(np.array([members[number].lineage for number in order], np.uint64))[1],
        opinion=_opinion(network, bodies, body_needs, row_of, first_body, kinds),
        organisation_of=np.repeat(np.arange(len(order), dtype=np.uint32), np.diff(first_post)),
        a=a.astype(np.uint32),
        b=b.astype(np.uint32),
        need=need,
        relationship_low=words(np.array(lineages, np.uint64))[0],
        relationship_high=words(np.array(lineages, np.uint64))[1],
        dependence_a=need / _totals(a, b, need, len(order))[a],
        dependence_b=need / _totals(a, b, need, len(order))[b],
        counted=counted.rows,
        counted_sector=counted.sectors,
        counted_weight=counted.weights,
        **_guests(a, b, statutory),
        **_edges(a, b, len(order)),
    )
    return Structure(
        layout=layout,
        codes=tuple(members[number].code for number in order),
        names=tuple(members[number].name for number in order),
        lineages=tuple(members[number].lineage for number in order),
        relationship_lineages=lineages,
        contracts=np.array([pair[3] for pair in pairs], np.float64),
        first_portfolio_a=portfolio_a,
        first_portfolio_b=portfolio_b,
        bodies=tuple(bodies),
        row=rows,
        of_commissioner={
            (members[order[y if is_body[x] else x]].lineage, int(x if is_body[x] else y)): number
            for number, (x, y) in enumerate(zip(a.tolist(), b.tolist(), strict=True))
            if is_body[x] or is_body[y]
        },
        unit_count=counted.units,
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
    total = np.bincount(a, need, count) + np.bincount(b, need, count)
    return np.where(total > 0, total, 1.0)


def _sought(a: Ints, b: Ints, need: Floats, statutory: NDArray[np.uint8]) -> Floats:
    mixed = statutory[a] != statutory[b]
    guest = np.where(statutory[a] == 1, b, a)
    return np.bincount(guest[mixed], need[mixed], len(statutory)).astype(np.float64)


def _guests(a: Ints, b: Ints, statutory: NDArray[np.uint8]) -> dict[str, Any]:
    """Relationships of each organisation that may give up with the statutory bodies it needs."""
    mixed = np.flatnonzero(statutory[a] != statutory[b])
    guest_is_a = statutory[a[mixed]] == 0
    guest = np.where(guest_is_a, a[mixed], b[mixed])
    order = np.argsort(guest, kind="stable")
    return {
        "guest_first": _starts(guest, len(statutory)),
        "guest_relationship": mixed[order].astype(np.uint32),
        "guest_side": np.where(guest_is_a, 1, 2)[order].astype(np.uint8),
    }


def _starts(rows: Ints, count: int) -> Rows:
    """(count + 1) where each row's entries start, once they are sorted by row."""
    return np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=count))]).astype(np.uint32)


def _edges(a: Ints, b: Ints, count: int) -> dict[str, Rows]:
    """Who listens to whom, sorted by whom is listened to, then by the listener."""
    heard = np.concatenate([b, a])
    listener = np.concatenate([a, b])
    relationship = np.concatenate([np.arange(len(a)), np.arange(len(a))])
    order = np.lexsort((listener, heard))
    return {
        "edge_first": _starts(heard, count),
        "edge_listener": listener[order].astype(np.uint32),
        "edge_relationship": relationship[order].astype(np.uint32),
    }


@dataclass(frozen=True)
class _Counted:
    rows: Rows
    sectors: Ints
    weights: Floats
    units: Floats


def _counted(
    network: Network, bodies: Sequence[Body], row_of: Mapping[int, int], first_body: int,
    a: Ints, b: Ints, is_body: NDArray[np.bool_], concerned: frozenset[str],
) -> _Counted:  # fmt: skip
    """The relationships that coverage counts, each weighted with the need it serves in the localities concerned."""
    home = {locality: number for number, body in enumerate(bodies) for locality in body.localities}
    weight: dict[tuple[int, int], float] = {}
    for row, locality, need in network.commissioner_needs:
        if locality in concerned and locality in home:
            key = tuple(sorted((row_of[row], row_of[first_body + home[locality]])))
            weight[key] = weight.get(key, 0.0) + need  # type: ignore[index, arg-type]
    sector_of_row = {row_of[number]: one.kind.sector for number, one in enumerate(network.organisations)}
    rows, sectors, weights = [], [], []
    for number, pair in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
        if pair in weight:
            rows.append(number)
            sectors.append(int(sector_of_row[pair[1] if is_body[pair[0]] else pair[0]]))
            weights.append(weight[pair])
    units = np.bincount(sectors, minlength=len(Sector)).astype(np.float64) if sectors else np.zeros(len(Sector))
    return _Counted(np.array(rows, np.uint32), np.array(sectors, np.int32), np.array(weights, np.float64), units)


_TOGETHER = {"trusts": tuple(kind for kind in TRUST_KINDS)}


def _opinion(
    network: Network, bodies: Sequence[Body], needs: Mapping[tuple[int, int], float],
    row_of: Mapping[int, int], first_body: int, kinds: Sequence[Kind],
) -> Floats:  # fmt: skip
    """Whose opinion decides, by seats: a sector's seats are spread over its organisations by the need served.

    A seat of a sector that has no organisation in the area falls to the commissioner itself.  Several commissioners
    count by their population.
    """
    opinion = np.zeros(len(row_of))
    people = [sum(network.population[locality] for locality in sorted(body.localities)) for body in bodies]
    everybody = sum(sorted(people))
    for k, body in enumerate(bodies):
        seats = {name: body.seats[name] for name in sorted(body.seats)}
        part = people[k] / everybody / sum(seats.values())
        for name, number in seats.items():
            holders = [
                (row, need) for (row, body_index), need in sorted(needs.items())
                if body_index == k and _holds(kinds[row], name)
            ]  # fmt: skip
            total = sum(need for _, need in holders)
            if name == Sector.COMMISSIONER.code or total == 0:
                opinion[row_of[first_body + k]] += part * number
                continue
            for row, need in holders:
                opinion[row_of[row]] += part * number * need / total
    return opinion


def _holds(kind: Kind, seat: str) -> bool:
    return kind in _TOGETHER[seat] if seat in _TOGETHER else kind.sector.code == seat
