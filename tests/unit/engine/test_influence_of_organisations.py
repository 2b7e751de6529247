"""Influence by organisation: the month's system solved the other way round comes to the same by sector."""

from __future__ import annotations

import pytest
from hand_made import by_hand, by_sector, of_organisations
from model_example import AREAS_AFTER, SMALLSHIRE, VESTING, change, month_by_month, timetable

from relsim.domain.boards import Board
from relsim.domain.place import Place
from relsim.domain.sectors import Kind, Sector
from relsim.engine.organisation_influence import influence_of_organisations
from relsim.engine.rules.governance import EVERY_MONTHS
from relsim.interfaces.mesa_model import ReorganisationModel

CLOSE = 1e-5


def test_by_hand_a_committee_with_the_seat() -> None:
    """Two members, met alike, trust it at 0.2 and 0.4: 0.3 on average against κ = 0.3, the half by their trust."""
    contact, trust = {(0, 1): 1.0, (0, 2): 1.0}, {(1, 0): 0.2, (2, 0): 0.4}
    gp = int(Sector.GENERAL_PRACTICE)
    system = by_hand([gp, gp, gp], contact, trust, 0.3, represents=(0,))
    # Members trust it, and so hear it: w1 = 0.2 ÷ 0.5 = 2/5 and w2 = 0.4 ÷ 0.7 = 4/7 of what they voice is its.
    # What passes through it: d = 1 + d·(1/6)·w1 + d·(1/3)·w2, and it keeps a half.
    through = 1 / (1 - 2 / 5 / 6 - 4 / 7 / 3)
    expected = [through / 2, through / 6 * 3 / 5, through / 3 * 3 / 7]
    assert of_organisations(system) == pytest.approx(expected)
    nobody = by_hand([gp, gp, gp], contact, {(0, 1): 0.9, (0, 2): 0.9}, 0.3, represents=(0,))
    assert of_organisations(nobody) == pytest.approx([1, 0, 0])


def test_in_a_run_with_committees_federations_and_a_network_that_a_hospital_runs() -> None:
    """Smallshire, LMC on the board, every quarter from a year before a change to two years after it."""
    board = {"name": "LMC", "begins": VESTING + 3, "bodies": ["X"], "board": "lmc"}
    place = smallshire_with_a_seat_for_the_committee()
    provider = {"trust": "T2", "begins": VESTING + 6, "oversight": 0.7}
    table = timetable(
        change(AREAS_AFTER[0]), place=place, until=VESTING + 24, governance=[board], integrated_providers=[provider]
    )
    quarters = 0
    for simulation in month_by_month(table):
        month = simulation.month - 1
        if month < VESTING - 12 or month % EVERY_MONTHS:
            continue
        quarters += 1
        layout = simulation.structure.layout
        found = influence_of_organisations(layout, simulation.dates, simulation.state, simulation.world, month)
        assert found.sum() == pytest.approx(1.0, abs=1e-9)
        told = simulation.series()["influence"][month - table.starts, :-1]
        assert by_sector(found, layout.sector) == pytest.approx(told, abs=CLOSE)
    assert quarters == 12
    lmc, runs = simulation.structure.row["SLMC"], simulation.dates.overseer
    assert layout.opinion[lmc] == pytest.approx(0.2)
    assert (runs >= 0).sum() == 2


def smallshire_with_a_seat_for_the_committee() -> Place:
    boards = {**SMALLSHIRE.boards, "lmc": Board(seats={"commissioner": 4, "lmc": 1})}
    return SMALLSHIRE.model_copy(update={"boards": boards})


def test_the_model_tells_it_by_organisation() -> None:
    model = ReorganisationModel(SMALLSHIRE).run_until("2021-02")
    table = model.organisations().set_index("code")
    told = model.simulation.series()["influence"][model.simulation.month - 1 - model.simulation.timetable.starts]
    # January's voices, and January's contact.
    assert table.groupby("sector")["influence"].sum()["acute"] == pytest.approx(told[Sector.ACUTE], abs=CLOSE)
    assert model.organisation("SLMC").kind is Kind.LMC
    assert model.organisation("SLMC").influence == table.loc["SLMC", "influence"] > 0
