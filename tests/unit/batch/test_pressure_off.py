"""Dates without outside pressure: when they are run besides, and what they are compared with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from batch_example import dates, one

from relsim.batch.runs.design import Design, Planned, design
from relsim.batch.runs.keys import Keys
from relsim.domain.months import month_number
from relsim.experiments.experiment import Experiment
from relsim.experiments.in_words import account
from relsim.experiments.outside_pressure import also_without_pressure

EARLY, LATE = "July 2022", "April 2024"
CALM = ", without outside pressure"
CHECKS = ("placebo", "diagnostic", "part")


def calm(made: Design) -> list[Planned]:
    return [each for each in made.planned if each.dates.role == "pressure_off"]


def pressed(begins: str, ends: str, readiness: float = 0.75) -> Experiment:
    """The experiment on two dates, with pressure at another time."""
    experiment = dates()
    place = experiment.place
    (pandemic,) = place.pressures
    changed = {"begins": month_number(begins), "ends": month_number(ends), "readiness": readiness}
    place = place.model_copy(update={"pressures": (pandemic.model_copy(update=changed),)})
    return experiment.model_copy(update={"place": place})


def test_every_date_and_the_comparator_are_run_without_it_and_compared_with_that_comparator():
    made = design(dates())
    ours = calm(made)
    assert [(each.dates.name, each.variant.of) for each in ours] == [
        (f"{name}{CALM}", name) for name in (EARLY, LATE, "Never")
    ]
    for each in ours:
        own = next(one for one in made.planned if one.dates.name == each.variant.of)
        assert (each.dates.announced, each.dates.vesting) == (own.dates.announced, own.dates.vesting)
        assert each.plan.model_copy(update={"name": own.plan.name}) == own.plan, "it differs in the rule alone"
        assert (each.switches, own.switches.outside_pressure) == (own.switches._replace(outside_pressure=False), True)
        assert made.comparator_of(each) is ours[-1]
        assert made.comparator_of(own) is made.comparator
    assert [each.dates.is_comparator for each in ours] == [False, False, True]


def test_other_rules_that_are_off_are_off_in_them_too():
    assert {each.switches.money for each in calm(design(dates(without=["money"])))} == {False}


def test_a_date_that_the_comparator_has_is_a_date_too():
    experiment = dates()
    plans = tuple(plan for plan in experiment.plans if plan.name != "Never")
    turned = experiment.model_copy(update={"plans": plans, "comparator": EARLY})
    assert [plan.name for plan in also_without_pressure(turned)] == [LATE, EARLY]


def test_plans_that_reorganise_nothing_are_no_dates():
    """A third plan that only gives grants is compared as ever, but not run again without pressure."""
    experiment = dates()
    idle = experiment.comparator_plan.model_copy(update={"name": "Grants"})
    assert len(also_without_pressure(experiment.model_copy(update={"plans": (*experiment.plans, idle)}))) == 3


@pytest.mark.parametrize(
    "experiment",
    [
        one(),
        dates(without=["outside_pressure"]),
        dates().model_copy(update={"beside": CHECKS}),
        dates().model_copy(update={"place": dates().place.model_copy(update={"pressures": ()})}),
        pressed("2001-01", "2004-01"),
        pressed("2034-08", "2036-01"),
        pressed("2020-03", "2021-07", readiness=1.0),
    ],
    ids=["one date", "off anyway", "not asked for", "no pressure", "over before", "after the end", "presses nobody"],
)
def test_there_are_none_where_they_would_show_nothing(experiment: Experiment):
    assert also_without_pressure(experiment) == ()
    assert calm(design(experiment)) == []


def test_two_plans_of_one_month_are_no_dates():
    experiment = dates()
    early, late, never = experiment.plans_in_order
    again = early.model_copy(update={"name": late.name})
    assert also_without_pressure(experiment.model_copy(update={"plans": (early, again, never)})) == ()


def test_a_name_that_somebody_has_taken_is_left_to_them():
    experiment = dates()
    early, late, never = experiment.plans_in_order
    theirs = late.model_copy(update={"name": f"Never{CALM}"})
    made = design(experiment.model_copy(update={"plans": (early, theirs, never)}))
    names = [each.dates.name for each in made.planned]
    assert len(set(names)) == len(names)
    assert {each.dates.beside for each in calm(made)} == {f"Never{CALM} (made by relsim)"}
    assert made.comparator_of(calm(made)[0]).variant.of == "Never"


def test_their_keys_are_their_own_and_leave_those_of_all_others_as_they_are():
    whole, without = design(dates()), design(dates().model_copy(update={"beside": CHECKS}))
    ours, theirs = ({each.dates.name: Keys(made).of_run(each.dates.name, 1, 2) for each in made.planned}
                    for made in (whole, without))  # fmt: skip
    assert len(set(ours.values())) == len(ours)
    assert {name: ours[name] for name in theirs} == theirs


def test_the_key_holds_which_rules_are_off():
    """Two runs that differ in nothing but a rule have different keys."""
    made = design(dates())
    late = calm(made)[1]
    on = replace(late, variant=late.variant._replace(without=()), switches=made.comparator.switches)
    planned = tuple(on if each is late else each for each in made.planned)
    other = replace(made, planned=planned)
    assert Keys(made).of_run(late.dates.name, 0, 1) != Keys(other).of_run(late.dates.name, 0, 1)


def test_it_is_said_before_it_is_run():
    said = " ".join(account(dates(), Path("results")).split())
    names = "July 2022, April 2024 and Never"
    assert f"Dates are compared, so {names} are also run with outside pressure switched off." in said
    assert "outside pressure switched off" not in account(one(), Path("results"))
