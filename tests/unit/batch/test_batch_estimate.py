"""What a batch would take is measured and told, and nothing is written for it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from batch_example import ONE, one

from relsim.batch.estimate import Estimate
from relsim.batch.run import run_experiment
from relsim.batch.runs.design import design
from relsim.batch.stages import longest
from relsim.experiments.experiment import read_experiment
from relsim.interfaces.cli.main import main

PRECISION = ONE.with_name("smallshire-precision.toml")
RUNS = design(one()).runs


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def dry_run(capsys: pytest.CaptureFixture[str], *options: str, file: Path = ONE) -> str:
    assert main(["run", str(file), "--dry-run", "--workers", "2", *options]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    return shown.out


def test_it_says_runs_time_and_disk_and_writes_nothing(here: Path, capsys: pytest.CaptureFixture[str]):
    plans, runs, time, disk = dry_run(capsys, "--out", "out").splitlines()
    beside = len(design(one()).planned) - 2
    assert plans == f"Plans: 2, and {beside} beside them as checks."
    assert runs == f"Runs: {RUNS} in 2 worlds, in 2 chunks."
    assert re.fullmatch(r"Time here: about \d+ \w+ on 2 processes \([\d.]+ runs a second in each, .*\)\.", time)
    assert re.fullmatch(r"Disk: about [\d.,]+ [kM]B of tables, and [\d.,]+ [kM]B of runs that are kept so .*\.", disk)
    assert not list(here.iterdir())


def test_what_is_done_already_is_not_counted_again(here: Path, capsys: pytest.CaptureFixture[str]):
    run_experiment(one(), here / "out")
    before = {path: path.stat().st_mtime_ns for path in here.rglob("*")}
    assert f"{RUNS} in 2 worlds, of which 0 are still to be done, in 0 chunks" in dry_run(capsys, "--out", "out")
    more = json.loads(dry_run(capsys, "--out", "out", "--worlds", "3", "--json"))
    assert (more["runs"], more["missing"], more["chunks"]) == (3 * RUNS // 2, RUNS // 2, 1)
    assert more["seconds"] == pytest.approx(more["missing"] / more["rate"])
    assert {path: path.stat().st_mtime_ns for path in here.rglob("*")} == before


def test_of_two_stages_the_first_and_the_most_are_told(here: Path, capsys: pytest.CaptureFixture[str]):
    made = design(read_experiment(PRECISION))
    found = json.loads(dry_run(capsys, "--json", file=PRECISION))
    assert (found["runs"], found["most_runs"]) == (made.runs, longest(made).runs)
    assert made.runs < longest(made).runs
    assert found["most_seconds"] > found["seconds"]
    assert not list(here.iterdir())


def test_it_is_told_as_people_do():
    told = Estimate(
        plans=2, beside=3, worlds=4, runs=1000, most_runs=3000, missing=1000, chunks=10, tried=0, pair=0, tried_runs=0,
        workers=2, rate=5.0, kept_bytes=2_000_000, table_bytes=500_000,
    ).text()  # fmt: skip
    assert told.splitlines()[2:] == [
        "Time here: about 2 minutes on 2 processes (5 runs a second in each, measured just now).",
        "Disk: about 500 kB of tables, and 2 MB of runs that are kept so that the batch can be extended.",
        "That is the first of two stages, which shows how many replicates the precision takes. With as many as are "
        "allowed it would be 3,000 runs, about 5 minutes, and at most 7.5 MB of disk.",
    ]
