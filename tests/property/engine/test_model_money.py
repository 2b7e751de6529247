"""Money in every month of every run: shares of all spend, floors, and what they make of time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_example import (
    BOARDS,
    KEYS,
    SMALLSHIRE,
    benefits,
    change,
    changes,
    examples,
    month_by_month,
    provisions,
    run,
    same_record,
    same_state,
    switches,
    timetable,
    worlds,
)

from relsim.domain.place import Overspend
from relsim.domain.reorganisation import Reorganisation
from relsim.engine.rules.money import LEAST_TIME, MONTHS_UNTIL_FIRST, MOST_TIME
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.worlds.parameters import World

ROUNDING = 1e-12
OVERSPENT = SMALLSHIRE.model_copy(
    update={"overspends": (
        *SMALLSHIRE.overspends,
        Overspend(sector="acute", begins=2018 * 12, ends=2020 * 12, share=0.2, source="Invented."),
        Overspend(sector="general_practice", begins=2019 * 12, ends=2021 * 12, share=0.1, source="Invented."),
    )}
)  # fmt: skip
"""Three years of overspends, of more than there is in two of them."""


@examples(60)
@given(changes(), provisions(), benefits(), worlds(), switches(), KEYS)
def test_spend_is_shared_out_and_nothing_is_lost(
    told: Reorganisation, said: dict[str, Any], good: dict[str, float], world: World, rules: Switches, seed: int
) -> None:
    """Shares in [0, 1] that sum to 1, moved in Aprils only; floors are kept unless nothing is left; time is bounded."""
    table = timetable(told, place=OVERSPENT, **said, benefits=good)
    before = table.outside_events.spend
    for simulation in month_by_month(table, world=world, switches=rules, seed=seed):
        state, month = simulation.state, simulation.month - 1
        spend = state.spend
        assert spend.sum() == pytest.approx(1.0, abs=ROUNDING)
        assert spend.min() >= 0.0
        assert spend.max() <= 1.0 + ROUNDING
        assert 0.0 <= state.unfunded[0] <= 1.0 + ROUNDING
        april = month % 12 == 3 and month - table.starts >= MONTHS_UNTIL_FIRST
        assert (april and rules.money) or (spend == before).all()
        fenced = state.fence > 0
        short = fenced & (spend < state.fence - ROUNDING)
        assert not short.any() or spend[~fenced].sum() == pytest.approx(0.0, abs=ROUNDING)
        least = LEAST_TIME * (1.0 - world.unfunded_work * (1 + ROUNDING))
        assert state.sector_time.min() >= least
        assert state.sector_time.max() <= MOST_TIME
        before = spend.copy()


@examples(40)
@given(changes(), provisions(), benefits(), worlds(), KEYS, st.integers(0, 130))
def test_a_runs_own_money_imposed_on_it_changes_nothing(
    told: Reorganisation, said: dict[str, Any], good: dict[str, float], world: World, seed: int, after: int
) -> None:
    """Floors included: they are worked out before what is imposed takes its place."""
    table = timetable(told, place=OVERSPENT, **said, benefits=good)
    straight = run(table, world=world, seed=seed)
    trunk = Simulation(table, world=world, seed=seed)
    trunk.advance(table.starts + after)
    fork = trunk.fork(table, money=straight.money)
    fork.advance()
    assert same_record(fork, straight)
    assert same_state(fork, straight)


@examples(40)
@given(worlds(), KEYS, st.sampled_from(BOARDS), st.integers(2020 * 12, 2021 * 12))
def test_boards_bear_on_people_through_money_sitting_together_and_openness_alone(
    world: World, seed: int, board: str, begins: int
) -> None:
    """With the comparator's money imposed, and the other two off, another board changes influence and nothing else."""
    off = Switches.without("board_contact", "openness")
    governed = timetable(governance=[{"name": "new", "begins": begins, "bodies": ("C12", "C3"), "board": board}])
    never = run(timetable(), world=world, seed=seed, switches=off)
    trunk = Simulation(timetable(), world=world, seed=seed, switches=off)
    trunk.advance(begins)
    fork = trunk.fork(governed, money=never.money)
    fork.advance()
    assert same_state(fork, never, "voice", "place_influence", "first_influence", "fence")
    assert (fork.money == never.money).all()


def test_an_overspend_is_first_and_leaves_general_practice_with_less_time() -> None:
    """Of the years of `OVERSPENT`: 2019 has none of the pot left, and time follows at once."""
    plain, overspent = (run(timetable(place=place), seed=2) for place in (SMALLSHIRE, OVERSPENT))
    rows = [12 * (year - 2012) for year in (2018, 2019, 2020, 2021)]
    unfunded = overspent.money[rows, -1]
    assert unfunded[:2] == pytest.approx([1.0, 1.0])
    assert 0 < unfunded[2] < 1
    assert unfunded[3] == 0
    assert (overspent.money[rows, 2] > plain.money[rows, 2]).all()


def test_what_a_change_saves_is_spent_by_others() -> None:
    told = change({"X": ("NORTH", "MIDDLE", "SOUTH")})
    saved, plain = (run(timetable(told, benefits={"cost_saved": share}), seed=2) for share in (0.03, 0.0))
    row = told.vesting - SMALLSHIRE.starts
    assert (saved.money[:row] == plain.money[:row]).all()
    gained = (saved.money - plain.money)[row, :-1]
    assert gained[5] < -0.02
    assert (np.delete(gained, [5, 6]) > 0).all()
