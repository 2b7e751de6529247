"""Seats and votes at the end of a plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from relsim.batch.runs.design import Design, design
from relsim.batch.store.seats import boards, seat_shares_by_sector, voting_power
from relsim.domain.boards import Board
from relsim.domain.sectors import Sector
from relsim.experiments.experiment import read_experiment
from relsim.timetable.structure import Structure

EXPERIMENT = Path(__file__).parents[2] / "experiments" / "smallshire-dates.toml"


@pytest.fixture(scope="module")
def made() -> Design:
    return design(read_experiment(EXPERIMENT))


def governed_by(made: Design, name: str, **seats: float) -> Structure:
    """A plan's last structure, with other seats on every board."""
    last = of(made, name)
    return replace(last, bodies=tuple(replace(body, board=Board(seats=seats)) for body in last.bodies))


def of(made: Design, name: str) -> Structure:
    return next(plan.timetable.eras[-1].structure for plan in made.planned if plan.dates.name == name)


def shares(made: Design, structure: Structure) -> dict[str, float]:
    return seat_shares_by_sector(structure, made.network.population)


def test_shares_are_those_of_the_boards_and_sum_to_one(made: Design):
    before = shares(made, of(made, "Never"))
    assert before == pytest.approx({"general_practice": 6.45 / 13.25, "commissioner": 6.8 / 13.25}, abs=1e-8)
    for plan in made.planned:
        assert sum(shares(made, plan.timetable.eras[-1].structure).values()) == pytest.approx(1)


def test_shares_are_whose_opinion_decides_where_nothing_is_left_to_places_or_hearings(made: Design):
    """Worked out apart from the engine's, of boards whose seats several sectors hold together too."""
    for plan in made.planned:
        structure = plan.timetable.eras[-1].structure
        engine = np.bincount(structure.layout.sector, structure.layout.opinion, len(Sector))
        found = shares(made, structure)
        assert found == pytest.approx({s.code: engine[s] for s in Sector if engine[s] > 0}, abs=1e-8)
    assert {"acute", "community_mental_health"} < set(shares(made, of(made, "July 2022"))), "the trusts' seat"


def test_a_holder_can_be_a_kind_or_an_organisation_and_nobodys_seat_is_the_commissioners(made: Design):
    structure = governed_by(made, "July 2022", lmc=2, pcn=1, T3=3, vcse=1, T1=1, community=2)
    assert shares(made, structure) == pytest.approx(
        {"general_practice": 0.3, "community_mental_health": 0.3, "vcse": 0.1, "acute": 0.1, "commissioner": 0.2}
    )


def test_several_boards_count_by_people(made: Design):
    """C12 has 100,000 of 120,000 people."""
    never = of(made, "Never")
    seats = {"C12": {"vcse": 1.0}, "C3": {"lmc": 1.0, "commissioner": 1.0}}
    two = replace(never, bodies=tuple(replace(body, board=Board(seats=seats[body.code])) for body in never.bodies))
    assert shares(made, two) == pytest.approx(
        {"vcse": 10 / 12, "general_practice": 1 / 12, "commissioner": 1 / 12}, abs=1e-8
    )
    assert voting_power(two, made.network.population) == pytest.approx(
        {"vcse": 10 / 12, "lmc": 1 / 12, "commissioner": 1 / 12}, abs=1e-8
    )
    assert [board["bodies"] for board in boards(two)] == [["C12"], ["C3"]]


def test_bodies_under_one_board_are_named_together(made: Design):
    (board,) = boards(of(made, "Never"))
    assert board == {
        "bodies": ["C12", "C3"], "seats": {"general_practice": 6.45, "commissioner": 6.8},
        "openness": 1.0, "challenge": 0.0, "delegated": 0.0, "place_seats": {},
    }  # fmt: skip


def test_who_has_more_than_half_of_the_seats_has_all_the_votes(made: Design):
    power = voting_power(of(made, "Never"), made.network.population)
    assert power == pytest.approx({"commissioner": 1.0, "general_practice": 0.0})
