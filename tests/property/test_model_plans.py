"""What a plan can and can't change: names, order, history, strangers."""

from __future__ import annotations

import dataclasses
import random
import sys
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))

from model_example import (
    AREAS_AFTER,
    KEYS,
    NETWORK,
    SMALLSHIRE,
    change,
    changes,
    examples,
    rename,
    run,
    timetable,
    worlds,
)

from relsim.measures import PlanDates, WorldRuns, outcomes
from relsim.months import month_number
from relsim.network import Network, Organisation
from relsim.parameters import World
from relsim.places.place import Place
from relsim.plans import Reorganisation
from relsim.randomness import lineage
from relsim.rules.month import Switches
from relsim.sectors import Kind
from relsim.simulation import Simulation

MONTHS = st.integers(month_number("2018-05"), month_number("2023-06"))


@examples(60)
@given(MONTHS, worlds(), KEYS)
def test_a_new_name_changes_nothing(vesting: int, world: World, seed: int) -> None:
    """Everybody and everything carried, nothing announced: exactly zero in every measure, month and sector."""
    never, renamed = timetable(), timetable(*rename(vesting))
    ours, theirs = (run(table, world=world, seed=seed) for table in (renamed, never))
    assert (ours.record == theirs.record).all()
    assert {"RENAMED-C12", "RENAMED-C3"} <= set(renamed.eras[-1].structure.codes)


def test_a_new_name_changes_no_outcome() -> None:
    """The same in the table of outcomes: every difference is exactly 0."""
    until, vesting = month_number("2033-01"), month_number("2021-04")
    tables = {"Never": timetable(until=until), "New names": timetable(*rename(vesting), until=until)}
    series = {
        name: {
            measure: np.array([run(table, seed=seed).series()[measure] for seed in (1, 2, 3)])
            for measure in run(table).series()
        }
        for name, table in tables.items()
    }
    units = tables["Never"].eras[-1].structure.unit_count
    plans = (PlanDates("Never", "comparator"), PlanDates("New names", "placebo", vesting, vesting))
    starts = SMALLSHIRE.starts
    runs = WorldRuns(
        0, starts, until, np.arange(3), plans, series, np.append(units, units.sum()), (starts, until - 1)
    )  # fmt: skip
    table = outcomes(runs)
    assert len(table) > 100
    assert (table["difference"] == 0).all()


@examples(60)
@given(changes(), worlds(), KEYS)
def test_plans_are_the_same_until_they_differ(told: Reorganisation, world: World, seed: int) -> None:
    """Bit for bit before the first month in which they differ, and not after."""
    told = told.model_copy(update={"kept": 0.0, "moved": 0.0, "procedures": 0.0})
    never, changed = timetable(), timetable(told)
    first = never.first_difference(changed)
    assert first == (told.announced if told.distraction else told.vesting)
    ours, theirs = (run(table, world=world, seed=seed).record for table in (changed, never))
    before = first - never.starts
    assert (ours[:before] == theirs[:before]).all()
    assert (ours[before:] != theirs[before:]).any()


@examples(40)
@given(changes(), worlds(), KEYS, st.integers(-24, 24))
def test_a_fork_is_the_run_that_it_saves(told: Reorganisation, world: World, seed: int, early: int) -> None:
    """Forked at any month up to the first difference, and without disturbing the run that it leaves."""
    never, changed = timetable(), timetable(told)
    trunk = Simulation(never, world=world, seed=seed)
    trunk.advance(min(never.first_difference(changed), never.first_difference(changed) + early))
    fork = trunk.fork(changed)
    fork.advance()
    trunk.advance()
    assert (fork.record == run(changed, world=world, seed=seed).record).all()
    assert (trunk.record == run(never, world=world, seed=seed).record).all()


def shuffled(place: Place, rng: random.Random) -> Place:
    """The same place with everything that it lists in another order."""

    def mixed(values):
        return tuple(rng.sample(list(values), len(values)))

    def turned(mapping):
        return {key: mapping[key] for key in mixed(mapping)}

    return place.model_copy(
        update={
            "localities": mixed(place.localities),
            "commissioners": mixed(place.commissioners),
            "trusts": mixed([trust.model_copy(update={"serves": turned(trust.serves)}) for trust in place.trusts]),
            "pcns": mixed(place.pcns),
            "practices": mixed(place.practices),
            "boards": {name: turned(seats) for name, seats in turned(place.boards).items()},
            "history": tuple(
                each.model_copy(update={"predecessors": mixed(each.predecessors)}) for each in place.history
            ),
        }
    )


@examples(40)
@given(st.sampled_from(AREAS_AFTER), worlds(), KEYS, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(areas, world: World, seed: int, rng: random.Random) -> None:
    told = change(areas)
    other = told.model_copy(
        update={
            "predecessors": told.predecessors[::-1],
            "successors": tuple(rng.sample(list(told.successors), len(told.successors))),
        }
    )
    everywhere = {"W": ("NORTH", "MIDDLE", "SOUTH")}
    later = change(everywhere, name="Later", predecessors=tuple(areas), vesting=told.vesting + 9)
    later_other = later.model_copy(update={"predecessors": later.predecessors[::-1]})
    straight = run(timetable(told, later), world=world, seed=seed)
    place = shuffled(SMALLSHIRE, rng)
    crooked = run(timetable(later_other, other, place=place), world=world, seed=seed)
    assert (straight.record == crooked.record).all()
    assert straight.structure.codes == crooked.structure.codes
    series = [simulation.series() for simulation in (straight, crooked)]
    assert all(np.array_equal(series[0][name], series[1][name], equal_nan=True) for name in series[0])


@examples(40)
@given(changes(), worlds(), KEYS, st.sampled_from(Kind), st.text("ABC123", min_size=1, max_size=8))
def test_a_stranger_changes_nothing(told: Reorganisation, world: World, seed: int, kind: Kind, name: str) -> None:
    """An organisation that meets nobody, wherever its lineage puts it among the rows."""
    code = f"STRANGER-{name}"
    stranger = Organisation(code, name, kind, lineage("organisation", code), {"NORTH": 1.0}, 0.0, 2, SMALLSHIRE.starts)
    more = with_one_more(NETWORK, stranger)
    assert len(more.organisations) == len(NETWORK.organisations) + 1
    ours = run(timetable(told, of=more), world=world, seed=seed)
    assert (ours.record == run(timetable(told), world=world, seed=seed).record).all()


def with_one_more(of: Network, stranger: Organisation) -> Network:
    members = sorted([*of.organisations, stranger], key=lambda one: one.lineage)
    place = {one.code: row for row, one in enumerate(members)}
    to = [place[one.code] for one in of.organisations]
    return dataclasses.replace(
        of,
        organisations=tuple(members),
        pairs=tuple((to[a], to[b], *rest) for a, b, *rest in of.pairs),
        commissioner_needs=tuple((to[row], *rest) for row, *rest in of.commissioner_needs),
    )


@examples(30)
@given(changes(), worlds(), KEYS)
def test_seed_and_world_number_are_all_that_chance_depends_on(told: Reorganisation, world: World, seed: int) -> None:
    table = timetable(told)
    first = run(table, world=world, seed=seed, world_number=1).record
    assert (first == run(table, world=world, seed=seed, world_number=1).record).all()
    assert (first != run(table, world=world, seed=seed, world_number=2).record).any()
    assert (first != run(table, world=world, seed=(seed + 1) % 2**32, world_number=1).record).any()


@examples(40)
@given(changes(), worlds(), KEYS)
def test_with_the_rule_off_a_reorganisation_takes_nobody_away(told: Reorganisation, world: World, seed: int) -> None:
    """Rules off that carry the loss: no difference in trust on the day but by the posts that are cut."""
    told = told.model_copy(
        update={"posts": 1.0, "distraction": False, "settling_in": False, "kept": 0.0, "moved": 0.0, "procedures": 0.0}
    )
    off = Switches.without("reorganisation")
    simulation = Simulation(timetable(told), world=world, seed=seed, switches=off)
    simulation.advance(told.vesting)
    before = simulation.state.trust_ab.copy(), simulation.structure.relationship_lineages
    simulation._reorganise()
    after = dict(zip(simulation.structure.relationship_lineages, simulation.state.trust_ab, strict=True))
    turned = {line: {a, b} for line, a, b in zip(before[1], before[0], before[0], strict=True)}
    same = [line for line in turned if line in after]
    assert len(same) >= len(after) // 2
    other = dict(zip(simulation.structure.relationship_lineages, simulation.state.trust_ba, strict=True))
    assert all(after[line] in turned[line] or other[line] in turned[line] for line in same)
