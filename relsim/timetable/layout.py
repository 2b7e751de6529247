"""Laying out a structure: who exists between two reorganisations and their relationships, in canonical order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from relsim.domain.responsibilities import Function
from relsim.domain.sectors import Kind, Sector
from relsim.timetable.counted import Counted, counted_need
from relsim.timetable.decision_rights import DecisionRights
from relsim.timetable.lineage_words import words
from relsim.timetable.members import EraMembers, Member
from relsim.timetable.need_units import NOBODY, Served
from relsim.timetable.needs import contracts_between
from relsim.timetable.structure import FULL_ATTENTION, Floats, Ints, Layout, Rows, Structure


def build_structure(era_members: EraMembers, lineages: Sequence[int], concerned: frozenset[Function]) -> Structure:
    """Lay out who exists and their relationships.

    Args:
        era_members: Who exists, and who serves which need.
        lineages: (pairs) lineages of the relationships.
        concerned: What is concerned: the relationships of whoever does it are counted in coverage.
    """
    members, served = era_members.members, era_members.served
    kinds = [member.kind for member in members]
    first_post = np.concatenate([[0], np.cumsum([member.posts for member in members])]).astype(np.int32)
    portfolio_a, portfolio_b = dealt_in_turn(served.a, served.b, first_post)
    deciding = _deciding(era_members)
    counted = counted_need(era_members, concerned)
    layout = _layout(era_members, lineages, first_post, deciding, counted)
    return Structure(
        layout=layout,
        codes=tuple(member.code for member in members),
        names=tuple(member.name for member in members),
        lineages=tuple(member.lineage for member in members),
        relationship_lineages=tuple(lineages),
        contracts=_contracts(kinds, served),
        first_portfolio_a=portfolio_a,
        first_portfolio_b=portfolio_b,
        bodies=era_members.bodies,
        row=era_members.row,
        heirs=era_members.heirs,
        unit_count=np.bincount(layout.counted_sector, minlength=len(Sector)).astype(np.float64),
        unserved=counted.unserved,
        unit_row=served.row,
        unit_ends=(served.one, served.other),
        commissioned=served.units.of_commissioners,
    )


def _contracts(kinds: Sequence[Kind], served: Served) -> Floats:
    """(pairs) how far dealings are under contract, of 1, when a relationship starts."""
    table = np.array([[contracts_between(one, other) for other in Kind] for one in Kind])
    kind = np.array(kinds, np.intp)
    return table[kind[served.a], kind[served.b]].astype(np.float64)


def _deciding(era_members: EraMembers) -> DecisionRights:
    """The pairs that work with a commissioner, and for whom, as far as it bears on decisions."""
    served, network = era_members.served, era_members.served.units.network
    by_place: dict[tuple[int, int, str], float] = {}
    for unit in served.units.of_commissioners.tolist():
        partner, body = int(served.one[unit]), int(served.other[unit])
        if served.row[unit] != NOBODY:
            place = network.council_of[served.units.localities[served.units.at[unit]]]
            key = (partner, body, place)
            by_place[key] = by_place.get(key, 0.0) + float(served.units.need[unit])
    people: dict[tuple[int, str], int] = {}
    for commissioner in era_members.bodies:
        for locality in sorted(commissioner.localities):
            here = (era_members.row[commissioner.code], network.council_of[locality])
            people[here] = people.get(here, 0) + network.population[locality]
    return DecisionRights(
        kinds=[member.kind for member in era_members.members],
        rows={**era_members.row, **era_members.heirs},
        bodies=sorted((era_members.row[body.code], body) for body in era_members.bodies),
        needs=by_place,
        people=people,
        places=network.places,
    )


def _layout(
    era_members: EraMembers, lineages: Sequence[int], first_post: Ints, deciding: DecisionRights, counted: Counted
) -> Layout:
    members, a, b, need = era_members.members, era_members.served.a, era_members.served.b, era_members.need
    count = len(members)
    sector = np.array([member.kind.sector for member in members], np.int32)
    statutory = np.array([member.kind.statutory for member in members], np.uint8)
    low, high = words(np.array([member.lineage for member in members], np.uint64))
    relationship_low, relationship_high = words(np.array(lineages, np.uint64))
    total = _totals(a, b, need, count)
    first_as_a = np.searchsorted(a, np.arange(count + 1)).astype(np.uint32)
    return Layout(
        kind=np.array([member.kind for member in members], np.int32),
        sector=sector,
        statutory=statutory,
        first_post=first_post.astype(np.uint32),
        first_as_a=first_as_a,
        attention=_attention(a, b, need, members),
        sought=_sought(a, b, need, statutory),
        low=low,
        high=high,
        opinion=deciding.opinion,
        represents=np.array([member.kind.represents for member in members], np.uint8),
        intermediary=np.array([member.kind.intermediary for member in members], np.uint8),
        asks=_asks(members, counted.partners),
        **_places(deciding),
        organisation_of=np.repeat(np.arange(count, dtype=np.uint32), np.diff(first_post)),
        a=a.astype(np.uint32),
        b=b.astype(np.uint32),
        need=need,
        relationship_low=relationship_low,
        relationship_high=relationship_high,
        dependence_a=need / total[a],
        dependence_b=need / total[b],
        **_meeting_on_boards(deciding, a, b, first_as_a),
        counted=counted.row,
        counted_sector=counted.sector,
        counted_weight=counted.weight,
        **_guests(a, b, need, statutory),
        **_edges(a, b, count),
    )


def dealt_in_turn(a: Ints, b: Ints, first_post: Ints) -> tuple[Ints, Ints]:
    """The post of a, and of b, that deals with each relationship: partners in canonical order, dealt to posts in turn.

    Relationships are sorted by a, then b, so each organisation meets its partners in canonical order on whichever side.
    """
    number = np.arange(len(a))
    organisation = np.concatenate([a, b])
    order = np.lexsort((np.concatenate([number, number]), organisation))
    starts = _starts(organisation, len(first_post) - 1).astype(np.int64)
    turn = np.empty(2 * len(a), np.int64)
    turn[order] = np.arange(2 * len(a)) - starts[organisation[order]]
    posts = first_post[organisation] + turn % np.maximum(1, np.diff(first_post))[organisation]
    return posts[: len(a)].astype(np.int32), posts[len(a) :].astype(np.int32)


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


def _attention(a: Ints, b: Ints, need: Floats, members: Sequence[Member]) -> Floats:
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
    """Pairs of a listener and who is listened to, sorted by listener, then by whom is listened to."""
    listener = np.concatenate([a, b])
    partner = np.concatenate([b, a])
    origin = np.concatenate([2 * np.arange(len(a)), 2 * np.arange(len(a)) + 1])
    order = np.lexsort((partner, listener))
    return {
        "edge_first": _starts(listener, count),
        "edge_partner": partner[order].astype(np.uint32),
        "edge_from": origin[order].astype(np.uint32),
    }


def _asks(members: Sequence[Member], partners: Ints) -> NDArray[np.uint8]:
    """Practices and VCSE organisations that need a commissioner in the localities concerned."""
    asks = np.zeros(len(members), np.uint8)
    for partner in partners.tolist():
        asks[partner] = members[partner].kind in (Kind.PRACTICE, Kind.VCSE)
    return asks


def _places(deciding: DecisionRights) -> dict[str, Any]:
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


def _meeting_on_boards(deciding: DecisionRights, a: Ints, b: Ints, first_as_a: Rows) -> dict[str, Any]:
    """Per relationship: how many people of both sides meet on boards, and what a commissioner's board is like."""
    together, footprint = np.zeros(len(a)), np.zeros(len(a))
    starts = first_as_a.astype(np.int64)
    for rows, board in deciding.boards:
        held = deciding.seats_held(rows, board)
        # Relationships are sorted by side a, so those of a few organisations are a few stretches of them.
        members = np.flatnonzero(held)
        counts = starts[members + 1] - starts[members]
        first = np.repeat(starts[members] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
        theirs = first + np.arange(counts.sum())
        together[theirs] += held[a[theirs]] * held[b[theirs]]
    behind_doors = np.zeros(len(deciding.kinds))
    for row, body in deciding.bodies:
        behind_doors[row] = 1.0 - body.board.openness
        if body.benefits.common_footprint:
            with_it = (a == row) | (b == row)
            partner = np.where(a == row, b, a)[with_it]
            footprint[with_it] = body.benefits.common_footprint * deciding.wholly_within(row)[partner]
    # No commissioner deals with another, so one side at most has doors to close.
    closed = behind_doors[a] + behind_doors[b]
    return {"shared_boards": together, "closed": closed, "footprint": footprint}
