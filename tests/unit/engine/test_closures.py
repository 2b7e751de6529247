"""Closures: how many, whose, and what is left of what an organisation was there for."""

from __future__ import annotations

import numpy as np
import pytest
from hand_made import as_written
from model_example import SMALLSHIRE, VESTING, month_by_month, run, timetable

from relsim.domain.months import month_number
from relsim.domain.sectors import Kind, Sector
from relsim.engine.randomness import Purpose, draw
from relsim.engine.rates import rates
from relsim.engine.rules import closures
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.timetable.network import network
from relsim.worlds.parameters import World

APRIL = closures.MONTH
CLOSES, STAYS = 0, 2**32 - 1
"""Draws at which an organisation certainly closes, or does not."""
ALL_CLOSE = World(closing_vcse=1.0)


def before_an_april(**options: object) -> Simulation:
    """Smallshire before April 2021, by when it has all its organisations."""
    simulation = Simulation(timetable(), **options)  # type: ignore[arg-type]
    simulation.advance(VESTING)
    return simulation


def close(simulation: Simulation, draws: np.ndarray) -> np.ndarray:
    """The rule as it is written, with these draws; how many closed, by sector."""
    closed = np.zeros(len(Sector))
    layout, state = simulation.structure.layout, simulation.state
    with as_written(closures):
        closures.some_close_and_others_take_their_place(layout, state, rates(simulation.world), draws, closed)
    return closed


def test_whoever_takes_a_place_starts_from_scratch_with_the_same_partners_and_contracts() -> None:
    simulation = before_an_april(seed=4)
    layout, state = simulation.structure.layout, simulation.state
    one = simulation.structure.row["V-NORTH-001"]
    before = state.copy()
    draws = np.full(len(layout.kind), STAYS, np.uint32)
    draws[one] = CLOSES
    assert close(simulation, draws).tolist() == [0, 1, 0, 0, 0, 0, 0]
    mine = (layout.a == one) | (layout.b == one)
    assert mine.sum() >= 10
    for name, start in (("trust_ab", 0.4), ("trust_ba", 0.4), ("knowing_ab", 0.1), ("knowing_ba", 0.1),
                        ("procedures", 0.0), ("works", 0)):  # fmt: skip
        now, then = getattr(state, name), getattr(before, name)
        assert (now[mine] == start).all()
        assert (now[~mine] == then[~mine]).all()
    assert (state.contracts == before.contracts).all()
    assert (before.contracts[mine] > 0).all()
    assert state.energy[one] == 0.6
    assert state.closures[one] == before.closures[one] + 1
    posts = slice(layout.first_post[one], layout.first_post[one + 1])
    assert (state.holder[posts] == before.holder[posts] + 1).all()
    assert (state.status[posts] == 0).all()
    # Nobody else's people.
    others = np.delete(np.arange(len(layout.kind)), one)
    assert (state.closures[others] == before.closures[others]).all()
    assert (state.energy[others] == before.energy[others]).all()
    assert np.delete(state.holder, posts).tolist() == np.delete(before.holder, posts).tolist()


def test_only_voluntary_organisations_close() -> None:
    simulation = before_an_april()
    layout = simulation.structure.layout
    closed = close(simulation, np.full(len(layout.kind), CLOSES, np.uint32))
    assert closed.tolist() == [0, 6, 0, 0, 0, 0, 0]
    assert (simulation.state.closures[layout.kind != Kind.VCSE] == 0).all()
    alliance = simulation.structure.row["SALL"]
    assert layout.sector[alliance] == Sector.VCSE
    assert simulation.state.closures[alliance] == 0


def test_those_who_gave_up_close_more_often_and_whoever_comes_has_not_given_up() -> None:
    """0.028 a year, twice as many of those who gave up: draws between the two tell them apart."""
    simulation = before_an_april()
    layout, state = simulation.structure.layout, simulation.state
    voluntary = np.flatnonzero(layout.kind == Kind.VCSE)
    state.given_up[voluntary[:2]] = 1
    draws = np.full(len(layout.kind), int(0.04 * 2**32), np.uint32)
    assert close(simulation, draws)[Sector.VCSE] == 2
    assert (state.closures[voluntary] > 0).tolist()[:2] == [True, True]
    assert not state.given_up[voluntary].any()


def test_the_rate_is_the_stated_one() -> None:
    """600 voluntary organisations in the first 20 years of 5 seeds, within four standard errors of 0.028 a year."""
    place = SMALLSHIRE.model_copy(update={"vcse_per_thousand": 5.0})
    until = SMALLSHIRE.starts + 240
    of = network(place)
    table = timetable(place=place, of=of, until=until)
    world = World(giving_up_below=0.0)
    shares = [run(table, seed=seed, world=world).series()["closed"][:, Sector.VCSE].sum() for seed in range(5)]
    count = sum(one.kind is Kind.VCSE for one in of.organisations)
    assert count == 600
    error = np.sqrt(0.028 * 0.972 / (count * 20 * 5))
    assert np.mean(shares) / 20 == pytest.approx(0.028, abs=4 * error)
    # A third as many again close twice as often where all have given up.
    tired = World(giving_up_below=1.0, returning=0.0)
    more = [run(table, seed=seed, world=tired).series()["closed"][13:, Sector.VCSE].sum() for seed in range(5)]
    # Of those who have given up again by the next April, which is everybody.
    assert np.mean(more) / 19 == pytest.approx(0.056, abs=4 * np.sqrt(2) * error)


def test_whose_turn_it_is_is_a_draw_of_its_own_in_aprils() -> None:
    """Smallshire's closures are the keyed draws of its voluntary organisations, April by April, to the one."""
    table = timetable(until=month_number("2020-01"))
    world = World(closing_vcse=0.2, giving_up_below=0.0)
    expected = {}
    for structure in (era.structure for era in table.eras):
        lineages = {code: structure.lineages[row] for code, row in structure.row.items() if code.startswith("V-")}
    for month in range(table.starts, table.until):
        numbers = [draw(9, 3, Purpose.CLOSURE, month, line)[0] for line in lineages.values()]
        expected[month] = sum(number < 0.2 for number in numbers) / 6 if month % 12 == APRIL else 0.0
    closed = run(table, world=world, seed=9, world_number=3).series()["closed"]
    assert closed[:, Sector.VCSE] == pytest.approx(list(expected.values()))
    assert closed[:, -1] == pytest.approx(closed[:, Sector.VCSE])
    assert np.isnan(closed[:, Sector.GENERAL_PRACTICE]).all()
    assert sum(expected.values()) > 0.5


def test_no_need_is_lost() -> None:
    """Where all close every April, everybody still wants contact with all their partners, and gets to know them."""
    table = timetable(until=VESTING)
    for simulation in month_by_month(table, world=ALL_CLOSE, switches=Switches.without("people", "participation")):
        layout, state = simulation.structure.layout, simulation.state
        voluntary = np.flatnonzero(layout.kind == Kind.VCSE)
        theirs = np.isin(layout.a, voluntary) | np.isin(layout.b, voluntary)
        assert (state.wanted[theirs] >= 0.6 * layout.need[theirs]).all()
        if simulation.month % 12 == APRIL:
            # A year after they came: known again.
            assert state.knowing_ab[theirs].mean() > 0.15
    assert (state.closures[voluntary] == 9).all()  # Aprils 2012 to 2020
    assert (simulation.series()["closed"][APRIL - table.starts % 12 :: 12, Sector.VCSE] == 1.0).all()


def test_without_the_rule_nobody_closes() -> None:
    simulation = run(timetable(until=VESTING), world=ALL_CLOSE, switches=Switches.without("closures"))
    assert not simulation.state.closures.any()
    assert not np.nan_to_num(simulation.series()["closed"]).any()
