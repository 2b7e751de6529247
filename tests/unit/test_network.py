"""Who needs whom in Smallshire, by hand, and seats turned into a say."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from model_example import AREAS_AFTER, NETWORK, SMALLSHIRE, change, timetable

from relsim.months import month_number
from relsim.network import COMMISSIONER_NEED, COUNCIL_NEED, POSTS_PER_100_000, TRUST_NEED, network
from relsim.sectors import Kind, Sector

ROW = {one.code: row for row, one in enumerate(NETWORK.organisations)}
PAIRS = {(a, b): need for a, b, need, _ in NETWORK.pairs}


def need(one: str, other: str) -> float:
    return PAIRS.get((min(ROW[one], ROW[other]), max(ROW[one], ROW[other])), 0.0)


def test_everybody_is_there_once() -> None:
    kinds = [one.kind for one in NETWORK.organisations]
    assert [kinds.count(kind) for kind in Kind] == [8, 2, 6, 2, 1, 0, 0, 1, 0]
    assert len(ROW) == len(kinds)


def test_a_practice_needs_a_trust_as_far_as_it_serves_its_locality() -> None:
    whole = TRUST_NEED[Kind.PRACTICE, Kind.ACUTE]
    assert need("P1", "T1") == pytest.approx(0.9 * whole)
    assert need("P1", "T2") == pytest.approx(0.1 * whole)
    assert need("P4", "T1") == pytest.approx(0.5 * whole)
    assert need("P7", "T1") == 0.0
    assert need("P7", "T2") == pytest.approx(whole)


def test_needs_that_grow_with_people() -> None:
    """T1 serves 0.9 × 40,000 + 0.5 × 60,000 = 66,000 people; 36 of 66 of its work is in the north."""
    rate = COMMISSIONER_NEED[Kind.ACUTE][0]
    wanted = {(NETWORK.organisations[row].code, locality): n for row, locality, n in NETWORK.commissioner_needs}
    assert wanted["T1", "NORTH"] == pytest.approx(rate * 0.36)
    assert wanted["T1", "MIDDLE"] == pytest.approx(rate * 0.30)
    assert ("T1", "SOUTH") not in wanted
    assert NETWORK.organisations[ROW["T1"]].posts == max(2, round(POSTS_PER_100_000[Kind.ACUTE] * 0.66))


def test_two_needs_of_one_pair_are_not_added() -> None:
    """P1 and its network: 1.0, not more for being in one locality."""
    assert need("P1", "U1") == 1.0
    assert need("P8", "U2") == 0.0
    assert need("P1", "P2") == 0.4
    assert need("P1", "SC") == COUNCIL_NEED[Kind.PRACTICE]


def test_voluntary_organisations_keep_their_partners_when_others_come() -> None:
    """Partners are chosen by a hash of the two codes: one more practice changes at most one partner of each."""
    practice = SMALLSHIRE.practices[0].model_copy(update={"code": "P99", "name": "New"})
    more = network(SMALLSHIRE.model_copy(update={"practices": (*SMALLSHIRE.practices, practice)}))
    codes = [one.code for one in more.organisations]

    def partners(of, names, voluntary: str) -> set[str]:
        pairs = [{names[a], names[b]} for a, b, *_ in of.pairs]
        return {other for pair in pairs if voluntary in pair for other in pair if other.startswith("P")}

    voluntary = [one.code for one in NETWORK.organisations if one.kind is Kind.VCSE]
    names = [one.code for one in NETWORK.organisations]
    assert all(len(partners(NETWORK, names, v) - partners(more, codes, v)) <= 1 for v in voluntary)


def test_seats_become_a_say() -> None:
    """An ICB board: 7 of 10 for the commissioner, 1 for all trusts by the need they serve, 1 council, 1 practices."""
    areas = AREAS_AFTER[0]
    told = change(areas, successors=[{"code": "X", "board": "icb", "localities": areas["X"]}])
    structure = timetable(told).eras[-1].structure
    layout = structure.layout
    by_sector = np.bincount(layout.sector, layout.opinion, len(Sector))
    assert by_sector[Sector.COMMISSIONER] == pytest.approx(0.7)
    assert by_sector[Sector.GENERAL_PRACTICE] == pytest.approx(0.1)
    assert by_sector[Sector.LOCAL_GOVERNMENT] == pytest.approx(0.1)
    assert by_sector[Sector.VCSE] == 0.0
    acute, mental = COMMISSIONER_NEED[Kind.ACUTE][0], COMMISSIONER_NEED[Kind.MENTAL_HEALTH][0]
    assert by_sector[Sector.ACUTE] == pytest.approx(0.1 * acute / (acute + mental))
    assert by_sector[Sector.COMMUNITY_MENTAL_HEALTH] == pytest.approx(0.1 * mental / (acute + mental))


def test_commissioners_count_by_their_people() -> None:
    """C1 40,000, C2 60,000, C3 20,000 people; 6.8 of 13.25 seats are the commissioner's own."""
    structure = timetable(until=month_number("2013-01")).eras[0].structure
    says = [structure.layout.opinion[structure.row[code]] for code in ("C1", "C2", "C3")]
    assert says == pytest.approx([share * 6.8 / 13.25 for share in (40 / 120, 60 / 120, 20 / 120)])
