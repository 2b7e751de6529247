"""Who needs whom in Smallshire, by hand, and seats turned into a say."""

from __future__ import annotations

import numpy as np
import pytest
from model_example import AREAS_AFTER, NETWORK, SMALLSHIRE, change, timetable

from relsim.domain.months import month_number
from relsim.domain.sectors import Kind, Sector
from relsim.timetable.needs import (
    COMMISSIONER_NEED,
    COUNCIL_NEED,
    MEMBER_NEED,
    POSTS_PER_100_000,
    REPRESENTATIVE_NEED,
    TRUST_NEED,
)
from relsim.timetable.network import network
from relsim.timetable.structure import Structure
from relsim.timetable.timetable import Timetables

ROW = {one.code: row for row, one in enumerate(NETWORK.organisations)}
PAIRS = {(a, b): need for a, b, need, _ in NETWORK.pairs}


def need(one: str, other: str) -> float:
    return PAIRS.get((min(ROW[one], ROW[other]), max(ROW[one], ROW[other])), 0.0)


def test_everybody_is_there_once() -> None:
    kinds = [one.kind for one in NETWORK.organisations]
    counts = {kind: kinds.count(kind) for kind in Kind if kind in kinds}
    assert counts == {
        Kind.PRACTICE: 8, Kind.PCN: 2, Kind.VCSE: 6, Kind.LMC: 1, Kind.FEDERATION: 1, Kind.ALLIANCE: 1,
        Kind.HEALTHWATCH: 1, Kind.ACUTE: 2, Kind.MENTAL_HEALTH: 1, Kind.COUNCIL: 1,
    }  # fmt: skip
    assert len(ROW) == len(kinds)


def test_a_committee_needs_its_members_where_they_are_and_they_need_it() -> None:
    """The committee speaks for the whole shire, the federation for MIDDLE and SOUTH, the alliance for charities."""
    assert need("P1", "SLMC") == MEMBER_NEED[Kind.LMC, Kind.PRACTICE]
    assert need("P1", "SFED") == 0.0  # in NORTH
    assert need("P7", "SFED") == MEMBER_NEED[Kind.FEDERATION, Kind.PRACTICE]
    assert need("U2", "SFED") == MEMBER_NEED[Kind.FEDERATION, Kind.PCN]
    assert need("V-NORTH-001", "SALL") == MEMBER_NEED[Kind.ALLIANCE, Kind.VCSE]
    assert need("P1", "SALL") == need("V-NORTH-001", "SLMC") == 0.0
    assert need("V-NORTH-001", "SHW") == MEMBER_NEED[Kind.HEALTHWATCH, Kind.VCSE]
    assert need("SLMC", "T2") == pytest.approx(REPRESENTATIVE_NEED[Kind.ACUTE])
    # As far as its area is T1's: MIDDLE, 60 of the federation's 80 thousand people.
    assert need("SFED", "T1") == pytest.approx(0.75 * REPRESENTATIVE_NEED[Kind.ACUTE])
    assert need("SFED", "SC") == pytest.approx(REPRESENTATIVE_NEED[Kind.COUNCIL])


def test_a_committee_has_a_post_for_so_many_members_and_two_at_least() -> None:
    assert {NETWORK.organisations[ROW[code]].posts for code in ("SLMC", "SFED", "SALL", "SHW")} == {2}
    practices = [
        SMALLSHIRE.practices[0].model_copy(update={"code": f"Q{number}", "pcn": ""}) for number in range(72)
    ]
    larger = network(SMALLSHIRE.model_copy(update={"practices": (*SMALLSHIRE.practices, *practices)}))
    posts = {one.code: one.posts for one in larger.organisations}
    assert posts["SLMC"] == 3  # 80 practices and 2 networks, 25 a post
    assert posts["SFED"] == 2  # all new ones are in NORTH


def test_a_committee_exists_from_when_it_opens() -> None:
    months = [month_number(month) for month in ("2015-03", "2015-04")]
    before, after = ({one.code for one in NETWORK.organisations if one.opened <= month} for month in months)
    assert after - before == {"SFED"}
    assert [NETWORK.count_open(month) for month in months] == [len(before), len(after)]


def test_places_are_the_areas_of_councils() -> None:
    assert NETWORK.places == ("SC",)
    assert set(NETWORK.council_of.values()) == {"SC"}
    assert set(NETWORK.council_of) == set(NETWORK.population)


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


def attends(structure: Structure, code: str) -> dict[str, float]:
    parts = structure.layout.attention[structure.row[code]]
    return {sector.code: float(parts[sector]) for sector in Sector if parts[sector]}


def test_attention_is_in_equal_parts_for_the_sectors_needed_and_less_for_one_hardly_needed() -> None:
    """P8, in no network: T2 0.6, T3 0.5, commissioner 0.8 a month; council 0.2, Healthwatch 0.05 of a quarter.

    Its own sector is the committee and the federation at 0.15, and whichever charities chose it.
    """
    structure = timetable().eras[-1].structure
    found = attends(structure, "P8")
    full = found["acute"]
    assert found["community_mental_health"] == found["commissioner"] == found["general_practice"] == full
    assert found["local_government"] == pytest.approx(full * 0.2 / 0.25)
    assert found["public_voice"] == pytest.approx(full * 0.05 / 0.25)
    assert structure.layout.attention.sum(axis=1) == pytest.approx(1.0)


def test_who_speaks_for_others_attends_to_its_members_sector_alone() -> None:
    structure = timetable().eras[-1].structure
    assert attends(structure, "SLMC") == attends(structure, "SFED") == {"general_practice": 1.0}
    assert attends(structure, "SALL") == {"vcse": 1.0}
    assert len(attends(structure, "SHW")) >= 6  # Healthwatch speaks for no organisations
    speaks = {structure.codes[row] for row in np.flatnonzero(structure.layout.represents)}
    assert speaks == {"SLMC", "SFED", "SALL"}
    ways = {structure.codes[row] for row in np.flatnonzero(structure.layout.intermediary)}
    assert ways == speaks | {"SHW", "SC", "U1", "U2"}


def test_those_who_may_have_a_concern_are_practices_and_charities_in_the_localities_concerned() -> None:
    for concerned, expected in ((frozenset(), 14), (frozenset({("", "SOUTH")}), 3)):
        table = Timetables(SMALLSHIRE, NETWORK, month_number("2021-01"), concerned).build()
        structure = table.eras[-1].structure
        asks = {structure.codes[row] for row in np.flatnonzero(structure.layout.asks)}
        assert len(asks) == expected
        assert all(code.startswith(("P", "V-")) for code in asks)
        if concerned:
            assert {"P7", "P8"} < asks
        assert table.denominators.askers[-1, -1] == expected
        assert table.denominators.closable[-1, Sector.VCSE] == 6
        assert np.isnan(table.denominators.closable[-1, Sector.GENERAL_PRACTICE])


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
