"""The contract that every kind of reorganisation keeps: it can be said, checked and run, and loses no need.

Each kind is tried on the first of its cases in `kinds_example`; what comes of all of them is in the unit tests of the
timetable.
"""

from __future__ import annotations

from functools import cache
from typing import get_args

import numpy as np
import pytest
from comparing import run_both
from kinds_example import ALL_STAY, CASES, TWOSHIRE, Case, Day, day, late_table, line_of, table_of, to, told
from model_example import VESTING, run, same_record

from relsim.domain.months import month_name
from relsim.domain.plan import Plan
from relsim.domain.reorganisation import ChangeKind, Reorganisation
from relsim.domain.sectors import Sector
from relsim.engine.state import VACANT, State
from relsim.evidence.sentences.plans import plan_sentence
from relsim.experiments.plan_checks import PlanInDraft, problems_of_plan
from relsim.timetable.structure import Structure

EXAMPLES: dict[str, Case] = {case.change.kind: case for case in reversed(CASES.values())}
"""Kind of change → the first of its cases."""
NOTHING: dict[str, Reorganisation] = {
    "merge": told("merge", "T1", to("TX"), **ALL_STAY),
    "replace": told("replace", "C12", to("X"), **ALL_STAY),
    "cut": told("cut", "C12", **ALL_STAY),
}
"""Kind of change → one that only gives another name, or none; the others always change who does what."""
UNTIL = VESTING + 24

every_kind = pytest.mark.parametrize("kind", get_args(ChangeKind))


@cache
def on_the_day(kind: str) -> Day:
    return day(EXAMPLES[kind].change)


def plan_of(kind: str) -> Plan:
    return Plan(name="A plan", reorganisations=(EXAMPLES[kind].change,))


def filled(state: State) -> set[int]:
    """Lineages of the posts that somebody is in."""
    return {line_of(state, post) for post in range(len(state.status)) if not state.status[post] & VACANT}


def counted(structure: Structure) -> np.ndarray:
    """Need of commissioners by sector, served or not."""
    layout = structure.layout
    served = np.bincount(layout.counted_sector, layout.counted_weight, len(Sector))
    return np.asarray(served + structure.unserved)


def test_every_kind_has_an_example() -> None:
    assert set(EXAMPLES) == set(get_args(ChangeKind))


@every_kind
def test_check_accepts_it(kind: str) -> None:
    assert problems_of_plan(PlanInDraft("", plan_of(kind)), TWOSHIRE, UNTIL) == []


@every_kind
def test_check_refuses_it_of_bodies_or_areas_that_there_are_not(kind: str) -> None:
    change = EXAMPLES[kind].change
    nowhere = tuple(each.model_copy(update={"localities": ("NOWHERE",)}) for each in change.successors)
    nobody = tuple(f"{code} is not there" for code in change.predecessors)
    wrong = {"predecessors": nobody} if nobody else {"successors": nowhere}
    plan = Plan(name="A plan", reorganisations=(change.model_copy(update=wrong),))
    assert problems_of_plan(PlanInDraft("", plan), TWOSHIRE, UNTIL)


@every_kind
def test_it_is_said_in_words(kind: str) -> None:
    """With all who take part, and its months."""
    change, said = EXAMPLES[kind].change, plan_sentence(plan_of(kind), TWOSHIRE)
    assert said.endswith(".")
    assert "None" not in said
    for code in (*change.predecessors, *(each.code for each in change.successors)):
        assert code in said
    assert month_name(change.announced) in said
    assert month_name(change.vesting) in said


@every_kind
def test_bodies_go_on_end_and_begin_as_is_said_by_hand(kind: str) -> None:
    case, now = EXAMPLES[kind], on_the_day(kind)
    before, after = set(now.law_before.kinds), set(now.law.kinds)
    assert before - after == set(case.ended)
    assert after - before == set(case.does) - before
    assert dict(now.law.teams) == dict(case.teams)
    if case.change.goes_on:
        assert not case.ended


@every_kind
def test_need_of_commissioners_is_conserved(kind: str) -> None:
    now = on_the_day(kind)
    before, after = counted(now.old), counted(now.new)
    if kind == "layer":  # whose new bodies may need commissioners too
        assert (after >= before - 1e-9).all()
    else:
        assert after == pytest.approx(before)


@every_kind
def test_where_everybody_stays_nobody_is_lost(kind: str) -> None:
    now = day(EXAMPLES[kind].change.model_copy(update=ALL_STAY))
    assert filled(now.before) <= filled(now.after)


@pytest.mark.parametrize("kind", NOTHING)
def test_one_that_does_nothing_loses_nothing_exactly(kind: str) -> None:
    ours, theirs = (run(table_of(*changes, until=UNTIL), seed=3) for changes in ([NOTHING[kind]], []))
    assert same_record(ours, theirs)


@every_kind
def test_a_run_goes_through_and_is_another(kind: str) -> None:
    ours, theirs = (run(table_of(*changes, until=UNTIL), seed=3) for changes in ([EXAMPLES[kind].change], []))
    assert same_record(ours, theirs, until=EXAMPLES[kind].change.announced)
    assert not same_record(ours, theirs)
    assert all(np.isfinite(values).all() for values in ours.record)
    assert ours.state.voice.sum(axis=1) == pytest.approx(1.0)
    for values in (ours.state.trust_ab, ours.state.trust_ba, ours.state.knowing_ab, ours.state.energy):
        assert ((values >= 0) & (values <= 1)).all()


@every_kind
def test_the_slow_twin_agrees(kind: str) -> None:
    run_both(late_table(EXAMPLES[kind].change), seed=5)
