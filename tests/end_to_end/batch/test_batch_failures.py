"""Runs that fail are data: told, named by a key to run them again by, and left out under every plan alike."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from batch_example import DATES, Remembers, assert_same, dates, tables_in

from relsim.batch import run
from relsim.batch.run import run_experiment
from relsim.batch.runs.design import design
from relsim.batch.runs.failures import TooManyFailuresError
from relsim.engine.simulation import Simulation
from relsim.evidence.findings.precision import failed as failed_in
from relsim.evidence.results import read_results
from relsim.evidence.sentences.checks import failed_runs
from relsim.interfaces.cli.main import main

BAD = "July 2022"
"""The plan of which a run fails: in world 1, with seed 2."""


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """One run fails in its last year, as soon as it is that plan's alone."""
    advance = Simulation.advance
    bad = next(each.timetable.facts for each in design(dates()).planned if each.dates.name == BAD)

    def fail(self: Simulation, until: int | None = None) -> None:
        advance(self, until)
        if (self.world_number, self.seed) == (1, 2) and self.timetable.facts == bad and until is None:
            raise ZeroDivisionError("nobody is left")

    monkeypatch.setattr(Simulation, "advance", fail)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_experiment(dates(), tmp_path_factory.mktemp("whole") / "whole")


@pytest.fixture
def failed(fails: None, tmp_path: Path) -> Path:
    return run_experiment(dates(), tmp_path / "out", most_failures=0.5)


def test_a_failure_is_a_row_and_its_pair_is_left_out_under_every_plan(failed: Path, whole: Path):
    rows = pd.read_parquet(failed / "failures.parquet")
    first = rows.iloc[0]
    assert (first["plan"], first["role"], first["world"], first["replicate"], first["seed"]) == (BAD, "plan", 1, 1, 2)
    assert first["message"].startswith("ZeroDivisionError: nobody is left (test_batch_failures.py, line ")
    assert first["command"] == f"relsim rerun {first['key']} --in {failed}"
    ours, theirs = tables_in(failed), tables_in(whole)
    for name in ("runs", "outcomes"):
        left_out = (theirs[name]["world"] == 1) & (theirs[name]["replicate"] == 1)
        assert_same({name: ours[name]}, {name: theirs[name][~left_out]})
    assert (theirs["runs"]["key"] == first["key"]).sum() == 1, "the key is that of the run that would have been"
    monthly = ours["monthly"].query("world == 1")
    diagnostic = monthly["role"] == "diagnostic"
    assert set(monthly.loc[~diagnostic, "replicates"]) == {3}
    assert set(monthly.loc[diagnostic, "replicates"]) == {1}, "of two, one is left out"
    others = {name: ours[name].query("world != 1") for name in ("monthly", "places", "by_world")}
    assert_same(others, {name: theirs[name].query("world != 1") for name in others})


def test_a_batch_with_failures_is_taken_up_again_as_it_was(failed: Path, monkeypatch: pytest.MonkeyPatch):
    first = tables_in(failed)
    monkeypatch.setattr(run, "run_chunk", None)
    watcher = Remembers()
    run_experiment(dates(), failed, 1, watcher, most_failures=0.5)
    assert_same(first, tables_in(failed))
    assert watcher.told[-1][2] == len(pd.read_parquet(failed / "failures.parquet"))


def test_past_a_share_a_batch_stops_and_loses_nothing(
    fails: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("relsim.evidence.documents.publish.write_report", lambda folder: folder)
    monkeypatch.setattr("relsim.evidence.documents.publish.findings", lambda folder: "Found.")
    out = tmp_path / "out"
    command = ["run", str(DATES), "--workers", "1", "--out", str(out)]
    assert main([*command, "--most-failures", "0.001"]) == 1
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert said.startswith("relsim: stopped: ")
    assert "which is more than 0.1%; the last said: ZeroDivisionError: nobody is left" in said
    assert f"--in {out}. The runs that were finished are kept" in said
    key = said.partition("relsim rerun ")[2].split()[0]
    assert main(["rerun", key, "--in", str(out)]) == 1
    shown = capsys.readouterr()
    assert "world 1, replicate 1, seed 2" in shown.out
    assert "the run fails: ZeroDivisionError: nobody is left" in shown.err
    assert main([*command, "--most-failures", "0.5"]) == 0
    assert "are done already" in capsys.readouterr().err


def test_failures_are_told_to_machines(
    fails: None, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("relsim.evidence.documents.publish.write_report", lambda folder: folder)
    monkeypatch.setattr("relsim.evidence.documents.publish.findings", lambda folder: "Found.")
    assert main(["run", str(DATES), "--workers", "1", "--json", "--out", str(tmp_path), "--most-failures", "0.5"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    counts = [event["failures"] for event in events if event["event"] == "runs"]
    failed = pd.read_parquet(tmp_path / "failures.parquet")
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (0, len(failed))
    assert len(failed) > 0
    told = failed_runs(failed_in(read_results(tmp_path)))
    assert told.startswith(f"{len(failed)} of {design(dates()).runs} runs failed")


def test_nothing_may_fail_unless_it_is_allowed(fails: None, tmp_path: Path):
    with pytest.raises(TooManyFailuresError):
        run_experiment(dates(), tmp_path, most_failures=0.0)


def test_any_run_can_be_run_again_alone_and_is_what_is_stored(whole: Path, capsys: pytest.CaptureFixture[str]):
    found = tables_in(whole)
    for role, number in (("plan", 3), ("part", 1)):
        runs = found["runs"]
        one = runs[(runs["role"] == role) & (runs["world"] == 2) & (runs["replicate"] == number)].iloc[0]
        assert main(["rerun", one["key"], "--in", str(whole)]) == 0
        heading, *lines = capsys.readouterr().out.splitlines()
        assert f"world 2, replicate {number}, seed {one['seed']}" in heading
        rows = found["outcomes"]
        rows = rows[(rows["plan"] == one["plan"]) & (rows["world"] == 2) & (rows["replicate"] == number)]
        assert len(lines) == len(rows)
        for line, row in zip(lines, rows.itertuples(), strict=True):
            name, _, numbers = line.partition("  ")
            assert name.split() == [row.measure, row.window, row.sector]
            value, _, comparator, _, difference = numbers.split()
            assert (float(value), float(comparator), float(difference)) == (row.value, row.comparator, row.difference)


def test_a_key_that_is_none(whole: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["rerun", "0" * 24, "--in", str(whole)]) == 2
    assert "No run in" in capsys.readouterr().err
    with pytest.raises(SystemExit) as ended:
        main(["rerun", "nonsense", "--in", str(whole)])
    assert ended.value.code == 2


def test_what_the_machine_lacks_is_no_failure_of_a_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def fail(*_: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(Simulation, "advance", fail)
    with pytest.raises(MemoryError):
        run_experiment(dates(), tmp_path, most_failures=1.0)
