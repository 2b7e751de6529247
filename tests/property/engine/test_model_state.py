"""What holds in every month of every run: bounds, conserved contact and need, shares that sum to 1."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from model_example import (
    KEYS,
    NETWORK,
    SMALLSHIRE,
    benefits,
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

from relsim.domain.reorganisation import Reorganisation
from relsim.domain.sectors import Kind, Sector
from relsim.engine.record import MEASURES
from relsim.engine.rules.switches import Switches
from relsim.engine.state import WORKS_FROM, WORKS_UNTIL
from relsim.worlds.parameters import World

SHARES = (
    "trust_ab", "trust_ba", "knowing_ab", "knowing_ba", "contracts", "procedures", "effective_ab", "effective_ba",
    "energy", "readiness", "part", "reachable", "leaving", "unfunded",
)  # fmt: skip


@examples(60)
@given(changes(), provisions(), benefits(), worlds(), switches(), KEYS)
def test_every_month_keeps_its_bounds(
    told: Reorganisation, said: dict[str, Any], good: dict[str, float], world: World, rules: Switches, seed: int
) -> None:
    """Shares stay in [0, 1] and nobody has more contact than time, under any plan, world and rules."""
    table, works, closures = timetable(told, **said, benefits=good), None, {}
    begins = {era.begins for era in table.eras}
    for simulation in month_by_month(table, world=world, switches=rules, seed=seed):
        layout, state = simulation.structure.layout, simulation.state
        for name in SHARES:
            values = getattr(state, name)
            assert values.min() >= 0.0, name
            assert values.max() <= 1.0, name
        meets = np.bincount(layout.a, state.contact, len(layout.kind))
        meets += np.bincount(layout.b, state.contact, len(layout.kind))
        if rules.attention:
            assert (meets <= state.capacity * (1 + 1e-12)).all()
        # A month's number of contacts is the mean, to the whole number below or above.
        assert (np.abs(state.met - state.contact) < 1).all() or not rules.contact
        assert (state.met[(state.contact == 0)] == 0).all()
        assert (state.filled >= 0).all()
        assert (state.filled <= np.diff(layout.first_post.astype(int))).all()
        # What closed this month has a successor, with whom nothing works yet.
        counted = dict(zip(simulation.structure.codes, state.closures.tolist(), strict=True))
        anew = np.array([count > closures.get(code, 0) for code, count in counted.items()])
        there = ~(anew[layout.a] | anew[layout.b])
        lower = np.minimum(state.effective_ab, state.effective_ba)
        assert (state.works[~there] == 0).all()
        assert (state.works[there & (lower >= WORKS_FROM)] == 1).all()
        assert (state.works[lower < WORKS_UNTIL] == 0).all()
        if simulation.month - 1 not in begins:
            between = there & (lower >= WORKS_UNTIL) & (lower < WORKS_FROM)
            assert (state.works[between] == works[between]).all()
        works, closures = state.works.copy(), counted


@examples(200)
@given(changes(), changes())
def test_need_is_conserved(told: Reorganisation, again: Reorganisation) -> None:
    """No need is lost or doubled by a merger, a split or a new boundary; nor is any partner."""
    table = timetable(told)
    for era in table.eras:
        structure, layout = era.structure, era.structure.layout
        partners = {one.code for one in NETWORK.organisations if one.opened <= era.begins}
        assert len(structure.codes) == len(set(structure.codes))
        assert set(structure.codes) == partners | {body.code for body in structure.bodies}
        covered = [locality for body in structure.bodies for locality in body.localities]
        assert sorted(covered) == sorted(NETWORK.population)
        wanted = dict.fromkeys(sorted(partners), 0.0)
        for row, _, need in NETWORK.commissioner_needs:
            if NETWORK.organisations[row].code in partners:
                wanted[NETWORK.organisations[row].code] += need
        got = dict.fromkeys(wanted, 0.0)
        weight = dict(got)
        bodies = {structure.row[body.code] for body in structure.bodies}
        for number, (a, b) in enumerate(zip(layout.a.tolist(), layout.b.tolist(), strict=True)):
            if {a, b} & bodies:
                partner = structure.codes[b if a in bodies else a]
                got[partner] += layout.need[number]
                counted = np.flatnonzero(layout.counted == number)
                weight[partner] += layout.counted_weight[counted].sum()
        assert got == pytest.approx(wanted, rel=1e-12)
        assert weight == pytest.approx(wanted, rel=1e-12)
        assert layout.counted_weight.sum() == pytest.approx(sum(wanted.values()), rel=1e-12)
        assert len(set(zip(layout.a.tolist(), layout.b.tolist(), strict=True))) == len(layout.a)


@examples(40)
@given(worlds(), KEYS)
def test_with_decay_alone_trust_follows_the_closed_form(world: World, seed: int) -> None:
    """t0 (1 − δ)^n: exactly as computed by repeated steps, and to 1e-12 of the power; knowing likewise."""
    off = [name for name in Switches._fields if name != "decay"]
    # With the merger of 2018, before the networks open, and without those that speak for others, which open in between.
    bare = SMALLSHIRE.model_copy(update={"representatives": ()})
    table = timetable(place=bare, until=SMALLSHIRE.starts + 80)
    trust = knowing = 0.5
    for number, simulation in enumerate(
        month_by_month(table, world=world, seed=seed, switches=Switches.without(*off)), start=1
    ):
        trust, knowing = trust - world.trust_decay * trust, knowing - world.knowing_decay * knowing
        state = simulation.state
        assert (state.trust_ab == trust).all()
        assert (state.trust_ba == trust).all()
        assert (state.knowing_ab == knowing).all()
        assert state.procedures == pytest.approx(0.3, rel=1e-15)  # of a merged body a weighted mean of 0.3 and 0.3
        assert trust == pytest.approx(0.5 * (1 - world.trust_decay) ** number, rel=1e-12)


@examples(30)
@given(changes(), provisions(), benefits(), worlds(), KEYS)
def test_in_steps_or_at_once_is_the_same(
    told: Reorganisation, said: dict[str, Any], good: dict[str, float], world: World, seed: int
) -> None:
    table = timetable(told, **said, benefits=good)
    *_, stepped = month_by_month(table, world=world, seed=seed)
    at_once = run(table, world=world, seed=seed)
    assert same_record(stepped, at_once)
    assert same_state(stepped, at_once)


@examples(60)
@given(changes(), provisions(), worlds(), KEYS)
def test_nobody_appears_or_vanishes_but_by_an_event(
    told: Reorganisation, said: dict[str, Any], world: World, seed: int
) -> None:
    """Who opens, and bodies that come and go; a closure takes nobody away, and no need, and closes in April only."""
    table, codes = timetable(told, **said), None
    opened = {one.code: one.opened for one in NETWORK.organisations}
    events = {change.vesting: change for change in (*SMALLSHIRE.history, told)}
    need, closed = None, 0.0
    for simulation in month_by_month(table, world=world, seed=seed):
        month, now = simulation.month - 1, set(simulation.structure.codes)
        total = simulation.structure.layout.need.sum()
        if codes is not None:
            come, gone = now - codes, codes - now
            event = events.get(month)
            new = {one.code for one in event.successors} if event else set()
            assert come == new | {code for code, since in opened.items() if since == month}
            assert gone == (set(event.predecessors) if event else set())
            assert come or gone or total == need
        count = simulation.record.sums[month - table.starts, MEASURES.index("closed")]
        closed += count.sum()
        assert count.sum() == 0 or month % 12 == 3
        assert count.sum() == count[Sector.VCSE]
        assert simulation.state.closures.sum() == closed
        assert (simulation.state.closures[simulation.structure.layout.kind != Kind.VCSE] == 0).all()
        codes, need = now, total
