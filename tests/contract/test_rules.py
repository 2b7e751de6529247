"""The contract that every rule of the month keeps: it can be switched off alone, and nothing breaks without it."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from model_example import SMALLSHIRE, month_by_month, rename, run, same_record, same_state, timetable
from much_happens import LARGER, everything

from relsim.engine.record import MEASURES
from relsim.engine.rules.governance import TOLERANCE
from relsim.engine.rules.money import MONTHS_UNTIL_FIRST
from relsim.engine.rules.switches import RULES, Switches
from relsim.engine.simulation import Simulation
from relsim.timetable.timetable import Timetable

every_rule = pytest.mark.parametrize("rule", RULES)
SEED = 3
TABLE: Timetable = everything()
SHARES = (
    "trust_ab", "trust_ba", "knowing_ab", "knowing_ba", "contracts", "procedures", "effective_ab", "effective_ba",
    "energy", "readiness", "part", "reachable", "leaving", "unfunded", "spend",
)  # fmt: skip
SOLVED = ("voice", "place_influence")
"""Shares that are solved for by over-relaxed sweeps, which may pass 0 and 1 by as much as they tolerate."""


def first_closure() -> int:
    """The first month in which a voluntary organisation closes."""
    closed = run_with_all().record.sums[:, MEASURES.index("closed")].sum(axis=1)
    return TABLE.starts + int(np.flatnonzero(closed)[0])


def first_applies(rule: str) -> int:
    """The first month in which a rule can have done anything; of most rules, the first month of all.

    Money is first decided when there is influence to compare with, and bodies are first changed by the place's history.
    """
    if rule in ("money", "first_call", "unfunded_work", "funded_time"):
        return TABLE.starts + MONTHS_UNTIL_FIRST
    if rule in ("reorganisation", "settling_in"):
        return min(change.vesting - change.shadow_months for change in LARGER.history)
    if rule == "distraction":
        return min(change.announced for change in LARGER.history)
    if rule == "outside_pressure":
        return min(pressure.begins for pressure in LARGER.pressures)
    if rule == "closures":
        return first_closure()
    return TABLE.starts


@cache
def run_with_all() -> Simulation:
    return run(TABLE, seed=SEED)


@cache
def run_without(rule: str) -> Simulation:
    return run(TABLE, seed=SEED, switches=Switches.without(rule))


@every_rule
def test_it_is_switched_off_alone(rule: str) -> None:
    off = Switches.without(rule)._asdict()
    assert [name for name, on in off.items() if not on] == [rule]


def test_rules_and_switches_are_the_same_and_each_says_what_it_does() -> None:
    assert tuple(RULES) == Switches._fields
    assert all(rule.does.endswith(".") for rule in RULES.values())
    assert len({rule.does for rule in RULES.values()}) == len(RULES)


@every_rule
def test_without_it_something_is_different(rule: str) -> None:
    assert not same_record(run_with_all(), run_without(rule))


@every_rule
def test_nothing_is_different_before_it_first_applies(rule: str) -> None:
    first = first_applies(rule)
    assert first < TABLE.until
    assert same_record(run_with_all(), run_without(rule), until=first)


@every_rule
def test_without_it_every_month_keeps_its_bounds(rule: str) -> None:
    switches = Switches.without(rule)
    for simulation in month_by_month(TABLE, seed=SEED, switches=switches):
        state = simulation.state
        for name in SHARES:
            values = getattr(state, name)
            assert values.min() >= 0.0, name
            assert values.max() <= 1.0 + 1e-12, name
        for name in SOLVED:
            values = getattr(state, name)
            assert values.min() >= -TOLERANCE, name
            assert values.max() <= 1.0 + TOLERANCE, name
        assert state.spend.sum() == pytest.approx(1.0, abs=1e-12)
        assert state.voice.sum(axis=1) == pytest.approx(1.0, abs=1e-9)
    for name, values in simulation.record._asdict().items():
        assert np.isfinite(values).all(), name


@every_rule
def test_without_it_a_change_of_names_still_changes_exactly_nothing(rule: str) -> None:
    switches = Switches.without(rule)
    never, renamed = (run(timetable(*changes), seed=SEED, switches=switches) for changes in ((), rename()))
    assert {"RENAMED-C12", "RENAMED-C3"} <= set(renamed.structure.codes)
    assert same_record(never, renamed)


def test_the_place_has_something_for_every_rule() -> None:
    assert LARGER.history
    assert LARGER.pressures
    assert SMALLSHIRE.boards != LARGER.boards
    assert same_state(run_with_all(), run(TABLE, seed=SEED)), "a run is the same every time"
