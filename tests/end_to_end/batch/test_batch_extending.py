"""A batch that asks for more runs only what is new, and ends with what one go would have given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from batch_example import assert_same, dates, tables_in

from relsim.batch import run
from relsim.batch.run import run_experiment
from relsim.batch.runs.chunk import Chunk, run_chunk
from relsim.batch.runs.design import Design, design
from relsim.experiments.experiment import Experiment
from relsim.measures import kept


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, int]]:
    """Plan, world and seed of every run that is asked for."""
    runs: list[tuple[str, int, int]] = []

    def count(plan: Design, chunk: Chunk, told: Any) -> Any:
        runs.extend((name, chunk.world, seed) for name, seeds in chunk.seeds for seed in seeds)
        return run_chunk(plan, chunk, told)

    monkeypatch.setattr(run, "run_chunk", count)
    return runs


def without(experiment: Experiment, name: str) -> Experiment:
    plans = tuple(plan for plan in experiment.plans if plan.name != name)
    return experiment.model_copy(update={"plans": plans})


def all_runs(experiment: Experiment) -> set[tuple[str, int, int]]:
    plan = design(experiment)
    return {
        (each.dates.name, world, seed)
        for each in plan.planned
        for world in range(experiment.worlds)
        for seed in plan.seeds(each, world)
    }


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (dates(1, 4), dates(2, 4)),
        (dates(1, 4), dates(1, 7)),
        (dates(1, 7), dates(1, 23)),
    ],
    ids=["more worlds", "more replicates in a chunk", "more chunks, and more diagnostics"],
)
def test_only_what_is_new_is_run(first: Experiment, then: Experiment, tmp_path: Path, ran: list[tuple[str, int, int]]):
    run_experiment(first, tmp_path / "extended")
    assert sorted(ran) == sorted(all_runs(first))
    ran.clear()
    run_experiment(then, tmp_path / "extended")
    assert sorted(ran) == sorted(all_runs(then) - all_runs(first))
    run_experiment(then, tmp_path / "at once")
    assert_same(tables_in(tmp_path / "extended"), tables_in(tmp_path / "at once"))


def test_of_a_plan_more_only_that_plan_is_run(tmp_path: Path, ran: list[tuple[str, int, int]]):
    """An earlier plan that concerns the same places changes no other plan's numbers."""
    whole = dates(1, 4).model_copy(update={"in_question": "April 2024"})
    fewer = without(whole, "July 2022")
    question = design(fewer)
    run_experiment(fewer, tmp_path / "extended")
    ran.clear()
    run_experiment(whole, tmp_path / "extended")
    run_experiment(whole, tmp_path / "at once")
    assert_same(tables_in(tmp_path / "extended"), tables_in(tmp_path / "at once"))
    new = {name for name, _, _ in ran[: len(ran) - len(all_runs(whole))]}
    if question.window == design(whole).window:
        assert new == {"July 2022"}
    else:
        assert len(new) > 1, "other common months make other outcomes for every plan"


def test_durations_are_found_on_the_first_seeds_of_a_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """With more replicates than that, they are what they were; outcomes of runs are of all."""
    for module in ("relsim.measures.kept", "relsim.batch.runs.chunk", "relsim.batch.store.store"):
        monkeypatch.setattr(f"{module}.DURATION_SEEDS", 10)
    assert kept.DURATION_SEEDS == 10
    run_experiment(dates(1, 10), tmp_path / "few")
    run_experiment(dates(1, 14), tmp_path / "more")
    few, more = (
        tables_in(tmp_path / name)["by_world"].query("role == 'plan' and plan == 'July 2022' and versus == 'Never'")
        for name in ("few", "more")
    )
    for measure, same in (("months_not_bedded_in", True), ("settling_time", True), ("coverage", False)):
        ours, theirs = (
            table[table["measure"] == measure].drop(columns="variance_ratio").reset_index(drop=True)
            for table in (few, more)
        )
        assert ours.equals(theirs) == same, measure
