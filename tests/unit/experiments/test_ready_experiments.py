"""The experiments that come with the project are in order, and say what they are for."""

from __future__ import annotations

from pathlib import Path

import pytest

from relsim.domain.months import month_name
from relsim.evidence.findings.rules_of_evidence import FEWEST_WORLDS
from relsim.evidence.sentences.provisions import safeguard_sentence
from relsim.experiments.experiment import Experiment, read_experiment
from relsim.experiments.in_words import account
from relsim.studies.history.expand import AS_IT_WENT_ON, LEFT_ALONE, batches_of, later_changes
from relsim.studies.history.in_words import account as account_of_series
from relsim.studies.history.read import Series, is_series, read_series

FOLDER = Path(__file__).parents[3] / "experiments"
READY = [path for path in sorted(FOLDER.glob("*.toml")) if not is_series(path)]
SERIES = [path for path in sorted(FOLDER.glob("*.toml")) if is_series(path)]


def test_there_are_some():
    assert {path.stem for path in READY} >= {
        "oxford-2022", "oxford-2022-staff", "one-gp-seat", "joint-committee-or-new-body", "ring-fence", "four-remedies",
        "vcse-fatigue", "how-often", "big-bang-or-waves", "icb-clusters-2026", "pandemic-timing", "wales-22-to-7",
    }  # fmt: skip
    assert {path.stem for path in SERIES} == {"history"}


def says_what_it_is_for(path: Path, described: Experiment | Series) -> None:
    """What a reader of any ready file is owed: a question, notes, how to run it, and enough worlds for a ranking."""
    assert described.question.endswith("?")
    assert described.notes
    text = path.read_text(encoding="utf-8")
    assert f"relsim check experiments/{path.name}" in text
    assert f"relsim run experiments/{path.name}" in text
    # With fewer worlds no ranking is stated.
    assert described.worlds >= FEWEST_WORLDS


@pytest.mark.parametrize("path", READY, ids=lambda path: path.stem)
def test_a_ready_experiment_can_be_run(path: Path):
    experiment = read_experiment(path)
    says_what_it_is_for(path, experiment)
    # Of fewer worlds a share of 80 % can be told of hardly anything; of fewer seeds noise can't be removed.
    assert experiment.worlds >= 100
    assert experiment.replicates >= 4


@pytest.mark.parametrize("path", SERIES, ids=lambda path: path.stem)
def test_a_ready_series_can_be_run(path: Path):
    series = read_series(path)
    says_what_it_is_for(path, series)
    batches = batches_of(series)
    said = " ".join(account_of_series(series, batches, Path("results")).split())
    for event in series.events:
        assert f"- {month_name(event.month)}, {event.kind}" in said
        ways = {batch.way for batch in batches if batch.event is not None and batch.event.month == event.month}
        assert LEFT_ALONE in ways
        assert (AS_IT_WENT_ON in ways) is bool(later_changes(series.place, event))
    assert len({batch.folder for batch in batches}) == len(batches)


@pytest.mark.parametrize("path", READY, ids=lambda path: path.stem)
def test_a_ready_experiment_says_what_it_would_run_and_measures_ten_years_after_the_last_change(path: Path):
    experiment = read_experiment(path)
    said = account(experiment, Path("results"))
    assert all(f"- {plan.name}" in said for plan in experiment.plans)
    assert experiment.until > max(plan.vesting or 0 for plan in experiment.plans) + 120
    for plan in experiment.plans:
        for name in plan.safeguards:
            assert safeguard_sentence(name)[:40] in " ".join(said.split()), name


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


def test_the_pandemic_falls_between_the_dates_that_are_compared_with_it():
    experiment = read_experiment(FOLDER / "pandemic-timing.toml")
    (pandemic,) = experiment.place.pressures
    vestings = {plan.name: plan.vesting for plan in experiment.plans if plan.vesting is not None}
    assert vestings["October 2019"] < pandemic.begins <= vestings["January 2021"] < pandemic.ends
    assert pandemic.ends < vestings["July 2022"] < vestings["July 2024"]
    notice = {change.vesting - change.announced for plan in experiment.plans for change in plan.reorganisations}
    assert notice == {17}


def test_wales_has_22_boards_and_then_seven():
    experiment = read_experiment(FOLDER / "wales-22-to-7.toml")
    assert experiment.place.history == ()
    (change,) = experiment.plan_in_question.reorganisations
    assert (len(change.predecessors), len(change.successors)) == (22, 7)
    assert set(change.predecessors) == {body.code for body in experiment.place.commissioners}
