"""Money: a year worked by hand, what always holds, and that no sector is treated unlike another."""

from __future__ import annotations

import numpy as np
import pytest
from hand_made import SECTORS, as_written
from model_example import AREAS_AFTER, SMALLSHIRE, VESTING, change, month_by_month, position, run, timetable
from money_by_hand import (
    ACUTE,
    COMMISSIONER,
    COUNCIL,
    EVEN,
    GP,
    MENTAL,
    ON,
    PUBLIC,
    START,
    WORLD,
    april,
    fenced,
    purse,
    shares,
)

from relsim.domain.months import month_number
from relsim.domain.sectors import Kind, Sector
from relsim.engine.rules import money
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.timetable.outside_events import AT_ITS_SHARE
from relsim.worlds.parameters import World


def test_by_hand_a_year() -> None:
    """Acute has twice the influence it had, so claims 0.5 × 1.2; others half of theirs less: × (1 − 0.2 ÷ 3)."""
    influence = shares(general_practice=1 / 6, acute=0.5, community_mental_health=1 / 6, commissioner=1 / 6)
    claims = np.array([0.1, 0.5, 0.2, 0.2]) * np.array([14 / 15, 1.2, 14 / 15, 14 / 15])
    expected = 0.95 * np.array([0.1, 0.5, 0.2, 0.2]) + 0.05 * claims / claims.sum()
    state = april(purse(), influence)
    assert state.spend[[GP, ACUTE, MENTAL, COMMISSIONER]] == pytest.approx(expected)
    # In figures: acute 0.475 + 0.05 × 0.6 ÷ 1.0667.
    assert state.spend[ACUTE] == pytest.approx(0.503125)
    assert state.spend[GP] == pytest.approx(0.099375)
    assert state.unfunded[0] == 0.0
    assert state.sector_time[ACUTE] == pytest.approx(1 + 0.5 * 0.00625)
    assert state.sector_time[GP] == pytest.approx(1 - 0.5 * 0.00625)


def test_by_hand_an_overspend_has_first_call() -> None:
    """Acute overspends 4 % of its half: 0.02 of the 0.05; the other 0.03 goes by spend, 0.4 of it is unfunded work."""
    state = april(purse(), overspend=shares(acute=0.04))
    assert state.spend[ACUTE] == pytest.approx(0.475 + 0.02 + 0.015)
    assert state.spend[GP] == pytest.approx(0.095 + 0.003)
    assert state.unfunded[0] == pytest.approx(0.4)
    assert state.sector_time[GP] == pytest.approx((1 + 0.5 * (0.098 / 0.1 - 1)) * (1 - 0.3 * 0.4))
    assert state.sector_time[ACUTE] == pytest.approx(1 + 0.5 * (0.51 / 0.5 - 1))


def test_by_hand_more_is_called_than_there_is() -> None:
    """Two overspend 0.05 and 0.025 where 0.05 is decided: two thirds of each is met, and nothing is left."""
    state = april(purse(), overspend=shares(acute=0.1, community_mental_health=0.125))
    assert state.unfunded[0] == pytest.approx(1.0)
    assert state.spend[ACUTE] == pytest.approx(0.475 + 0.05 * 2 / 3)
    assert state.spend[MENTAL] == pytest.approx(0.19 + 0.025 * 2 / 3)
    assert state.spend[GP] == pytest.approx(0.095)


def test_without_overspends_or_changes_of_influence_nothing_moves() -> None:
    state = purse()
    for _ in range(20):
        april(state)
    assert state.spend == pytest.approx(START, abs=1e-15)
    assert state.sector_time == pytest.approx(1.0, abs=1e-12)


def test_influence_then_is_taken_once() -> None:
    state = purse(influence_then=np.zeros(SECTORS))
    april(state, EVEN)
    assert (state.first_influence == EVEN).all()
    assert state.spend == pytest.approx(START)
    april(state, shares(acute=1.0))
    assert (state.first_influence == EVEN).all()
    assert state.spend[ACUTE] > 0.5


def test_by_hand_a_floor_is_kept_at_the_cost_of_those_without_one() -> None:
    """General practice at 0.098 after the year above is raised to 0.12; the others, 0.902, give 0.022 in all."""
    state = april(purse(), overspend=shares(acute=0.04), fences=fenced(general_practice=0.12))
    assert state.spend[GP] == pytest.approx(0.12)
    assert state.spend[ACUTE] == pytest.approx(0.51 * (1 - 0.022 / 0.902))
    assert state.spend[MENTAL] == pytest.approx((0.19 + 0.006) * (1 - 0.022 / 0.902))
    assert state.fence[GP] == 0.12


def test_a_floor_below_what_a_sector_has_changes_nothing() -> None:
    free, fence = april(purse()), april(purse(), fences=fenced(general_practice=0.05))
    assert (free.spend == fence.spend).all()


def test_without_a_share_the_floor_is_what_a_sector_had_when_the_fence_began() -> None:
    state = purse()
    april(state, overspend=shares(acute=0.04), fences=fenced(general_practice=AT_ITS_SHARE))
    assert state.spend[GP] == pytest.approx(0.1)
    april(state, shares(general_practice=1.0), fences=fenced(general_practice=AT_ITS_SHARE))
    risen = state.spend[GP]
    assert risen > 0.101
    # What it won by its influence is not fenced: the floor stays where it was.
    april(state, overspend=shares(acute=0.3), fences=fenced(general_practice=AT_ITS_SHARE))
    assert state.fence[GP] == pytest.approx(0.1)
    assert state.spend[GP] < risen
    for _ in range(40):
        april(state, overspend=shares(acute=0.3), fences=fenced(general_practice=AT_ITS_SHARE))
    assert state.spend[GP] == pytest.approx(0.1)
    # And is forgotten when the fence ends.
    april(state, overspend=shares(acute=0.3))
    assert state.fence[GP] == 0.0
    assert state.spend[GP] < 0.1


def test_floors_higher_than_what_is_open_take_all_of_it_and_no_more() -> None:
    """Acute and mental health want 0.8 and 0.5; the open 0.3 is shared by what each misses, 0.3 and 0.3."""
    state = april(purse(), fences=fenced(acute=0.8, community_mental_health=0.5))
    assert state.spend[[GP, ACUTE, MENTAL, COMMISSIONER]] == pytest.approx([0, 0.65, 0.35, 0])
    everybody = april(purse(), fences=fenced(**{sector.code: 0.9 for sector in Sector}))
    assert everybody.spend == pytest.approx(START)


def test_what_is_saved_comes_from_the_commissioner_and_is_decided_afresh() -> None:
    """0.01 saved of its 0.2; then 0.01 + 0.05 × 0.99 is shared by spend: 0.1, 0.5, 0.2 and 0.19 of 0.99."""
    state = april(purse(), saved=0.01)
    afresh = 0.01 + 0.05 * 0.99
    assert state.spend[COMMISSIONER] == pytest.approx(0.95 * 0.19 + afresh * 0.19 / 0.99)
    assert state.spend[GP] == pytest.approx(0.95 * 0.1 + afresh * 0.1 / 0.99)
    assert state.spend.sum() == pytest.approx(1.0)
    assert april(purse(), saved=0.5).spend[COMMISSIONER] == pytest.approx(0.0)


def test_the_time_of_a_sector_follows_its_money_within_bounds() -> None:
    state = purse()
    state.first_spend[:] = shares(general_practice=0.04, acute=2.0, community_mental_health=0.1, commissioner=0.8)
    state.first_spend[COUNCIL] = 0.01
    april(state)
    assert state.sector_time[GP] == pytest.approx(1.5)  # 2.5 times its money would be 1.75
    assert state.sector_time[ACUTE] == pytest.approx(0.625)  # a quarter of its money
    assert state.sector_time[MENTAL] == pytest.approx(1.5)
    assert state.sector_time[COMMISSIONER] == state.sector_time[COUNCIL] == 1.0
    assert state.sector_time[PUBLIC] == 1.0  # it never had any
    world = WORLD._replace(funded_time=2.0)
    state.spend[ACUTE] = 0.1
    with as_written(money):
        money.time_follows_money(state, world, ON)
    assert state.sector_time[ACUTE] == 0.5


def test_work_that_is_not_paid_for_takes_practices_time_and_nobody_else_s() -> None:
    """Whoever overspends, and whatever becomes of their money (funded_time off)."""
    for overspending in ("acute", "community_mental_health", "vcse", "general_practice"):
        spend = START + shares(vcse=0.1) - shares(commissioner=0.1)
        state = april(purse(spend), overspend=shares(**{overspending: 0.1}), switches=Switches.without("funded_time"))
        assert state.unfunded[0] > 0
        assert state.sector_time[GP] == pytest.approx(1 - 0.3 * state.unfunded[0])
        assert (np.delete(state.sector_time, GP) == 1.0).all()


def test_money_s_rules_can_be_switched_off() -> None:
    overspend, fences = shares(acute=0.1), fenced(general_practice=0.3)
    off = april(purse(), shares(acute=1.0), overspend, fences, saved=0.01, switches=Switches.without("money"))
    assert (off.spend == START).all()
    assert (off.sector_time == 1.0).all()
    assert off.unfunded[0] == 0.0
    assert not off.fence.any()
    no_call = april(purse(), EVEN, overspend, switches=Switches.without("first_call"))
    assert no_call.spend == pytest.approx(START)
    assert no_call.unfunded[0] == 0.0
    dumped = april(purse(), EVEN, overspend, switches=Switches.without("unfunded_work"))
    assert dumped.sector_time[GP] == pytest.approx(1 + 0.5 * (dumped.spend[GP] / 0.1 - 1))
    unfollowed = april(purse(), EVEN, overspend, switches=Switches.without("funded_time"))
    assert unfollowed.sector_time[ACUTE] == 1.0
    assert unfollowed.sector_time[GP] < 1.0


def test_money_is_decided_in_aprils_from_the_third_year_on() -> None:
    """Smallshire starts in April 2012."""
    table = timetable(until=month_number("2017-01"))
    spend = run(table).series()["spend"]
    moved = [table.starts + row for row in range(1, len(spend)) if abs(spend[row] - spend[row - 1]).max() > 1e-12]
    # In 2014 influence is taken as it is, so nothing moves.
    assert moved == [month_number(f"{year}-04") for year in (2015, 2016)]
    assert spend[:, -1] == pytest.approx(1.0)
    assert spend[0, :-1] == pytest.approx([SMALLSHIRE.spend.get(sector.code, 0.0) for sector in Sector])


def test_an_overspend_has_its_years_and_no_others() -> None:
    """Smallshire's hospitals overspend 3 % from April 2015 to March 2017: 0.03 × 0.47 of 0.04."""
    table = timetable()
    unfunded = run(table).money[:, -1]
    first, last = position(table, "2015-04"), position(table, "2017-04")
    assert unfunded[first] == pytest.approx(0.03 * 0.47 / 0.04, rel=0.01)
    assert (unfunded[first:last] > 0.3).all()
    assert not unfunded[:first].any()
    assert not unfunded[last:].any()


def test_practices_have_less_time_while_work_is_not_paid_for() -> None:
    table = timetable(until=month_number("2015-05"))
    simulation = run(table, world=World(funded_time=0.0))
    layout, state = simulation.structure.layout, simulation.state
    practices = layout.sector == GP
    left = 1 - World().unfunded_work * simulation.money[-1, -1]
    assert state.time[practices] == pytest.approx(5.5 * left)
    assert state.time[layout.kind == Kind.VCSE] == pytest.approx(5.5 * World().vcse_time)


def test_what_money_did_in_one_run_can_be_imposed_on_another() -> None:
    """A fork with the money of a run in which mental health overspent."""
    overspend = {"sector": "community_mental_health", "begins": VESTING + 1, "ends": VESTING + 40, "share": 0.05}
    place = SMALLSHIRE.model_validate(
        {**SMALLSHIRE.model_dump(), "overspends": [*SMALLSHIRE.overspends, {**overspend, "source": "Invented."}]}
    )
    other, trunk = run(timetable(place=place)), Simulation(timetable())
    trunk.advance(VESTING + 1)
    fork = trunk.fork(trunk.timetable, other.money)
    fork.advance()
    assert (fork.money == other.money).all()
    trunk.advance()
    assert (trunk.money != other.money).any()
    # Money is all that was imposed, and all by which the other run differed: the runs are the same.
    for measure, values in other.series().items():
        assert np.array_equal(values, fork.series()[measure], equal_nan=True), measure


def test_money_imposed_begins_with_the_next_april() -> None:
    table = timetable()
    trunk = Simulation(table)
    trunk.advance(VESTING + 1)
    imposed = np.tile(np.append(START, 0.25), (table.until - table.starts, 1))
    fork = trunk.fork(table, imposed)
    for month in range(fork.month, fork.month + 13):
        fork.advance(month + 1)
        row = month - table.starts
        followed = (fork.money[row] == imposed[row]).all()
        assert followed == (month >= VESTING + 12)


def test_what_a_merger_saves_is_decided_in_the_next_april() -> None:
    """A merger in July 2021 that saves 1 % of all spend: in April 2022 the commissioner's share falls by it."""
    july = VESTING + 3
    told = change(AREAS_AFTER[0], vesting=july, announced=july - 12)
    series = [
        run(timetable(told, benefits={"cost_saved": saved}), switches=Switches.without("governance")).series()["spend"]
        for saved in (0.0, 0.01)
    ]
    difference = series[1] - series[0]
    first = VESTING + 12 - SMALLSHIRE.starts
    assert not difference[:first].any()
    share = series[0][first - 1, COMMISSIONER]
    # What is saved is decided afresh, and 0.01 × the commissioner's part of it comes back.
    afresh = 0.04 + 0.01 * 0.96
    left = 0.96 * (share - 0.01) + afresh * (share - 0.01) / 0.99
    assert series[1][first, COMMISSIONER] == pytest.approx(left, abs=1e-9)
    assert series[1][-1, COMMISSIONER] == pytest.approx(series[1][first, COMMISSIONER], abs=1e-9)


def test_between_aprils_neither_money_nor_what_it_makes_of_time_moves() -> None:
    before = None
    for simulation in month_by_month(timetable(until=SMALLSHIRE.starts + 40)):
        now = np.append(simulation.state.spend, simulation.state.sector_time)
        if before is not None and (simulation.month - 1) % 12 != money.MONTH:
            assert (now == before).all()
        before = now
