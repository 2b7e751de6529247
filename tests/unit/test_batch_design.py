"""The design of a batch: which plans are run, what for, and over which months and relationships they are counted."""

from __future__ import annotations

import json

import numpy as np
import pytest
from batch_example import dates, one

from relsim import measures
from relsim.batch.design import PLACEBO, SEATS_ALONE, SEATS_OF_BEFORE, Design, design
from relsim.batch.world import run_world
from relsim.experiment import Experiment
from relsim.measures.runs import SECTORS, WorldRuns
from relsim.months import month_number
from relsim.plans import Plan
from relsim.simulation import Simulation

EARLY, LATE = "July 2022", "April 2024"


@pytest.fixture(scope="module")
def plan() -> Design:
    return design(dates(worlds=2))


@pytest.fixture(scope="module")
def runs(plan: Design) -> WorldRuns:
    return run_world(plan, 1)


def altered(experiment: Experiment, **changes: object) -> Experiment:
    """An experiment with something changed in every reorganisation of its plans."""
    plans = tuple(
        Plan(name=each.name, reorganisations=tuple(one.model_copy(update=changes) for one in each.reorganisations))
        for each in experiment.plans
    )
    return experiment.model_copy(update={"plans": plans})


def test_beside_the_plans_run_a_placebo_and_the_first_plan_without_its_parts(plan: Design):
    assert [(each.dates.name, each.dates.role) for each in plan.planned] == [
        (EARLY, "plan"),
        (LATE, "plan"),
        ("Never", "comparator"),
        (PLACEBO, "placebo"),
        (f"{EARLY}, without settling-in", "diagnostic"),
        (f"{EARLY}, without distraction", "diagnostic"),
        (f"{EARLY}, with everybody kept", "diagnostic"),
        (f"{EARLY}, with all working procedures", "diagnostic"),
        (f"{EARLY}, {SEATS_OF_BEFORE}", "diagnostic"),
        (f"{EARLY}, {SEATS_ALONE}", "diagnostic"),
    ]
    assert plan.comparator.dates.name == "Never"
    assert all(each.describes.endswith(".") for each in plan.planned)


def test_a_part_that_the_plan_does_not_have_is_not_taken_out():
    nothing = altered(dates(), settling_in=False, distraction=False, kept=0.95, moved=0.0)
    names = [each.dates.name for each in design(nothing).planned if each.dates.role == "diagnostic"]
    assert names == [f"{EARLY}, {part}" for part in ("with all working procedures", SEATS_OF_BEFORE, SEATS_ALONE)]


@pytest.mark.parametrize(("replicates", "few"), [(2, 2), (4, 4), (15, 4), (16, 4), (24, 6)])
def test_diagnostics_run_on_a_quarter_of_the_replicates_and_on_four_at_least(replicates: int, few: int):
    made = design(dates(worlds=3, replicates=replicates))
    assert {each.replicates for each in made.planned if each.dates.role == "diagnostic"} == {few}
    assert {each.replicates for each in made.planned if each.dates.role != "diagnostic"} == {replicates}
    assert made.runs == 3 * (4 * replicates + 6 * few)
    assert made.seeds == tuple(range(1, 1 + replicates))


def test_the_window_is_from_the_first_announcement_to_ten_years_after_the_last_vesting(plan: Design):
    assert plan.window == (month_number("2021-02"), month_number("2034-04"))


def test_the_window_ends_with_the_simulation():
    short = dates().model_copy(update={"until": month_number("2030-01")})
    assert design(short).window == (month_number("2021-02"), month_number("2029-12"))


def test_need_units_are_counted_with_the_bodies_that_are_to_go(plan: Design):
    """By hand, in February 2021, when C12 (North and Middle) and C3 (South) exist.

    Eight practices and two networks with one each; six voluntary organisations with one each; the first hospital with
    C12 and the second with both; mental health with both; the county with both.
    """
    counted = dict(zip(SECTORS, plan.need_units.tolist(), strict=True))
    assert counted == {
        "general_practice": 10, "vcse": 6, "acute": 3, "community_mental_health": 2, "local_government": 2,
        "commissioner": 0, "public_voice": 0, "all": 23,
    }  # fmt: skip


def test_only_relationships_with_the_bodies_concerned_are_counted():
    """Where only the group of South gives way: fewer practices, one hospital, one trust, the county."""
    south = altered(one(), predecessors=("C3",))
    counted = dict(zip(SECTORS, design(south).need_units.tolist(), strict=True))
    everyone = dict(zip(SECTORS, design(one()).need_units.tolist(), strict=True))
    assert counted["acute"] == counted["community_mental_health"] == counted["local_government"] == 1
    assert counted["general_practice"] < everyone["general_practice"]
    assert counted["all"] < everyone["all"]


def test_the_placebo_equals_the_comparator_to_the_bit(runs: WorldRuns):
    for measure, values in runs.series[PLACEBO].items():
        np.testing.assert_array_equal(values, runs.series["Never"][measure])
    assert (runs.series[EARLY]["coverage"] != runs.series["Never"]["coverage"]).any(), "a plan must differ"


def test_diagnostics_take_out_one_part_and_leave_the_fates_of_people_as_they_were(plan: Design):
    """Fates are drawn by the name of the event: had a diagnostic another, chance would be taken out with the part."""
    whole = next(each for each in plan.planned if each.dates.name == EARLY)
    names = {json.loads(text)["name"] for _, text in whole.timetable.facts}
    vesting = whole.dates.vesting
    assert vesting is not None

    def on_the_day(name: str) -> Simulation:
        timetable = next(each.timetable for each in plan.planned if each.dates.name == name)
        simulation = Simulation(timetable, world=plan.worlds[0], seed=5)
        simulation.advance(vesting + 1)
        return simulation

    for each in plan.planned:
        if each.dates.role == "diagnostic":
            assert {json.loads(text)["name"] for _, text in each.timetable.facts} == names
            assert (each.dates.announced, each.dates.vesting) == (whole.dates.announced, whole.dates.vesting)
    state, settled = on_the_day(EARLY).state, on_the_day(f"{EARLY}, without settling-in").state
    for name in ("status", "post_a", "post_b", "second_a", "second_b"):
        np.testing.assert_array_equal(getattr(settled, name), getattr(state, name))
    assert (settled.readiness != state.readiness).any()
    assert (on_the_day(f"{EARLY}, with everybody kept").state.post_a != state.post_a).any()


def test_a_run_that_shares_its_history_equals_one_from_the_start(plan: Design, runs: WorldRuns):
    for each in plan.planned:
        for replicate, seed in enumerate(plan.seeds[: each.replicates]):
            alone = Simulation(each.timetable, world=plan.worlds[1], world_number=1, seed=seed)
            alone.advance()
            for measure, values in alone.series().items():
                np.testing.assert_array_equal(
                    runs.series[each.dates.name][measure][replicate], values, err_msg=f"{each.dates.name}, {measure}"
                )


def test_measures_take_what_the_runs_give(runs: WorldRuns):
    """The engine's series have the shape that the tables are made of; a plan more or a month less is refused."""
    outcomes = measures.outcomes(runs)
    assert set(outcomes["plan"]) == set(runs.series) - {"Never"}
    assert np.isfinite(outcomes["value"]).all()
