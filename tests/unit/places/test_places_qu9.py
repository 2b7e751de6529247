"""The built-in place of Buckinghamshire, Oxfordshire and Berkshire West says what public records say."""

from collections import Counter

import pytest

from relsim.domain.bodies import bodies_at
from relsim.domain.months import month_number, month_text
from relsim.domain.place import Place
from relsim.domain.sectors import Sector
from relsim.places.ledger.record import ledger
from relsim.places.library import built_in
from relsim.places.maintenance.qu9 import QU9


@pytest.fixture(scope="module")
def qu9() -> Place:
    return built_in("QU9")


def groups(place: Place, month: str) -> dict[str, int]:
    """Practices of each commissioner in a month."""
    areas = bodies_at(place, place.history, month_number(month))
    holder = {locality: code for code, area in areas.items() for locality in area}
    return dict(Counter(holder[practice.locality] for practice in place.practices))


def test_it_has_the_practices_and_networks_of_january_2022(qu9: Place) -> None:
    assert len(qu9.practices) == 159
    assert len(qu9.pcns) == 48
    assert [practice.name for practice in qu9.practices if not practice.pcn] == ["Sibford Surgery"]
    assert {practice.pcn for practice in qu9.practices} - {""} == {network.code for network in qu9.pcns}


def test_practices_belong_to_the_groups_that_the_registers_of_2018_and_2022_give(qu9: Place) -> None:
    # Practices open in January 2022, by commissioner, in the practice files of spring 2018 and of January 2022.
    assert groups(qu9, "2013-04") == {"10Q": 67, "10H": 33, "10Y": 15, "10W": 14, "11D": 13, "10M": 10, "10N": 7}
    assert groups(qu9, "2022-06") == {"10Q": 67, "14Y": 48, "15A": 44}


def test_commissioners_number_eleven_three_seven_three_and_one(qu9: Place) -> None:
    months = ("2002-04", "2006-09", "2006-10", "2013-03", "2013-04", "2018-03", "2018-04", "2022-06", "2022-07")
    counts = [len(bodies_at(qu9, qu9.history, month_number(month))) for month in months]
    assert counts == [11, 11, 3, 3, 7, 7, 3, 3, 1]


def test_every_commissioner_of_every_year_divides_the_place(qu9: Place) -> None:
    localities = sorted(locality.code for locality in qu9.localities)
    for month in range(qu9.starts, month_number("2027-01"), 6):
        areas = bodies_at(qu9, qu9.history, month)
        assert sorted(code for area in areas.values() for code in area) == localities


def test_localities_are_the_smallest_that_are_needed(qu9: Place) -> None:
    # Two localities with the same council and the same commissioners all along would be one.
    months = ("2002-04", "2006-10", "2013-04", "2018-04")
    histories = []
    for locality in qu9.localities:
        areas = [bodies_at(qu9, qu9.history, month_number(month)) for month in months]
        bodies = [next(code for code, area in era.items() if locality.code in area) for era in areas]
        histories.append((locality.council, *bodies))
    assert len(set(histories)) == len(histories) == 13


def test_the_people_of_each_council_are_those_of_mid_2020(qu9: Place) -> None:
    people: Counter[str] = Counter()
    for locality in qu9.localities:
        people[locality.council] += locality.population
    assert people == {
        "E06000037": 158_465, "E06000038": 160_337, "E06000041": 173_945, "E06000060": 540_476, "E10000025": 690_224,
    }  # fmt: skip
    assert sum(people.values()) == 1_723_447


def test_every_locality_has_each_kind_of_care_nearly_in_full(qu9: Place) -> None:
    for kind, least in (("acute", 0.85), ("mental_health", 1.0), ("ambulance", 1.0)):
        for locality in qu9.localities:
            met = sum(trust.serves.get(locality.code, 0.0) for trust in qu9.trusts if trust.kind == kind)
            assert least - 1e-9 <= met <= 1 + 1e-9, (kind, locality.code)


def test_no_locality_without_practices(qu9: Place) -> None:
    assert {practice.locality for practice in qu9.practices} == {locality.code for locality in qu9.localities}


def test_boards_are_as_the_record_has_them(qu9: Place) -> None:
    least = qu9.boards["icb_minimum"].seats
    assert sum(least.values()) == 10
    assert least["trusts"] == least["general_practice"] == least["local_government"] == 1
    for name, share in (("ccg", 645 / 1325), ("ccg_low", 0.2), ("ccg_high", 0.88), ("ccg_commissioner_side", 0.0)):
        seats = qu9.boards[name].seats
        assert sum(seats.values()) == pytest.approx(13.25)
        assert seats.get(Sector.GENERAL_PRACTICE.code, 0.0) / 13.25 == pytest.approx(share, abs=0.001)


def test_boards_that_no_law_makes_meet_in_public_are_less_open(qu9: Place) -> None:
    openness = {name: board.openness for name, board in qu9.boards.items()}
    assert openness.pop("joint_committee") == 0.5
    assert openness.pop("partnership") == 0.25
    assert set(openness.values()) == {1.0}
    assert all(board.source.endswith(".") for board in qu9.boards.values())


def test_every_council_has_a_healthwatch_and_every_locality_a_committee_and_a_federation(qu9: Place) -> None:
    area: dict[str, list[frozenset[str]]] = {}
    for body in qu9.representatives:
        everywhere = [locality.code for locality in qu9.localities]
        area.setdefault(body.kind, []).append(frozenset(body.localities or everywhere))
    councils = [
        frozenset(locality.code for locality in qu9.localities if locality.council == council.code)
        for council in qu9.councils
    ]
    assert set(area["healthwatch"]) == set(councils)
    assert len(area["healthwatch"]) == 5
    for kind in ("lmc", "federation", "alliance", "healthwatch"):
        assert sum(len(each) for each in area[kind]) == 13, f"{kind}: each locality has one, and no more"
    assert (len(area["lmc"]), len(area["federation"]), len(area["alliance"])) == (3, 8, 1)


def test_overspends_are_what_englands_trusts_overspent(qu9: Place) -> None:
    by_year = {month_text(each.begins): each.share for each in qu9.overspends}
    assert by_year["2015-04"] == pytest.approx(2.45 / 75.97, abs=0.001)
    assert max(by_year, key=by_year.__getitem__) == "2015-04"
    assert all(each.sector == "acute" and each.ends - each.begins == 12 for each in qu9.overspends)
    assert all("ssumption" in each.source for each in qu9.overspends)


def test_its_history_goes_on_as_the_ledger_says(qu9: Place) -> None:
    """Written by hand for these localities: bodies, months and shares are those of the ledger's events."""
    for month in ("2022-07", "2025-10", "2026-04"):
        vesting = month_number(month)
        (own,) = (change for change in qu9.history if change.vesting == vesting)
        (event,) = (each for each in ledger().of_family("ICB") if each.change.vesting == vesting
                    and "QU9" in each.named and each.family != "STP")  # fmt: skip
        told = event.change
        assert set(own.predecessors) <= set(told.predecessors)
        assert own.announced == told.announced
        assert (own.posts, own.kept, own.moved, own.procedures) == (told.posts, told.kept, told.moved, told.procedures)
        assert {new.code for new in own.successors} <= {new.code for new in told.successors}
    assert set(bodies_at(qu9, qu9.history, month_number("2022-06"))) == {"14Y", "10Q", "15A"}
    assert set(bodies_at(qu9, qu9.history, month_number("2022-07"))) == {"QU9"}
    assert set(bodies_at(qu9, qu9.history, month_number("2026-04"))) == {"ICB-THAMES-VALLEY"}


def test_every_change_says_what_is_fact_and_what_is_assumed(qu9: Place) -> None:
    assert all("Data Service" in change.source and "assumption" in change.source for change in qu9.history)
    assert all(text.endswith(".") and len(text) > 40 for text in (*qu9.sources, *qu9.assumptions))
    assert "Open Government Licence v3.0" in qu9.licence


def test_no_postcode_district_lies_in_two_localities() -> None:
    districts = [district for area in QU9.areas for district in area.postcode_districts.split()]
    assert [district for district, times in Counter(districts).items() if times > 1] == []


def test_a_practice_named_by_hand_lies_where_it_is_named() -> None:
    assert QU9.locality_of("K84025", "OX2 9JS") == "SOUTH_WEST_OXFORDSHIRE"
    assert QU9.locality_of("K84026", "OX2 6NW") == "OXFORD_CITY"
    assert QU9.locality_of("K84026", "OX20 6NW") == "NORTH_EAST_OXFORDSHIRE"
    assert QU9.locality_of("X", "ZZ1 1ZZ") is None
