"""The design of a batch: which plans are run, what for, and over which months and relationships they are counted."""

from __future__ import annotations

import json
from typing import get_args

import numpy as np
import pytest
from batch_example import dates, one, run_world

from relsim.batch.runs.design import Design, Planned, design
from relsim.batch.runs.variants import PLACEBO
from relsim.domain.boards import GovernanceChange
from relsim.domain.months import month_number
from relsim.domain.plan import Plan
from relsim.domain.provisions import Grant, HostileAct, RingFence
from relsim.domain.sectors import Sector
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.experiments.experiment import Experiment
from relsim.measures.comparison import by_world
from relsim.measures.decomposition import seats_ties_and_money
from relsim.measures.outcomes import outcomes as outcomes_table
from relsim.measures.recorded import MEASURED
from relsim.measures.runs import SECTORS, WorldRuns
from relsim.measures.tables import CAUSES, PARTS, TakenOut

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


def with_plans(*plans: Plan, comparator: Plan | None = None) -> Experiment:
    """The least experiment, with other plans beside the comparator."""
    least = one()
    against = comparator or Plan(name=least.comparator)
    return least.model_copy(update={"plans": (against, *plans), "comparator": against.name})


def governed(begins: str = "2020-01", bodies: tuple[str, ...] = ("C3",), **other: object) -> Plan:
    """A plan that puts bodies under another board, and reorganises nothing."""
    change = GovernanceChange(name="Another board", begins=month_number(begins), bodies=bodies, board="icb")
    return Plan.model_validate({"name": "Another board", "governance": (change,), **other})


def of(made: Design, name: str) -> Planned:
    return next(each for each in made.planned if each.dates.name == name)


def roles(made: Design) -> dict[str, list[str]]:
    """Role → names."""
    return {
        role: [each.dates.name for each in made.planned if each.dates.role == role]
        for role in ("plan", "comparator", "placebo", "diagnostic", "part")
    }


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
        *((f"{EARLY}, {label}", "part") for label in PARTS),
        *((f"{name}, without outside pressure", "pressure_off") for name in (EARLY, LATE, "Never")),
    ]
    assert plan.comparator.dates.name == "Never"
    assert {each.variant.of for each in plan.planned if each.dates.role != "pressure_off"} == {"", EARLY}
    made = [each.variant for each in plan.planned if each.variant.of]
    assert [variant.takes_out for variant in made if variant.role == "diagnostic"] == list(get_args(TakenOut))
    assert [variant.causes for variant in made if variant.role == "part"] == list(PARTS.values())


def test_a_part_that_the_plan_does_not_have_is_not_taken_out():
    nothing = altered(dates(), settling_in=False, distraction=False, kept=0.95, moved=0.0)
    assert roles(design(nothing))["diagnostic"] == [f"{EARLY}, with all working procedures"]


@pytest.mark.parametrize(("replicates", "few"), [(2, 2), (4, 2), (11, 2), (16, 4), (24, 6)])
def test_checks_but_the_placebo_run_on_a_quarter_of_the_replicates_and_on_two_at_least(replicates: int, few: int):
    made = design(dates(worlds=3, replicates=replicates))
    fewer = {"diagnostic", "part", "pressure_off"}
    assert {each.replicates for each in made.planned if each.dates.role in fewer} == {few}
    assert {each.replicates for each in made.planned if each.dates.role not in fewer} == {replicates}
    assert made.runs == 3 * (4 * replicates + 13 * few)
    assert made.seeds(made.comparator, 2) == tuple(range(1, 1 + replicates))


def test_the_window_is_from_the_first_announcement_to_ten_years_after_the_last_vesting(plan: Design):
    assert plan.window == (month_number("2021-02"), month_number("2034-04"))


def test_the_window_ends_with_the_simulation():
    short = dates().model_copy(update={"until": month_number("2030-01")})
    assert design(short).window == (month_number("2021-02"), month_number("2029-12"))


def test_need_units_are_counted_with_the_bodies_that_are_to_go(plan: Design):
    """By hand, in February 2021, when C12 (North and Middle) and C3 (South) exist.

    Eight practices and two networks with one each, their committee and their federation with both; six voluntary
    organisations with one each, their alliance with both; the first hospital with C12 and the second with both; mental
    health with both; the county with both; Healthwatch with both.
    """
    counted = dict(zip(SECTORS, plan.need_units.tolist(), strict=True))
    assert counted == {
        "general_practice": 14, "vcse": 8, "acute": 3, "community_mental_health": 2, "local_government": 2,
        "commissioner": 0, "public_voice": 2, "all": 31,
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
    np.testing.assert_array_equal(runs.place_influence[PLACEBO], runs.place_influence["Never"])
    assert (runs.place_influence[EARLY] != runs.place_influence["Never"]).any(), "a plan must differ at a place"


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
        if each.dates.role in ("diagnostic", "part"):
            assert (each.dates.announced, each.dates.vesting) == (whole.dates.announced, whole.dates.vesting)
    state, settled = on_the_day(EARLY).state, on_the_day(f"{EARLY}, without settling-in").state
    for name in ("status", "post_a", "post_b", "second_a", "second_b"):
        np.testing.assert_array_equal(getattr(settled, name), getattr(state, name))
    assert (settled.readiness != state.readiness).any()
    assert (on_the_day(f"{EARLY}, with everybody kept").state.post_a != state.post_a).any()


def alone(plan: Design, each: Planned, seed: int) -> Simulation:
    """A run from the start that shares nothing; where money is imposed, what another such run did with it."""
    switches = Switches.without(*each.variant.without)
    run = Simulation(each.timetable, world=plan.worlds[1], world_number=1, seed=seed, switches=switches)
    if each.money_of:
        run = run.fork(each.timetable, money=alone(plan, of(plan, each.money_of), seed).money)
    run.advance()
    return run


def test_a_run_that_shares_its_history_equals_one_from_the_start(plan: Design, runs: WorldRuns):
    for each in plan.planned:
        for replicate, seed in enumerate(plan.seeds(each, 1)):
            run = alone(plan, each, seed)
            for measure, values in run.series().items():
                np.testing.assert_array_equal(
                    runs.series[each.dates.name][measure][replicate], values, err_msg=f"{each.dates.name}, {measure}"
                )
            if each.dates.name in runs.place_influence:
                there = runs.place_influence[each.dates.name][replicate]
                np.testing.assert_array_equal(there, run.place_series(), err_msg=each.dates.name)


def test_influence_at_places_is_kept_of_plans_comparator_and_placebo(runs: WorldRuns):
    assert set(runs.place_influence) == {EARLY, LATE, "Never", PLACEBO}
    assert runs.places == ("SC",)
    np.testing.assert_allclose(runs.place_influence[LATE].sum(axis=3), 1)


def test_parts_have_the_money_that_they_are_to_have(plan: Design, runs: WorldRuns):
    """Spend under a part is the plan's or the comparator's to the bit, and these two differ."""
    assert (runs.series[EARLY]["spend"][:, -1] != runs.series["Never"]["spend"][:, -1]).any()
    for label, causes in PARTS.items():
        part = of(plan, f"{EARLY}, {label}")
        assert part.money_of == (EARLY if "money" in causes else "Never")
        spend = runs.series[part.money_of]["spend"][: part.replicates]
        np.testing.assert_array_equal(runs.series[part.dates.name]["spend"], spend)


def test_parts_have_the_boards_and_the_losses_that_they_are_to_have(plan: Design):
    """Under the boards of before, under those of after, and with nobody's post, portfolio or procedures lost."""

    def on_the_day(timetable_of: str) -> Simulation:
        run = Simulation(of(plan, timetable_of).timetable, world=plan.worlds[0], seed=5)
        run.advance(month_number("2022-08"))
        return run

    icb, ccg = (plan.experiment.place.boards[name] for name in ("icb", "ccg"))
    whole, never = on_the_day(EARLY), on_the_day("Never")
    for label, causes in PARTS.items():
        run = on_the_day(f"{EARLY}, {label}")
        assert {body.code for body in run.structure.bodies} == ({"C12", "C3"} if label == "only money" else {"ICB"})
        assert all(body.board == (icb if "seats" in causes else ccg) for body in run.structure.bodies)
        posts = len(run.state.status)
        if "ties" in causes:
            assert posts == len(whole.state.status)
            np.testing.assert_array_equal(run.state.status, whole.state.status)
            assert coverage(run) < 0.9 * coverage(never)
        else:
            assert coverage(run) > 0.9 * coverage(never)


def coverage(run: Simulation) -> float:
    return float(run.series()["coverage"][run.month - 1 - run.timetable.starts, -1])


def test_nothing_and_everything_are_the_comparator_and_the_plan_themselves(plan: Design):
    """A run on which its own money is imposed is the same to the bit, so that the eight runs are of one kind."""
    for name in ("Never", EARLY):
        run = alone(plan, of(plan, name), 2)
        again = Simulation(run.timetable, world=plan.worlds[1], world_number=1, seed=2).fork(run.timetable, run.money)
        again.advance()
        for measure in MEASURED:
            np.testing.assert_array_equal(again.series()[measure], run.series()[measure], err_msg=measure)


def test_a_shift_is_taken_apart_from_the_runs(runs: WorldRuns):
    table = by_world(runs)
    made = {causes: f"{EARLY}, {label}" for label, causes in PARTS.items()}
    found = seats_ties_and_money(table, made, EARLY, "Never", "influence", "60", "general_practice").iloc[0]
    assert found[list(CAUSES)].sum() == pytest.approx(found["whole"])
    assert found["seats"] == pytest.approx(found["whole"], rel=0.2), "general practice loses half of the seats"
    found = seats_ties_and_money(table, made, EARLY, "Never", "coverage", "12", "all").iloc[0]
    assert found["ties"] == pytest.approx(found["whole"], rel=0.2)


def test_nothing_is_taken_apart_beside_a_comparator_that_changes_something():
    first, second = (each for each in dates().plans if each.reorganisations)
    made = design(with_plans(second, comparator=first))
    assert roles(made)["part"] == []
    assert len(roles(made)["diagnostic"]) == 4


# --- Plans that reorganise nothing -----------------------------------------------------------------------------------


def test_a_plan_of_boards_alone_has_dates_a_placebo_and_parts():
    made = design(with_plans(governed()))
    begins = month_number("2020-01")
    assert {(each.dates.announced, each.dates.vesting) for each in made.planned} == {(begins, begins), (None, None)}
    assert roles(made)["diagnostic"] == []
    assert len(roles(made)["part"]) == 6
    renamed = of(made, PLACEBO).timetable.eras[-1].structure
    assert {body.code for body in renamed.bodies} == {"C12 renamed", "C3 renamed"}
    place = made.experiment.place
    for label, causes in PARTS.items():
        boards = {b.code: b.board for b in of(made, f"Another board, {label}").timetable.eras[-1].structure.bodies}
        assert boards == {"C12": place.boards["ccg"], "C3": place.boards["icb" if "seats" in causes else "ccg"]}


def test_its_placebo_shows_nothing_and_its_parts_that_have_no_seats_no_more_than_money_does():
    made = design(with_plans(governed()))
    runs = run_world(made, 0)
    for measure in MEASURED:
        never = runs.series["Never"][measure]
        np.testing.assert_array_equal(runs.series[PLACEBO][measure], never, err_msg=measure)
        np.testing.assert_array_equal(runs.series["Another board, only ties"][measure], never, err_msg=measure)
        ties, without = (runs.series[f"Another board, {label}"][measure] for label in ("ties and money", "only money"))
        np.testing.assert_array_equal(ties, without, err_msg=measure)
    seats = runs.series["Another board, only seats"]["influence"]
    assert (seats[:, -1] != runs.series["Never"]["influence"][:, -1]).any()


def test_bodies_are_renamed_in_a_month_in_which_none_is_replaced():
    """In April 2018 two groups merge; a board that changes on that day is stood for by new names in May."""
    made = design(with_plans(governed("2018-04")))
    renaming = of(made, PLACEBO)
    assert (renaming.dates.announced, renaming.dates.vesting) == (month_number("2018-04"), month_number("2018-05"))
    assert {body.code for body in renaming.timetable.eras[-1].structure.bodies} == {"C12 renamed", "C3 renamed"}


def test_relationships_with_bodies_under_another_board_are_counted():
    counted = dict(zip(SECTORS, design(with_plans(governed())).need_units.tolist(), strict=True))
    assert counted["acute"] == counted["local_government"] == 1, "those of the south with C3"


def test_a_plan_of_neither_bodies_nor_boards_concerns_everybody():
    fence = RingFence(begins=month_number("2020-04"), sector="general_practice", share=0.12)
    made = design(with_plans(Plan(name="Fence", ring_fences=(fence,))))
    for beside in (made, design(with_plans(made.experiment.plan_in_question, governed()))):
        assert dict(zip(SECTORS, beside.need_units.tolist(), strict=True))["all"] == 31
    runs = run_world(made, 0)
    first = month_number("2021-03") - runs.first_month
    fenced = runs.series["Fence"]["spend"][:, first, Sector.GENERAL_PRACTICE]
    assert (fenced >= 0.12 - 1e-9).all()
    for label, causes in PARTS.items():
        assert of(made, f"Fence, {label}").timetable.facts == made.comparator.timetable.facts, "money is imposed"
        spend = runs.series[f"Fence, {label}"]["spend"]
        np.testing.assert_array_equal(spend, runs.series["Fence" if "money" in causes else "Never"]["spend"])


def test_what_is_done_to_people_goes_with_the_ties():
    act = HostileAct(practice="P1", month=month_number("2020-06"))
    grant = Grant(begins=month_number("2020-04"), to="vcse", time=1.5)
    made = design(with_plans(governed(hostile_acts=(act,), grants=(grant,))))
    for label, causes in PARTS.items():
        timetable = of(made, f"Another board, {label}").timetable
        assert bool(timetable.shocks) == ("ties" in causes)
        assert (timetable.outside_events.engagement > 1).any() == ("ties" in causes)


def test_measures_take_what_the_runs_give(runs: WorldRuns):
    """The engine's series have the shape that the tables are made of; a plan more or a month less is refused."""
    outcomes = outcomes_table(runs)
    assert set(outcomes["plan"]) == set(runs.series) - {"Never", "Never, without outside pressure"}
    assert np.isfinite(outcomes["value"]).all()


def test_the_placebo_of_a_comparator_that_changes_something_is_exactly_nothing_beside_it():
    """The comparator merges in 2022, the plan in 2024: names change in 2024, of those who are there then."""
    experiment = dates(worlds=1).model_copy(update={"comparator": EARLY})
    made = design(experiment)
    against, renamed = of(made, EARLY), of(made, PLACEBO)
    assert len(renamed.plan.reorganisations) == len(against.plan.reorganisations) + 1
    ours, theirs = (Simulation(planned.timetable, seed=3) for planned in (renamed, against))
    for simulation in (ours, theirs):
        simulation.advance()
    assert (ours.record.sums == theirs.record.sums).all()
    assert (ours.record.money == theirs.record.money).all()
    assert set(ours.structure.codes) != set(theirs.structure.codes)
