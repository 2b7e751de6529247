"""Whose opinion decides: seats, committees, hearings and several commissioners, by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from model_example import AREAS_AFTER, SMALLSHIRE, VESTING, change, timetable

from relsim.domain.boards import Board, GovernanceChange
from relsim.domain.plan import Plan
from relsim.domain.sectors import Kind
from relsim.timetable.decision_rights import DecisionRights
from relsim.timetable.network import network
from relsim.timetable.structure import Body, Structure
from relsim.timetable.timetable import build_timetable

# Rows: two practices, a network, a committee, two hospitals, a mental health trust, a council; two commissioners.
KINDS = (
    Kind.PRACTICE, Kind.PRACTICE, Kind.PCN, Kind.LMC, Kind.ACUTE, Kind.ACUTE, Kind.MENTAL_HEALTH, Kind.COUNCIL,
    Kind.COMMISSIONER, Kind.COMMISSIONER,
)  # fmt: skip
CODES = ("P1", "P2", "U", "L", "H1", "H2", "M", "K", "C", "D")
C, D = 8, 9
# C serves East (30,000) and West (10,000), D a part of West (60,000).
PEOPLE = {(C, "East"): 30_000, (C, "West"): 10_000, (D, "West"): 60_000}
NEEDS = {
    (0, C, "East"): 1.0, (1, C, "West"): 3.0, (2, C, "East"): 1.0, (3, C, "East"): 0.5, (3, C, "West"): 0.5,
    (4, C, "East"): 4.0, (5, C, "East"): 1.0, (5, C, "West"): 1.0, (6, C, "West"): 2.0, (7, C, "East"): 2.0,
    (5, D, "West"): 3.0, (7, D, "West"): 1.0,
}  # fmt: skip


def deciding(of_c: Board, of_d: Board | None = None) -> DecisionRights:
    """C alone with its board, or with D and its."""
    bodies = [(C, body("C", of_c))] + ([(D, body("D", of_d))] if of_d else [])
    rows = {row for row, _ in bodies}
    return DecisionRights(
        KINDS, {code: row for row, code in enumerate(CODES)}, bodies,
        {key: need for key, need in NEEDS.items() if key[1] in rows},
        {key: people for key, people in PEOPLE.items() if key[0] in rows}, ("East", "West"),
    )  # fmt: skip


def body(code: str, board: Board) -> Body:
    return Body(code, code, "ICB", 1, (), board, 3)


def decided(one: DecisionRights) -> dict[str, float]:
    """Who decides, those who don't left out."""
    return told(one.opinion)


def told(opinion: np.ndarray) -> dict[str, float]:
    assert opinion.sum() == pytest.approx(1.0, abs=1e-12)
    return {code: float(part) for code, part in zip(CODES, opinion, strict=True) if part}


def test_a_sector_s_seats_are_spread_by_the_need_that_each_serves() -> None:
    """General practice wants 1 + 3 + 1 + 1 of the commissioner: practices, network and committee."""
    found = decided(deciding(Board(seats={"general_practice": 1, "commissioner": 3})))
    assert found == pytest.approx({"P1": 1 / 24, "P2": 3 / 24, "U": 1 / 24, "L": 1 / 24, "C": 3 / 4})


def test_trusts_are_all_trusts_together() -> None:
    """4 and 2 of the hospitals, 2 of mental health."""
    found = decided(deciding(Board(seats={"trusts": 1})))
    assert found == pytest.approx({"H1": 0.5, "H2": 0.25, "M": 0.25})


def test_seats_of_a_kind_and_of_one_organisation() -> None:
    found = decided(deciding(Board(seats={"lmc": 1, "pcn": 2, "H2": 3, "practice": 4})))
    assert found == pytest.approx({"L": 0.1, "U": 0.2, "H2": 0.3, "P1": 0.1, "P2": 0.3})


def test_a_seat_that_nobody_in_the_area_can_hold_falls_to_the_commissioner() -> None:
    found = decided(deciding(Board(seats={"vcse": 1, "federation": 1, "council": 2})))
    assert found == pytest.approx({"C": 0.5, "K": 0.5})


def test_seats_may_be_fractions_and_their_number_does_not_matter() -> None:
    one = deciding(Board(seats={"acute": 0.3, "council": 0.7})).opinion
    assert one == pytest.approx(deciding(Board(seats={"acute": 6, "council": 14})).opinion)


def test_several_commissioners_count_by_their_people() -> None:
    """C has 40,000 people, D 60,000."""
    found = decided(deciding(Board(seats={"commissioner": 1}), Board(seats={"trusts": 1})))
    assert found == pytest.approx({"C": 0.4, "H2": 0.6})


COMMITTEES = Board(
    seats={"commissioner": 1}, delegated=0.6, place_seats={"trusts": 1, "general_practice": 2, "commissioner": 1}
)


def test_committees_of_places_decide_what_is_delegated_by_those_who_work_there() -> None:
    """East counts 3 of 4 by its people: trusts there want 4 and 1, general practice 1, 1 and ½; in West 1, 2; 3, ½."""
    found = decided(deciding(COMMITTEES))
    east, west = 0.6 * 0.75, 0.6 * 0.25
    assert found == pytest.approx({
        "C": 0.4 + 0.6 / 4,
        "H1": east / 4 * 4 / 5, "H2": east / 4 / 5 + west / 4 / 3, "M": west / 4 * 2 / 3,
        "P1": east / 2 / 2.5, "U": east / 2 / 2.5, "L": east / 2 * 0.5 / 2.5 + west / 2 * 0.5 / 3.5,
        "P2": west / 2 * 3 / 3.5,
    })  # fmt: skip


def test_what_is_decided_for_a_place_is_the_board_s_and_its_own_committee_s() -> None:
    one = deciding(COMMITTEES)
    east = told(one.place_opinion("East"))
    assert east == pytest.approx({
        "C": 0.4 + 0.6 / 4, "H1": 0.6 / 4 * 4 / 5, "H2": 0.6 / 4 / 5, "P1": 0.6 / 2 / 2.5, "U": 0.6 / 2 / 2.5,
        "L": 0.6 / 2 * 0.5 / 2.5,
    })  # fmt: skip
    # Both places together, by their people, are all that is decided.
    both = 0.75 * one.place_opinion("East") + 0.25 * one.place_opinion("West")
    assert both == pytest.approx(one.opinion)


def test_a_place_that_two_commissioners_share_counts_them_by_their_people_there() -> None:
    """West: 10,000 of C's, 60,000 of D's."""
    one = deciding(Board(seats={"commissioner": 1}), Board(seats={"council": 1}))
    assert told(one.place_opinion("West")) == pytest.approx({"C": 1 / 7, "K": 6 / 7})
    assert told(one.place_opinion("East")) == pytest.approx({"C": 1.0})


def test_at_a_hearing_every_sector_of_stakeholders_counts_alike() -> None:
    """General practice, acute, mental health and councils: a quarter each of a fifth, by need within."""
    found = decided(deciding(Board(seats={"commissioner": 1}, challenge=0.2)))
    part = 0.2 / 4
    assert found == pytest.approx({
        "C": 0.8, "P1": part / 6, "P2": part / 2, "U": part / 6, "L": part / 6, "H1": part * 4 / 6, "H2": part * 2 / 6,
        "M": part, "K": part,
    })  # fmt: skip


def test_hearings_challenge_board_and_committees_alike() -> None:
    plain, challenged = deciding(COMMITTEES), deciding(COMMITTEES.model_copy(update={"challenge": 0.2}))
    hearing = deciding(Board(seats={"commissioner": 1}, challenge=1.0)).opinion
    assert challenged.opinion == pytest.approx(0.8 * plain.opinion + 0.2 * hearing)
    east = 0.8 * plain.place_opinion("East") + 0.2 * hearing
    assert challenged.place_opinion("East") == pytest.approx(east)


def test_who_holds_seats_is_there_in_person_at_most_once() -> None:
    """Three seats for all trusts by need: H1 has 1.5 seats, so somebody is there; H2 and M three quarters each."""
    one = deciding(Board(seats={"trusts": 3, "council": 1, "pcn": 0.25}))
    held = dict(zip(CODES, one.seats_held(*one.boards[0]).tolist(), strict=True))
    assert held == pytest.approx({
        "P1": 0, "P2": 0, "U": 0.25, "L": 0, "H1": 1, "H2": 0.75, "M": 0.75, "K": 1, "C": 1, "D": 0,
    })  # fmt: skip


def test_members_of_a_place_s_committee_meet_there_too() -> None:
    one = deciding(COMMITTEES)
    held = dict(zip(CODES, one.seats_held(*one.boards[0]).tolist(), strict=True))
    assert held["H1"] == pytest.approx(4 / 5)  # one seat for trusts in East
    assert held["P2"] == 1  # two seats in West, 3 of 3.5
    assert held["K"] == 0


def test_wholly_within_are_councils_and_trusts_with_one_commissioner() -> None:
    one = deciding(Board(seats={"commissioner": 1}), Board(seats={"commissioner": 1}))
    within = dict(zip(CODES, one.wholly_within(C).tolist(), strict=True))
    assert [code for code, part in within.items() if part] == ["H1", "M"]


def structure(board: str, **update: object) -> Structure:
    """Smallshire under one commissioner with such a board."""
    boards = {**SMALLSHIRE.boards, "tried": SMALLSHIRE.boards[board].model_copy(update=update)}
    place = SMALLSHIRE.model_copy(update={"boards": boards})
    told_of = change(AREAS_AFTER[0], successors=[{"code": "X", "board": "tried"}])
    return timetable(told_of, place=place, of=network(place), until=VESTING + 1).eras[-1].structure


def test_in_a_structure_members_of_one_board_meet_on_it() -> None:
    """Smallshire: the council has a seat, T2 a part of the trusts'; practices an eighth or so of one."""
    one = structure("icb")
    layout, row = one.layout, one.row
    pairs = [frozenset((one.codes[a], one.codes[b])) for a, b in zip(layout.a, layout.b, strict=True)]
    shared = dict(zip(pairs, layout.shared_boards.tolist(), strict=True))
    assert shared[frozenset(("SC", "X"))] == pytest.approx(1.0)
    trusts = {code: layout.opinion[row[code]] * 10 for code in ("T1", "T2", "T3")}
    assert sum(trusts.values()) == pytest.approx(1.0)
    for code, seat in trusts.items():
        assert shared[frozenset((code, "X"))] == pytest.approx(seat)
        assert shared[frozenset((code, "SC"))] == pytest.approx(seat)
    assert shared[frozenset(("T1", "T2"))] == pytest.approx(trusts["T1"] * trusts["T2"])
    assert not any(met for pair, met in shared.items() if any(code.startswith("V-") for code in pair))


def test_bodies_that_decide_through_one_committee_have_one_board_between_them() -> None:
    """Nobody meets twice on it, its seats are spread over both areas, and each commissioner sits there itself."""
    committee = GovernanceChange(name="together", begins=VESTING, bodies=("C12", "C3"), board="icb")
    apart = [committee.model_copy(update={"name": code, "bodies": (code,)}) for code in ("C12", "C3")]
    found = []
    for changes in ((committee,), tuple(apart)):
        table = build_timetable(SMALLSHIRE, network(SMALLSHIRE), Plan(name="x", governance=changes), VESTING + 1)
        one = table.eras[-1].structure
        pairs = [frozenset((one.codes[a], one.codes[b])) for a, b in zip(one.layout.a, one.layout.b, strict=True)]
        found.append((one, dict(zip(pairs, one.layout.shared_boards.tolist(), strict=True))))
    (together, met), (_, met_apart) = found
    assert met[frozenset(("SC", "C12"))] == pytest.approx(1.0) == met[frozenset(("SC", "C3"))]
    assert max(met.values()) <= 1.0 + 1e-12
    assert met_apart[frozenset(("T3", "SC"))] > met[frozenset(("T3", "SC"))] > 0
    assert together.layout.opinion.sum() == pytest.approx(1.0)
    together_people = network(SMALLSHIRE).population
    people = {body.code: sum(together_people[area] for area in body.localities) for body in together.bodies}
    own = {code: together.layout.opinion[together.row[code]] for code in people}
    assert own["C12"] / own["C3"] == pytest.approx(people["C12"] / people["C3"])


def test_in_a_structure_only_dealings_with_the_commissioner_are_closed() -> None:
    one = structure("icb", openness=0.3)
    with_it = (one.layout.a == one.row["X"]) | (one.layout.b == one.row["X"])
    assert one.layout.closed[with_it] == pytest.approx(0.7)
    assert (one.layout.closed[~with_it] == 0).all()


def test_a_footprint_is_common_with_councils_and_trusts_that_have_no_other_commissioner() -> None:
    """NORTH and MIDDLE under X, SOUTH under Y: T1 deals with X alone, T2, T3 and the council with both."""
    told_of = change(AREAS_AFTER[1])
    one = timetable(told_of, benefits={"common_footprint": 0.05}, until=VESTING + 1).eras[-1].structure
    layout = one.layout
    raised = {
        frozenset((one.codes[a], one.codes[b])) for a, b, more in zip(layout.a, layout.b, layout.footprint, strict=True)
        if more
    }
    assert raised == {frozenset(("T1", "X"))}
    assert layout.footprint.max() == 0.05


def test_places_are_laid_out_in_the_order_of_their_councils_codes() -> None:
    """Smallshire with its south under a council of its own."""
    localities = [
        one.model_copy(update={"council": "AC"}) if one.code == "SOUTH" else one for one in SMALLSHIRE.localities
    ]
    councils = [*SMALLSHIRE.councils, SMALLSHIRE.councils[0].model_copy(update={"code": "AC"})]
    place = SMALLSHIRE.model_copy(update={"localities": tuple(localities), "councils": tuple(councils)})
    areas = AREAS_AFTER[0]
    told_of = change(areas, successors=[{"code": "X", "board": "icb_places", "localities": areas["X"]}])
    table = timetable(told_of, place=place, of=network(place), until=VESTING + 1)
    one = table.eras[-1].structure
    assert table.places == ("AC", "SC")
    first, member, weight = one.layout.place_first, one.layout.place_member, one.layout.place_weight
    seats = [
        {one.codes[o]: w for o, w in zip(member[i:j], weight[i:j], strict=True)} for i, j in pairwise(first.tolist())
    ]
    for here in seats:
        assert sum(here.values()) == pytest.approx(1.0)
    # Both have a hearing and the board; each has its own council and practices on its committee.
    assert seats[0]["AC"] > seats[0]["SC"]
    assert seats[1]["SC"] > seats[1]["AC"]
    assert seats[0]["P7"] > seats[1]["P7"]
    assert seats[1]["P1"] > seats[0]["P1"]


def test_a_commissioner_that_goes_on_keeps_its_board_beside_one_that_changes() -> None:
    """A change of C3's board alone."""
    table = timetable(governance=[{"name": "South", "begins": VESTING, "bodies": ["C3"], "board": "icb"}])
    boards = {one.code: one.board for one in table.eras[-1].structure.bodies}
    assert boards == {"C12": SMALLSHIRE.boards["ccg"], "C3": SMALLSHIRE.boards["icb"]}
