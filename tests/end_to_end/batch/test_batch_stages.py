"""Replicates in two stages: as many as the first shows it takes, in each world, and one interval in the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from batch_example import Remembers, assert_same, one, tables_in

from relsim.batch import run
from relsim.batch.run import run_experiment
from relsim.batch.runs.design import design
from relsim.batch.stages import longest, second_stage
from relsim.batch.store.store import Store
from relsim.engine.simulation import Simulation
from relsim.experiments.experiment import Experiment
from relsim.experiments.precision import Precision
from relsim.interfaces.cli.main import main
from relsim.measures import precision
from relsim.measures.precision import confidence_of_each, interval
from relsim.wording.problems import InputProblems

NAME = "coverage_12_all"
FIRST, MOST = 10, 80


@pytest.fixture(scope="module", autouse=True)
def small_stages() -> Iterator[None]:
    """A first stage of twenty pairs instead of a hundred, and fewer that must differ."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("relsim.experiments.precision.STAGE", 2 * FIRST)
        patch.setattr(precision, "FEWEST_NON_ZERO", 5)
        yield


def staged(half_width: float = 0.04, most: int = MOST, **others: float) -> Experiment:
    """The least experiment, with a precision to reach."""
    asked = Precision(half_widths={NAME: half_width, **others}, most_replicates=most)
    return one().model_copy(update={"precision": asked})


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_experiment(staged(closed_60_vcse=0.05), tmp_path_factory.mktemp("staged") / "out")


def replicates(folder: Path, role: str = "plan") -> list[int]:
    runs = tables_in(folder)["runs"]
    return [int(count) for count in runs[runs["role"] == role].groupby("world").size()]


def differences(folder: Path) -> pd.DataFrame:
    rows = tables_in(folder)["outcomes"].query(
        "role == 'plan' and measure == 'coverage' and window == '12' and sector == 'all'"
    )
    return rows.set_index(["world", "replicate"])["difference"].unstack("world")


def rows(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder / "precision.parquet").set_index("measure")


def test_worlds_have_as_many_replicates_as_they_need(done: Path):
    found = replicates(done)
    assert min(found) > FIRST
    assert max(found) <= MOST
    assert found[0] != found[1], "one varies more than the other"
    assert replicates(done, "comparator") == replicates(done, "placebo") == found
    assert max(replicates(done, "diagnostic")) < FIRST * len(design(one()).planned), "checks have no second stage"


def test_the_interval_is_of_the_second_stage_alone(done: Path):
    row, every = rows(done).loc["coverage"], differences(done)
    second = [every[world].dropna().to_numpy()[FIRST:] for world in every]
    expected = interval(second, confidence_of_each(0.95, 2))
    assert (row["mean"], row["half_width"]) == pytest.approx((expected.mean, expected.half_width), rel=1e-12)
    assert (row["low"], row["high"]) == (row["mean"] - row["half_width"], row["mean"] + row["half_width"])
    assert (row["first_pairs"], row["pairs"], row["worlds"]) == (2 * FIRST, sum(map(len, second)), 2)
    assert row["confidence"] == pytest.approx(0.975)
    assert (row["plan"], row["versus"], row["wanted"]) == ("July 2022", "Never", 0.04)
    assert row["verdict"] == ("reached" if row["half_width"] <= 0.04 else "not reached")


def test_what_never_happens_is_too_rare(done: Path):
    row = rows(done).loc["closed"]
    assert (row["verdict"], row["non_zero"], row["planned_pairs"]) == ("too rare", 0, 0)
    assert np.isnan([row["mean"], row["low"], row["high"]]).all()


def test_other_tables_count_worlds_alike(done: Path):
    summary = tables_in(done)["summary"].query(
        "role == 'plan' and measure == 'coverage' and window == '12' and sector == 'all'"
    )
    every = differences(done)
    assert summary["mean"].item() == pytest.approx(every.mean().mean(), rel=1e-12)
    assert summary["mean"].item() != pytest.approx(np.nanmean(every.to_numpy()), rel=1e-6), "or it would show nothing"
    errors = every.std(ddof=1) / np.sqrt(every.count())
    assert summary["mc_standard_error"].item() == pytest.approx(np.sqrt((errors**2).sum()) / 2, rel=1e-9)
    monthly = tables_in(done)["monthly"].query("role == 'comparator' and sector == 'all'")
    assert monthly.groupby("world")["replicates"].unique().map(list).tolist() == [[n] for n in replicates(done)]


def test_two_processes_yield_the_same(done: Path, tmp_path: Path):
    watcher = Remembers()
    run_experiment(staged(closed_60_vcse=0.05), tmp_path, 2, watcher)
    assert_same(tables_in(done), tables_in(tmp_path))
    pd.testing.assert_frame_equal(rows(done), rows(tmp_path), check_exact=True)
    assert (done / "precision.csv").read_bytes() == (tmp_path / "precision.csv").read_bytes()
    assert watcher.stages == [(1, 2), (2, 2)]
    totals = [total for _, total, _ in watcher.told]
    assert totals == sorted(totals)
    assert len(set(totals)) == 2


def test_a_cap_is_kept_and_told(tmp_path: Path):
    run_experiment(staged(0.0001, FIRST + 3), tmp_path)
    assert replicates(tmp_path) == [FIRST + 3] * 2
    row = rows(tmp_path).loc["coverage"]
    assert row["verdict"] == "not reached"
    assert row["planned_pairs"] > row["pairs"] == 6


def test_where_all_is_too_rare_there_is_no_second_stage(tmp_path: Path):
    asked = Precision(half_widths={"closed_60_vcse": 0.05}, most_replicates=MOST)
    run_experiment(one().model_copy(update={"precision": asked}), tmp_path)
    assert replicates(tmp_path) == [FIRST] * 2
    assert rows(tmp_path)["verdict"].tolist() == ["too rare"]


def test_more_first_replicates_make_a_longer_first_stage(tmp_path: Path):
    run_experiment(staged().model_copy(update={"replicates": FIRST + 5}), tmp_path)
    assert rows(tmp_path)["first_pairs"].item() == 2 * (FIRST + 5)


@pytest.mark.parametrize("after", ["the first stage", "a chunk of the second"])
def test_a_batch_that_stopped_goes_on_to_the_same_end(
    after: str, done: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    experiment, real = staged(closed_60_vcse=0.05), run.run_chunk
    chunks = 2 if after == "the first stage" else 3
    left = [None] * chunks

    def stop(*arguments: Any) -> Any:
        if not left:
            raise OSError("the power fails")
        left.pop()
        return real(*arguments)

    monkeypatch.setattr(run, "run_chunk", stop)
    with pytest.raises(OSError, match="the power fails"):
        run_experiment(experiment, tmp_path)
    assert not left
    assert not (tmp_path / "manifest.json").exists()
    store, made = Store(tmp_path), design(experiment)
    store.look(print)
    assert not [chunk for world in range(2) for chunk in store.chunks(made, world)], "the first stage is done"
    ran = []

    def count(plan: Any, chunk: Any, told: Any) -> Any:
        ran.append(min(seed for _, seeds in chunk.seeds for seed in seeds))
        return real(plan, chunk, told)

    monkeypatch.setattr(run, "run_chunk", count)
    run_experiment(experiment, tmp_path)
    assert min(ran) > FIRST, "nothing of the first stage is run again"
    assert_same(tables_in(done), tables_in(tmp_path))
    pd.testing.assert_frame_equal(rows(done), rows(tmp_path), check_exact=True)


def test_the_second_stage_follows_from_the_first_s_runs_alone(done: Path):
    """The store holds the second stage too, and more by now; what is planned is what was planned."""
    experiment = staged(closed_60_vcse=0.05)
    store, made = Store(done), design(experiment)
    store.look(print)
    assert experiment.precision is not None
    assert list(second_stage(made, store, experiment.precision).replicates) == replicates(done)


def test_a_run_of_the_second_stage_can_be_run_again(done: Path, capsys: pytest.CaptureFixture[str]):
    runs = tables_in(done)["runs"]
    last = runs[(runs["role"] == "plan") & (runs["replicate"] >= FIRST)].iloc[-1]
    assert main(["rerun", last["key"], "--in", str(done)]) == 0
    assert f"replicate {last['replicate']}, seed {last['seed']}" in capsys.readouterr().out
    assert set(longest(design(staged())).replicates) == {MOST}


def test_a_failure_in_the_second_stage_leaves_its_pair_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    advance, bad = Simulation.advance, FIRST + 2

    def fail(self: Simulation, until: int | None = None) -> None:
        advance(self, until)
        if (self.world_number, self.seed) == (1, bad) and until is None:
            raise ZeroDivisionError("nobody is left")

    monkeypatch.setattr(Simulation, "advance", fail)
    run_experiment(staged(), tmp_path, most_failures=0.5)
    whole = differences(tmp_path)
    assert whole[1].isna()[bad - 1]
    row = rows(tmp_path).loc["coverage"]
    assert row["pairs"] == int(whole.count().sum()) - 2 * FIRST


def test_an_outcome_that_runs_here_do_not_have_is_told(tmp_path: Path):
    with pytest.raises(InputProblems, match='runs have no outcome "coverage_12_commissioner"'):
        run_experiment(staged(coverage_12_commissioner=0.1), tmp_path)
