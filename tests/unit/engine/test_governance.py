"""Influence: against the dense solution, by hand for three and four organisations, and what may not change it."""

from __future__ import annotations

import numpy as np
import pytest
from hand_made import SECTORS, System, by_hand, influence, passing, solved, spread, voices, with_seats
from model_example import VESTING, change, month_by_month, timetable

from relsim.domain.sectors import Sector
from relsim.engine.rules import governance
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.engine.state import VOICES
from relsim.worlds.parameters import World

CLOSE = 1e-5
"""Voices are solved until no row moves by more than 1e-6."""
GP, VCSE, ACUTE = int(Sector.GENERAL_PRACTICE), int(Sector.VCSE), int(Sector.ACUTE)
COUNCIL, COMMISSIONER = int(Sector.LOCAL_GOVERNMENT), int(Sector.COMMISSIONER)


def test_by_hand_one_that_listens_to_one_other() -> None:
    """x trusts y at 0.5, y trusts nobody; κ = 0.5: x's susceptibility is ½, so half of what it voices is y's."""
    found = voices(by_hand([0, 1, 2], {(0, 1): 2.0}, {(0, 1): 0.5}, 0.5))
    assert found[:, :3] == pytest.approx(np.array([[0.5, 0.5, 0], [0, 1, 0], [0, 0, 1]]), abs=CLOSE)


def test_by_hand_a_chain() -> None:
    """x listens to y only, y to z only.  y's attention is half on x, whom it does not trust: 0.6 × ½ = κ, as is x's."""
    system = by_hand([0, 1, 2], {(0, 1): 1.0, (1, 2): 1.0}, {(0, 1): 0.3, (1, 2): 0.6}, 0.3)
    assert voices(system)[:, :3] == pytest.approx(np.array([[0.5, 0.25, 0.25], [0, 0.5, 0.5], [0, 0, 1]]), abs=CLOSE)
    assert influence(system)[:3] == pytest.approx([0.5, 0.25, 0.25], abs=CLOSE)


def test_by_hand_two_who_listen_to_each_other() -> None:
    """Susceptibility ½ each: x = ½·own + ½·y and y = ½·own + ½·x, so x = ⅔·own + ⅓·y's."""
    found = voices(by_hand([0, 1, 2], {(0, 1): 1.0}, {(0, 1): 0.3, (1, 0): 0.3}, 0.3))
    assert found[:2, :2] == pytest.approx(np.array([[2 / 3, 1 / 3], [1 / 3, 2 / 3]]), abs=CLOSE)


def test_by_hand_within_a_sector_contact_counts() -> None:
    """Two acute trusts: one met three times as often at a third of the trust weighs as much as the other."""
    system = by_hand(
        [COMMISSIONER, ACUTE, ACUTE, COUNCIL],
        {(0, 1): 3.0, (0, 2): 1.0, (1, 3): 1.0},
        {(0, 1): 0.2, (0, 2): 0.6, (1, 3): 0.6},
        0.3,
    )
    # Trust 0.3 on average: half is heard, a quarter from each.  The first trust attends in half to the council: 0.6 × ½
    # against κ = 0.3, so it voices the council by half.
    assert influence(system)[[COMMISSIONER, ACUTE, COUNCIL]] == pytest.approx([0.5, 0.375, 0.125], abs=CLOSE)


def test_by_hand_between_sectors_contact_does_not_count() -> None:
    """Two sectors, trusted alike: each weighs the same, however often it is met."""
    system = by_hand([0, 1, 2], {(0, 1): 30.0, (0, 2): 1.0}, {(0, 1): 0.3, (0, 2): 0.3}, 0.3)
    assert influence(system)[:3] == pytest.approx([0.5, 0.25, 0.25], abs=CLOSE)


def test_by_hand_a_sector_that_is_not_met_is_not_heard() -> None:
    """z's sector is needed but can't be met: that half of x's attention is lost, 0.5 × ½ against κ = 0.25."""
    system = by_hand([0, 1, 2], {(0, 1): 1.0}, {(0, 1): 0.5, (0, 2): 0.5}, 0.25)
    attention = system.attention.copy()
    attention[0, [1, 2]] = 0.5
    assert influence(system._replace(attention=attention))[:3] == pytest.approx([0.5, 0.5, 0], abs=CLOSE)


def test_by_hand_susceptibility_has_a_bound() -> None:
    """Trust 1 against κ = 0.02 would be 0.98 of others' opinions; the most is 0.95."""
    assert influence(by_hand([0, 1], {(0, 1): 1.0}, {(0, 1): 1.0}, 0.02))[:2] == pytest.approx([0.05, 0.95], abs=CLOSE)


def test_by_hand_a_committee_speaks_for_those_of_its_members_who_trust_it() -> None:
    """A commissioner hears an LMC, which hears two practices, one of which hears a hospital.

    The LMC trusts nobody, but is trusted at 0.6 by the practice that hears the hospital and at 0 by the other, met as
    often: 0.6 × ½ against κ = 0.3, so half of what it voices is the first practice's.  That one attends in equal parts
    to its own sector (the LMC, 0.6) and to the hospital (0.2): 0.4 against 0.3 is 4/7, a quarter of it the hospital's.
    """
    trust = {(0, 1): 0.3, (2, 1): 0.6, (2, 4): 0.2}
    contact = {(0, 1): 1.0, (1, 2): 1.0, (1, 3): 1.0, (2, 4): 1.0}
    system = by_hand([COMMISSIONER, GP, GP, GP, ACUTE], contact, trust, 0.3, represents=(1,))
    found = voices(system)[:, [GP, ACUTE]]
    # LMC m = ½ + ½p, practice p = 3/7 + 3/7·m + 1/7·hospital: hospital's part of p is (1/7)/(1 − 3/14) = 2/11.
    assert found[2] == pytest.approx([9 / 11, 2 / 11], abs=CLOSE)
    assert found[1] == pytest.approx([10 / 11, 1 / 11], abs=CLOSE)
    # The commissioner listens by its own trust in the LMC, by half.
    assert influence(system)[[COMMISSIONER, GP, ACUTE]] == pytest.approx([1 / 2, 5 / 11, 1 / 22], abs=CLOSE)


@pytest.mark.parametrize(("members_trust", "own"), [(0.0, 1.0), (0.1, 0.75), (0.3, 0.5), (0.9, 0.25)])
def test_by_hand_a_committee_carries_more_of_members_who_trust_it_more(members_trust: float, own: float) -> None:
    """A committee that trusts its one member fully: only the member's trust in it counts; κ = 0.3."""
    system = by_hand([GP, GP], {(0, 1): 1.0}, {(0, 1): 1.0, (1, 0): members_trust}, 0.3, represents=(0,))
    kept, passes = passing(system)
    _, scratch = spread(system)
    assert 1 - scratch.susceptible[0] == pytest.approx(own)
    assert kept[0] == pytest.approx(own)
    assert passes[0] == pytest.approx([0, 1 - own])


def test_by_hand_a_network_that_a_trust_runs_voices_the_trust_s_opinion_in_part() -> None:
    """A network that would voice half its own and half a council's, run at 0.4 by a hospital that hears nobody."""
    contact, trust = {(0, 1): 1.0, (1, 2): 1.0, (1, 3): 1.0}, {(0, 1): 0.3, (1, 2): 0.6}
    system = by_hand([COMMISSIONER, GP, COUNCIL, ACUTE], contact, trust, 0.2, overseen={1: (3, 0.4)})
    # The network attends to three sectors, trusts one: 0.6 ÷ 3 against κ = 0.2.
    assert voices(system)[1, [GP, COUNCIL, ACUTE]] == pytest.approx([0.3, 0.3, 0.4], abs=CLOSE)
    # The commissioner listens at 0.3 ÷ (0.2 + 0.3) = 0.6.
    assert influence(system)[[COMMISSIONER, GP, COUNCIL, ACUTE]] == pytest.approx([0.4, 0.18, 0.18, 0.24], abs=CLOSE)


def test_a_seat_can_lower_the_influence_of_the_sector_that_gets_it() -> None:
    """A commissioner that hears a practice at 0.8 gives a seat to another practice, which hears a hospital at 0.9.

    General practice had 0.8 of what was decided; the new member voices 0.1 of its own sector and 0.9 of the hospital,
    so with half of the seats general practice has (0.8 + 0.1) ÷ 2.
    """
    contact, trust = {(0, 1): 1.0, (2, 3): 1.0}, {(0, 1): 0.4, (2, 3): 0.9}
    system = by_hand([COMMISSIONER, GP, GP, ACUTE], contact, trust, 0.1)
    assert influence(system)[[COMMISSIONER, GP, ACUTE]] == pytest.approx([0.2, 0.8, 0.0], abs=CLOSE)
    after = influence(with_seats(system, np.array([0.0, 0.0, 1.0, 0.0]), 1.0))
    assert after[[COMMISSIONER, GP, ACUTE]] == pytest.approx([0.1, 0.45, 0.45], abs=CLOSE)


def dense(simulation: Simulation) -> System:
    """The system that a simulation has just solved, from its own contacts and trust of the month."""
    layout, state, dates = simulation.structure.layout, simulation.state, simulation.dates
    count = len(layout.kind)
    contact, trust = np.zeros((count, count)), np.zeros((count, count))
    contact[layout.a, layout.b] = contact[layout.b, layout.a] = state.contact
    trust[layout.a, layout.b], trust[layout.b, layout.a] = state.effective_ab, state.effective_ba
    begun = dates.overseen_from <= simulation.month - 1
    return System(
        contact, trust, layout.opinion, layout.sector, layout.attention, layout.represents,
        np.where(begun, dates.overseer, -1), np.where(begun, dates.oversight, 0.0), simulation.world.listening_half,
    )  # fmt: skip


def test_compiled_voices_are_the_dense_solution_before_and_after_a_change() -> None:
    """Every solve of a run of Smallshire, with networks that a hospital comes to run."""
    provider = {"trust": "T2", "begins": VESTING + 6, "oversight": 0.7}
    table = timetable(
        change({"X": ("NORTH", "MIDDLE", "SOUTH")}), until=VESTING + 24, integrated_providers=[provider]
    )
    solves, overseen = 0, 0
    for simulation in month_by_month(table):
        if (simulation.month - 1) % governance.EVERY_MONTHS:
            continue
        system = dense(simulation)
        expected = solved(system)
        assert simulation.state.voice[:, :SECTORS] == pytest.approx(expected, abs=CLOSE)
        row = simulation.month - 1 - table.starts
        assert simulation.series()["influence"][row, :-1] == pytest.approx(system.seats @ expected, abs=CLOSE)
        assert simulation.place_series()[row].sum(axis=1) == pytest.approx(1.0, abs=1e-12)
        assert system.seats.sum() == pytest.approx(1.0, abs=1e-12)
        solves, overseen = solves + 1, overseen + (system.overseer >= 0).sum()
    assert solves >= 12
    assert overseen >= 2 * 5


def test_without_governance_nobody_listens_and_no_influence_is_told() -> None:
    table = timetable(until=VESTING)
    simulation = Simulation(table, switches=Switches.without("governance"))
    simulation.advance()
    own = np.eye(VOICES)[simulation.structure.layout.sector]
    assert (simulation.state.voice == own).all()
    assert not simulation.series()["influence"].any()


def test_between_quarters_a_new_board_decides_by_the_voices_that_there_are() -> None:
    """A board that changes in May: the seats change at once, what is voiced in July."""
    may = VESTING + 1
    change_of_board = {"name": "Places", "begins": may, "bodies": ["C12", "C3"], "board": "icb_places"}
    table = timetable(governance=[change_of_board], until=may + 3)
    for simulation in month_by_month(table, world=World()):
        month, layout = simulation.month - 1, simulation.structure.layout
        if month < may - 1:
            continue
        row = month - table.starts
        decided = layout.opinion @ simulation.state.voice[:, :SECTORS]
        assert simulation.series()["influence"][row, :-1] == pytest.approx(decided, abs=1e-12)
        if month == may - 1:
            before = simulation.state.voice.copy()
        elif month == may:
            assert (simulation.state.voice == before).all()
    assert (simulation.state.voice != before).any()
