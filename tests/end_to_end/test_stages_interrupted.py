"""Killed in the second of two stages: the same command goes on from there, and ends with the same content."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from batch_example import assert_same, tables_in
from interrupted_example import kept, nobody_is_left, started, wait_for

from relsim.batch.run import run_experiment
from relsim.batch.runs.design import design
from relsim.experiments.experiment import read_experiment

PRECISION = Path(__file__).parents[1] / "experiments" / "smallshire-precision.toml"
OPTIONS = ["run", str(PRECISION), "--workers", "2", "--out", "out"]
CHUNKS = 5
"""Of the first stage, in either of two worlds: fifty replicates in tens."""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals to groups of processes are Unix's"),
]


def test_killed_in_the_second_stage(tmp_path: Path):
    whole = run_experiment(read_experiment(PRECISION), tmp_path / "whole")
    process = started(tmp_path, OPTIONS)
    try:
        wait_for(lambda: len(kept(tmp_path)) > 2 * CHUNKS, process)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    nobody_is_left(process.pid)
    before = kept(tmp_path)
    assert not (tmp_path / "out" / "manifest.json").exists()
    process = started(tmp_path, OPTIONS)
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    assert {name: time for name, time in kept(tmp_path).items() if name in before} == before
    assert len(kept(tmp_path)) > len(before), "it was killed before the end"
    assert_same(tables_in(tmp_path / "out"), tables_in(whole))
    for name in ("precision.csv", "summary.csv"):
        assert (tmp_path / "out" / name).read_bytes() == (whole / name).read_bytes()
    first = design(read_experiment(PRECISION)).runs
    said = err.splitlines()
    stages = [said.index(line) for line in said if line.startswith(("First of two stages", "Second stage"))]
    assert len(stages) == 2
    assert said[stages[0] + 1 : stages[0] + 3] == [
        f"{first} runs in 2 worlds, on 2 processes.", f"{first} of them are done already.",
    ]  # fmt: skip
    assert "How well 2 differences" in out
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "<h3>How sure</h3>" in page
