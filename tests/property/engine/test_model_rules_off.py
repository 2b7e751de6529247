"""Switching a rule off leaves to the bit what does not depend on it, and a rule of no size is a rule off."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from model_example import (
    KEYS,
    SMALLSHIRE,
    changes,
    examples,
    month_by_month,
    provisions,
    run,
    same_record,
    same_state,
    timetable,
    worlds,
)

from relsim.domain.reorganisation import Reorganisation
from relsim.engine.record import MEASURES
from relsim.engine.rules.money import MONTHS_UNTIL_FIRST
from relsim.engine.rules.switches import Switches
from relsim.worlds.parameters import World

INFLUENCE, CLOSED = MEASURES.index("influence"), MEASURES.index("closed")


@examples(40)
@given(changes(), provisions(), worlds(), KEYS)
def test_without_money_whose_opinion_counts_changes_nothing_between_people(
    told: Reorganisation, said: dict[str, Any], world: World, seed: int
) -> None:
    table = timetable(told, **said)
    with_it, without = (
        run(table, world=world, seed=seed, switches=Switches.without(*off))
        for off in (("money",), ("money", "governance"))
    )
    assert same_state(with_it, without, "voice", "place_influence", "first_influence")
    others = np.arange(len(MEASURES)) != INFLUENCE
    assert (with_it.record.sums[:, others] == without.record.sums[:, others]).all()
    assert (with_it.record.sums[:, INFLUENCE] != without.record.sums[:, INFLUENCE]).any()


@examples(40)
@given(changes(), provisions(), worlds(), KEYS)
def test_closures_change_nothing_before_the_first(
    told: Reorganisation, said: dict[str, Any], world: World, seed: int
) -> None:
    table = timetable(told, **said)
    on, off = (
        run(table, world=world, seed=seed, switches=switches) for switches in (Switches(), Switches.without("closures"))
    )
    closed = on.record.sums[:, CLOSED].sum(axis=1)
    assert not off.record.sums[:, CLOSED].any()
    first = int(np.flatnonzero(closed)[0]) if closed.any() else len(closed)
    assert same_record(on, off, until=table.starts + first)
    assert closed.any() or same_state(on, off)
    assert first == len(closed) or not same_record(on, off)


@examples(30)
@given(
    changes(), provisions(), worlds(), KEYS, st.sampled_from(["money", "first_call", "unfunded_work", "funded_time"])
)
def test_money_changes_nothing_before_it_is_first_decided(
    told: Reorganisation, said: dict[str, Any], world: World, seed: int, rule: str
) -> None:
    table = timetable(told, **said)
    on, off = (
        run(table, world=world, seed=seed, switches=switches) for switches in (Switches(), Switches.without(rule))
    )
    assert same_record(on, off, until=table.starts + MONTHS_UNTIL_FIRST)


NOTHING_TO_DO: dict[str, dict[str, Any]] = {
    "first_call": {"overspends": ()},
    "unfunded_work": {"overspends": ()},
    "openness": {"boards": {"ccg": SMALLSHIRE.boards["ccg"], "icb_places": SMALLSHIRE.boards["icb"]}},
    "outside_pressure": {"pressures": ()},
}


@examples(30)
@given(changes(), worlds(), KEYS, st.sampled_from(sorted(NOTHING_TO_DO)))
def test_a_rule_that_has_nothing_to_do_does_nothing(told: Reorganisation, world: World, seed: int, rule: str) -> None:
    """No overspend, no closed doors, no pressure."""
    table = timetable(told, place=SMALLSHIRE.model_copy(update=NOTHING_TO_DO[rule]))
    on, off = (
        run(table, world=world, seed=seed, switches=switches) for switches in (Switches(), Switches.without(rule))
    )
    assert same_record(on, off)
    assert same_state(on, off)


OF_NO_SIZE: dict[str, dict[str, float]] = {
    "board_contact": {"board_contact": 0.0},
    "openness": {"closed_cost": 0.0},
    "closures": {"closing_vcse": 0.0},
    "unfunded_work": {"unfunded_work": 0.0},
    "funded_time": {"funded_time": 0.0},
    "decay": {"trust_decay": 0.0, "knowing_decay": 0.0},
    "procedures": {"procedures_rise": 0.0},
    "knowing": {"knowing_gain": 0.0},
    "trust": {"trust_gain": 0.0, "trust_loss": 0.0},
    "centre": {"centre_take": 0.0, "centre_take_reorganising": 0.0},
    "settling_in": {"settling_months": 0.0},
    "distraction": {"distraction": 0.0, "leaving_multiplier": 1.0},
}


@pytest.mark.parametrize("rule", OF_NO_SIZE)
@examples(6)
@given(told=changes(), said=provisions(), world=worlds(), seed=KEYS)
def test_a_rule_of_no_size_is_a_rule_off(
    rule: str, told: Reorganisation, said: dict[str, Any], world: World, seed: int
) -> None:
    table, world = timetable(told, **said), world._replace(**OF_NO_SIZE[rule])
    if rule == "distraction":  # the centre takes more of the time of a body that is to go
        world = world._replace(centre_take_reorganising=world.centre_take)
    on, off = (
        run(table, world=world, seed=seed, switches=switches) for switches in (Switches(), Switches.without(rule))
    )
    assert same_record(on, off)
    assert same_state(on, off)


@examples(20)
@given(changes(), provisions(), worlds(), KEYS)
def test_a_plan_that_says_nothing_new_is_the_same_plan(
    told: Reorganisation, said: dict[str, Any], world: World, seed: int
) -> None:
    """Floors under what a sector can lose, grants of no time, acts that cost no trust."""
    nothing = {
        "ring_fences": [{"sector": "acute", "begins": told.vesting, "share": 0.01}],
        "grants": [{"to": "practice", "begins": told.vesting, "time": 1.0}],
        "hostile_acts": [{"practice": "P1", "month": told.vesting, "trust_lost": 0.0}],
    }
    bare = {name: value for name, value in said.items() if name not in nothing}
    one, other = (run(timetable(told, **bare, **more), world=world, seed=seed) for more in (nothing, {}))
    assert same_record(one, other)
    assert same_state(one, other, "fence")


def test_months_are_told_apart() -> None:
    """`same_record` sees a difference, and where it begins."""
    one, other = run(timetable(), seed=1), run(timetable(), seed=2)
    assert not same_record(one, other)
    assert same_record(one, one)
    *_, last = month_by_month(timetable(), seed=1)
    assert same_record(last, one)
