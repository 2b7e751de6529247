"""The compiled kernels and the slow twin give the same trajectories to the bit, whatever is switched on or happens."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from comparing import UNTIL, assert_same_record, change, run_both, timetable
from much_happens import LARGER, everything

from relsim.domain.months import month_number
from relsim.domain.reorganisation import Reorganisation
from relsim.engine.rules.switches import RULES, Switches
from relsim.engine.simulation import Simulation
from relsim.worlds.plausible import plausible_worlds

ONE_BODY = change("one body", "2021-04", ["C12", "C3"], [{"code": "ICB", "form": "ICB", "board": "icb"}])
THREE_BODIES = change(
    "three bodies", "2020-10", ["C12", "C3"],
    [{"code": f"D{number}", "localities": [area]} for number, area in enumerate(("SOUTH", "MIDDLE", "NORTH"))],
    posts=1.0, kept=0.6, moved=0.3,
)  # fmt: skip
AGAIN_ONE = change("one again", "2022-07", ["D0", "D1", "D2"], [{"code": "E"}], posts=0.6, kept=0.2, moved=0.3)
"""The lineage of a body that has split off is a new one, so sides are turned, as its partners now sort before it."""
HARDLY_ANYBODY = change("hardly any", "2021-10", ["D0", "D1", "D2"], [{"code": "E"}], posts=0.1, kept=0.1, moved=0.0)
THREE_FROM_ONE = change(
    "three from one", "2022-10", ["E"],
    [{"code": f"G{number}", "localities": [area]} for number, area in enumerate(("SOUTH", "MIDDLE", "NORTH"))],
    posts=1.0, kept=1.0, moved=0.0,
)  # fmt: skip
"""One post among three bodies: two of them start with nobody, and have to find somebody."""
BY_HALVES = change(
    "by halves", "2021-04", ["C12", "C3"],
    [{"code": "F1", "localities": ["NORTH"]}, {"code": "F2", "localities": ["MIDDLE", "SOUTH"]}],
    announced=UNTIL - 60, distraction=False, settling_in=False,
)  # fmt: skip
PLANS: dict[str, list[Reorganisation]] = {
    "history alone": [],
    "three become two, then one": [ONE_BODY],
    "split into three": [THREE_BODIES],
    "split into three, then one again": [THREE_BODIES, AGAIN_ONE],
    "split, hardly anybody left, split again": [THREE_BODIES, HARDLY_ANYBODY, THREE_FROM_ONE],
    "replaced by two of other areas": [BY_HALVES],
    "nobody stays": [ONE_BODY.model_copy(update={"kept": 0.0, "moved": 0.0, "contracts": 0.3})],
    "everybody moves": [ONE_BODY.model_copy(update={"kept": 0.0, "moved": 1.0, "posts": 1.0})],
    "a change of name": [
        ONE_BODY.model_copy(update={"kept": 1.0, "moved": 0.0, "posts": 1.0, "contracts": 1.0, "procedures": 1.0})
    ],
}


@pytest.mark.parametrize("plan", PLANS)
def test_across_history_and_a_plan(plan: str) -> None:
    run_both(timetable(PLANS[plan]), seed=7)


def test_the_plans_reach_what_they_are_meant_to_reach() -> None:
    """Otherwise the comparisons above would be of less than they say."""
    passages = [era.passage for plan in PLANS.values() for era in timetable(plan).eras if era.passage is not None]
    assert any(np.any(passage.turned) for passage in passages), "no relationship has its sides turned"
    assert any(np.any(np.diff(passage.group_first) == 0) for passage in passages), "no body starts without posts"
    assert any(len(passage.group_body) > 1 for passage in passages), "nothing is split"
    assert any(np.any(np.diff(passage.mix_first) > 1) for passage in passages), "no agreements are mixed"


@pytest.mark.parametrize("rule", RULES)
def test_with_a_rule_off(rule: str) -> None:
    """Where everything happens that can, so that every rule has something to do."""
    without, _ = run_both(everything(), seed=3, switches=Switches.without(rule))
    on = all_on()
    assert any(np.any(one != other) for one, other in zip(without.record, on.record, strict=True)), "it has no effect"


@cache
def all_on() -> Simulation:
    simulation = Simulation(everything(), seed=3)
    simulation.advance()
    return simulation


def test_with_every_rule_off() -> None:
    run_both(everything(), switches=Switches.without(*RULES))


def test_with_only_what_money_needs() -> None:
    run_both(everything(), switches=Switches.without(*set(RULES) - {"money", "first_call", "governance"}))


WORLDS = plausible_worlds(8)


@pytest.mark.parametrize("number", range(len(WORLDS)))
def test_in_plausible_worlds(number: int) -> None:
    run_both(everything(), world=WORLDS[number], world_number=number, seed=11)


TIRING: dict[str, Any] = {"energy_drained": 0.30, "giving_up_below": 0.55, "returning": 0.95, "energy_restored": 0.05}


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1])
def test_where_people_give_up_and_return(seed: int) -> None:
    """Rare in ordinary worlds, so a harsher one, in which both happen many times."""
    seen: set[tuple[str, bool]] = set()
    world = WORLDS[0]._replace(**TIRING)
    run_both(
        timetable([ONE_BODY]), world=world, world_number=2**32 - 1, seed=seed,
        each_month=lambda twin: seen.update((one.code, one.given_up) for one in twin.organisations),
    )  # fmt: skip
    assert sum((code, True) in seen and (code, False) in seen for code, _ in seen) > 5


def test_where_a_month_of_contact_takes_trust_all_the_way() -> None:
    """No plausible world has a pair of Smallshire meet so often; at its limits the rules must agree as well."""
    sizes = {"trust_gain": 0.6, "trust_loss": 0.9, "knowing_gain": 0.6, "procedures_rise": 0.7}
    limits: set[float] = set()
    run_both(
        timetable([ONE_BODY]), world=WORLDS[1]._replace(**sizes),
        each_month=lambda twin: limits.update(end for r in twin.relationships for end in (r.trust_ab, r.procedures)),
    )  # fmt: skip
    assert limits >= {0.0, 1.0}


@pytest.mark.parametrize("stretch", [5, 7, 1000])
def test_in_whatever_stretches_it_is_carried_forward(stretch: int) -> None:
    """The comparisons go month by month; a batch goes from change to change in one compiled call."""
    planned = everything()
    simulation = Simulation(planned, seed=3)
    while simulation.month < planned.until:
        simulation.advance(simulation.month + stretch)
    by_months, _ = by_month()
    assert_same_record(simulation, by_months)
    for name, found, wanted in zip(simulation.state._fields, simulation.state, by_months.state, strict=True):
        assert found.tobytes() == wanted.tobytes(), name


@pytest.mark.parametrize("starts", ["2012-05", "2011-12"])
def test_where_history_begins_within_a_quarter(starts: str) -> None:
    """Voices are worked out in the first month as well; money waits for the first April after two years."""
    run_both(timetable(place=LARGER.model_copy(update={"starts": month_number(starts)}), until=UNTIL - 60))


@cache
def by_month() -> Any:
    return run_both(everything(), seed=3)


def test_the_places_are_as_large_as_they_are_said_to_be() -> None:
    assert 20 <= len(timetable().eras[-1].structure.codes) <= 30
    assert 30 <= len(everything().eras[-1].structure.codes) <= 40
