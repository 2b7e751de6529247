"""What a plan can and can't change: names, order, history, strangers."""

from __future__ import annotations

import dataclasses
import random
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from model_example import (
    AREAS_AFTER,
    KEYS,
    NETWORK,
    SMALLSHIRE,
    benefits,
    change,
    changes,
    examples,
    provisions,
    rename,
    run,
    same_record,
    same_state,
    timetable,
    worlds,
)

from relsim.domain.months import month_number
from relsim.domain.place import Place, Practice
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.sectors import Kind
from relsim.engine.record import MEASURES
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.measures.outcomes import outcomes
from relsim.measures.runs import PlanDates, WorldRuns
from relsim.timetable.lineage import lineage
from relsim.timetable.network import Network
from relsim.timetable.organisations import Organisation
from relsim.worlds.parameters import World

MONTHS = st.integers(month_number("2018-05"), month_number("2023-06"))


@examples(60)
@given(MONTHS, provisions(), worlds(), KEYS)
def test_a_new_name_changes_nothing(vesting: int, said: dict[str, Any], world: World, seed: int) -> None:
    """Everybody and everything carried, nothing announced: exactly zero in every measure, month and sector.

    Whatever else the plan does; but boards change under the old names only.
    """
    said = said | {"governance": []}
    never, renamed = timetable(**said), timetable(*rename(vesting), **said)
    ours, theirs = (run(table, world=world, seed=seed) for table in (renamed, never))
    assert same_record(ours, theirs)
    assert {"RENAMED-C12", "RENAMED-C3"} <= set(renamed.eras[-1].structure.codes)


@examples(20)
@given(MONTHS, st.sampled_from(SMALLSHIRE.practices), worlds(), KEYS)
def test_a_new_name_on_the_day_of_a_hostile_act_changes_nothing(
    day: int, practice: Practice, world: World, seed: int
) -> None:
    """On that day nobody has met under the new name; those who trust the practice hear of it all the same."""
    acts = [{"practice": practice.code, "month": day, "trust_lost": 0.5, "spread": 0.4, "time_lost": 0.2}]
    never, renamed = timetable(hostile_acts=acts), timetable(*rename(day), hostile_acts=acts)
    ours, theirs = (run(table, world=world, seed=seed) for table in (renamed, never))
    assert same_record(ours, theirs)


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
        0, starts, until, np.arange(3), plans, series, np.append(units, units.sum()), (vesting, until - 1)
    )  # fmt: skip
    table = outcomes(runs)
    assert len(table) > 100
    assert (table["difference"] == 0).all()


@examples(60)
@given(changes(), provisions(), benefits(), worlds(), KEYS)
def test_plans_are_the_same_until_they_differ(
    told: Reorganisation, said: dict[str, Any], good: dict[str, float], world: World, seed: int
) -> None:
    """Bit for bit before the first month in which they differ, and not after."""
    told = told.model_copy(update={"kept": 0.0, "moved": 0.0, "procedures": 0.0, "written_handover": False})
    never, changed = timetable(), timetable(told, **said, benefits=good)
    first = never.first_difference(changed)
    begins = [each["begins"] for part in ("governance", "ring_fences", "grants") for each in said[part]]
    begins += [each["begins"] for each in said["integrated_providers"]]
    begins += [each["month"] for each in said["hostile_acts"]]
    assert first == min([*begins, told.announced if told.distraction else told.vesting])
    ours, theirs = (run(table, world=world, seed=seed) for table in (changed, never))
    assert same_record(ours, theirs, until=first)
    assert not same_record(ours, theirs)


@examples(60)
@given(changes(), provisions(), benefits(), worlds(), KEYS, st.integers(-24, 24))
def test_a_fork_is_the_run_that_it_saves(
    told: Reorganisation, said: dict[str, Any], good: dict[str, float], world: World, seed: int, early: int
) -> None:
    """Forked at any month up to the first difference, and without disturbing the run that it leaves."""
    never, changed = timetable(), timetable(told, **said, benefits=good)
    trunk = Simulation(never, world=world, seed=seed)
    trunk.advance(min(never.first_difference(changed), never.first_difference(changed) + early))
    fork = trunk.fork(changed)
    fork.advance()
    trunk.advance()
    straight = run(changed, world=world, seed=seed)
    assert same_record(fork, straight)
    assert same_state(fork, straight)
    assert same_record(trunk, run(never, world=world, seed=seed))


@examples(40)
@given(changes(), provisions(), provisions(), worlds(), KEYS)
def test_a_plan_with_more_in_it_can_be_forked_from_the_one_with_less(
    told: Reorganisation, said: dict[str, Any], more: dict[str, Any], world: World, seed: int
) -> None:
    """As late as the first thing that it holds besides; where both say something of the same, the one does."""
    keys = ("name", "sector", "to", "practice", "trust")
    pcns = {pcn for provider in said["integrated_providers"] for pcn in provider["pcns"]}

    def new(part: str, each: dict[str, Any]) -> bool:
        named = {one[key] for one in said[part] for key in keys if key in one}
        return named.isdisjoint(each.get(key) for key in keys) and pcns.isdisjoint(each.get("pcns", ()))

    both = {part: [*said[part], *(each for each in more[part] if new(part, each))] for part in said}
    months = {each["begins"] for each in said["governance"]}
    both["governance"] = [
        each for each in both["governance"] if each in said["governance"] or each["begins"] not in months
    ]
    less, whole = timetable(told, **said), timetable(told, **both)
    trunk = Simulation(less, world=world, seed=seed)
    trunk.advance(less.first_difference(whole))
    fork = trunk.fork(whole)
    fork.advance()
    straight = run(whole, world=world, seed=seed)
    assert same_record(fork, straight)
    assert same_state(fork, straight)


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
            "councils": mixed(place.councils),
            "representatives": mixed(
                [each.model_copy(update={"localities": mixed(each.localities)}) for each in place.representatives]
            ),
            "boards": {
                name: board.model_copy(update={"seats": turned(board.seats), "place_seats": turned(board.place_seats)})
                for name, board in turned(place.boards).items()
            },
            "spend": turned(place.spend),
            "overspends": mixed(place.overspends),
            "pressures": mixed(place.pressures),
            "history": tuple(
                each.model_copy(update={"predecessors": mixed(each.predecessors)}) for each in place.history
            ),
        }
    )


@examples(40)
@given(st.sampled_from(AREAS_AFTER), provisions(), worlds(), KEYS, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(
    areas: dict[str, tuple[str, ...]], said: dict[str, Any], world: World, seed: int, rng: random.Random
) -> None:
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
    straight = run(timetable(told, later, **said), world=world, seed=seed)
    place = shuffled(SMALLSHIRE, rng)
    turned = {part: rng.sample(each, len(each)) for part, each in said.items()}
    crooked = run(timetable(later_other, other, place=place, **turned), world=world, seed=seed)
    assert same_record(straight, crooked)
    assert straight.structure.codes == crooked.structure.codes
    series = [simulation.series() for simulation in (straight, crooked)]
    assert all(np.array_equal(series[0][name], series[1][name], equal_nan=True) for name in series[0])


@examples(40)
@given(changes(), provisions(), worlds(), KEYS, st.sampled_from(Kind), st.text("ABC123", min_size=1, max_size=8))
def test_a_stranger_changes_nothing(
    told: Reorganisation, said: dict[str, Any], world: World, seed: int, kind: Kind, name: str
) -> None:
    """An organisation that meets nobody, wherever its lineage puts it among the rows; but it may close, and counts."""
    code = f"STRANGER-{name}"
    stranger = Organisation(code, name, kind, lineage("organisation", code), {"NORTH": 1.0}, 0.0, 2, SMALLSHIRE.starts)
    more = with_one_more(NETWORK, stranger)
    assert len(more.organisations) == len(NETWORK.organisations) + 1
    ours, theirs = (run(timetable(told, of=of, **said), world=world, seed=seed) for of in (more, NETWORK))
    closed = MEASURES.index("closed")
    own = ours.state.closures[ours.structure.row[code]]
    assert ours.record.sums[:, closed].sum() == theirs.record.sums[:, closed].sum() + own
    ours.record.sums[:, closed] = theirs.record.sums[:, closed]
    assert same_record(ours, theirs)


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
    first = run(table, world=world, seed=seed, world_number=1)
    assert same_record(first, run(table, world=world, seed=seed, world_number=1))
    assert not same_record(first, run(table, world=world, seed=seed, world_number=2))
    assert not same_record(first, run(table, world=world, seed=(seed + 1) % 2**32, world_number=1))


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
    simulation.reorganise()
    after = dict(zip(simulation.structure.relationship_lineages, simulation.state.trust_ab, strict=True))
    turned = {line: {a, b} for line, a, b in zip(before[1], before[0], before[0], strict=True)}
    same = [line for line in turned if line in after]
    assert len(same) >= len(after) // 2
    other = dict(zip(simulation.structure.relationship_lineages, simulation.state.trust_ba, strict=True))
    assert all(after[line] in turned[line] or other[line] in turned[line] for line in same)
