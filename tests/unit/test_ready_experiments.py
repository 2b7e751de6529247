"""The experiments that come with the project are in order, and say what they are for."""

from __future__ import annotations

from pathlib import Path

import pytest

from relsim.account import account
from relsim.evidence.words import FEWEST_WORLDS
from relsim.experiment import read_experiment
from relsim.safeguards import SAFEGUARDS

FOLDER = Path(__file__).parents[2] / "experiments"
READY = sorted(FOLDER.glob("*.toml"))


def test_there_are_some():
    assert {path.stem for path in READY} >= {
        "oxford-2022", "oxford-2022-staff", "one-gp-seat", "joint-committee-or-new-body", "ring-fence", "four-remedies",
        "vcse-fatigue", "how-often", "big-bang-or-waves", "icb-clusters-2026",
    }  # fmt: skip


@pytest.mark.parametrize("path", READY, ids=lambda path: path.stem)
def test_a_ready_experiment_can_be_run(path: Path):
    experiment = read_experiment(path)
    assert experiment.question.endswith("?")
    assert experiment.notes
    text = path.read_text(encoding="utf-8")
    assert f"relsim check experiments/{path.name}" in text
    assert f"relsim run experiments/{path.name}" in text
    # With fewer worlds no ranking is stated; with fewer seeds chance hides most of what differs in one.
    assert experiment.worlds >= FEWEST_WORLDS
    assert experiment.replicates >= 8


@pytest.mark.parametrize("path", READY, ids=lambda path: path.stem)
def test_a_ready_experiment_says_what_it_would_run_and_measures_ten_years_after_the_last_change(path: Path):
    experiment = read_experiment(path)
    said = account(experiment, Path("results"))
    assert all(f"- {plan.name}" in said for plan in experiment.plans)
    assert experiment.until > max(plan.vesting or 0 for plan in experiment.plans) + 120
    for plan in experiment.plans:
        for name in plan.safeguards:
            assert SAFEGUARDS[name].sentence[:40] in " ".join(said.split()), name


def test_plans_with_safeguards_say_which_plan_they_are_made_from():
    plans = {plan.name: plan for plan in read_experiment(FOLDER / "four-remedies.toml").plans}
    assert plans["All four"].like == "One board"
    assert set(plans["All four"].safeguards) == {
        name for plan in plans.values() if plan.name != "All four" for name in plan.safeguards
    }
    assert plans["One board"].safeguards == ()


def test_two_reorganisations_four_years_apart_are_two():
    plan = read_experiment(FOLDER / "vcse-fatigue.toml").plan_in_question
    first, second = plan.reorganisations
    assert 36 <= second.vesting - first.vesting <= 48
    assert second.predecessors == (first.successors[0].code,)
    assert second.posts == pytest.approx(0.5)
