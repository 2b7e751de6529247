"""Any name that a user can write is as good as any other: nothing is known by what it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from relsim.batch.run import run_experiment
from relsim.batch.runs.design import design
from relsim.batch.runs.variants import PLACEBO
from relsim.domain.plan import Plan
from relsim.evidence.findings.assumptions import without
from relsim.evidence.results import read_results
from relsim.evidence.sentences.answer import assumptions_that_matter, change_words
from relsim.evidence.sentences.variants import part_taken_out
from relsim.experiments.experiment import Experiment, read_experiment
from relsim.experiments.in_words import account
from relsim.measures.tables import PARTS

FOLDER = Path(__file__).parents[1] / "experiments"


def named(name: str) -> Experiment:
    return read_experiment(FOLDER / f"{name}.toml")


def renamed(experiment: Experiment, old: str, new: str) -> Experiment:
    plans = tuple(plan.model_copy(update={"name": new}) if plan.name == old else plan for plan in experiment.plans)
    return experiment.model_copy(update={"plans": plans})


def test_a_change_that_is_called_as_a_repetition_is_told(tmp_path: Path) -> None:
    said = " ".join(account(named("a-change-named-as-a-repetition"), tmp_path).split())
    assert "go on with 50 of 100 posts" in said or "goes on with 50 of 100 posts" in said
    assert "The same happens again" not in said


def test_of_a_plan_that_is_called_as_a_diagnostic_the_right_part_is_told(tmp_path: Path) -> None:
    """Its settling-in is off from the start, so there is no diagnostic without it, whatever the plan is called."""
    results = read_results(run_experiment(named("a-plan-named-as-a-diagnostic"), tmp_path / "out", 1))
    taken_out = {plan.takes_out for plan in results.of_role("diagnostic")}
    assert taken_out == {"distraction", "leavers", "procedures"}
    assert {one.plan.takes_out for one in without(results)} <= taken_out
    found = without(results)
    assert found
    told = assumptions_that_matter(found)  # of so few worlds none is told to matter
    assert "without settling-in" not in told
    for one in found:
        assert f"{part_taken_out(one.plan)}, {change_words(one.found)}" in told


def test_a_plan_that_is_called_as_a_part_is_run_and_reported_as_itself(tmp_path: Path) -> None:
    experiment = named("a-plan-named-as-a-part")
    out = run_experiment(experiment, tmp_path / "out", 1)
    plans = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["plans"]
    names = [plan["name"] for plan in plans]
    assert len(set(names)) == len(names)
    (own,) = (plan for plan in plans if plan["name"] == "A, only seats")
    assert (own["role"], own["of"], own["vesting"]) == ("plan", "", "2024-07")
    (part,) = (plan for plan in plans if plan["role"] == "part" and plan["causes"] == ["seats"])
    assert (part["of"], part["vesting"]) == ("A", "2022-07")


@pytest.mark.parametrize(
    "name",
    [PLACEBO, "A, without settling-in", *(f"A, {label}" for label in PARTS), "A, only seats (made by relsim)", "all",
     "comparator", "Never, 2nd time"],
)  # fmt: skip
def test_whatever_a_plan_is_called_what_is_run_is_the_same(name: str) -> None:
    """The design of the same plans, but for the names."""
    experiment = named("a-plan-named-as-a-part")
    plain, other = design(renamed(experiment, "A, only seats", "B")), design(renamed(experiment, "A, only seats", name))
    assert len({planned.dates.name for planned in other.planned}) == len(other.planned)
    shape = [
        [(each.variant.role, each.variant.takes_out, each.variant.causes, each.dates.vesting) for each in made.planned]
        for made in (plain, other)
    ]
    assert shape[0] == shape[1]
    assert name in {planned.dates.name for planned in other.planned if planned.variant.role == "plan"}


def test_a_label_that_somebody_took_is_made_anew() -> None:
    experiment = named("a-plan-named-as-a-part")
    third = Plan(name="A, only seats (made by relsim)", reorganisations=experiment.plan_in_question.reorganisations)
    made = design(experiment.model_copy(update={"plans": (*experiment.plans, third)}))
    (part,) = (each.dates.name for each in made.planned if each.variant.causes == frozenset({"seats"}))
    assert part == "A, only seats (made by relsim) (made by relsim)"
