"""The experiments that come with the project are in order, and say what they are for."""

from __future__ import annotations

from pathlib import Path

import pytest

from relsim.experiment import read_experiment

READY = sorted((Path(__file__).parents[2] / "experiments").glob("*.toml"))


def test_there_are_some():
    assert {path.stem for path in READY} >= {"oxford-2022", "oxford-2022-staff"}


@pytest.mark.parametrize("path", READY, ids=lambda path: path.stem)
def test_a_ready_experiment_can_be_run(path: Path):
    experiment = read_experiment(path)
    assert experiment.question.endswith("?")
    assert experiment.notes
    assert f"relsim run experiments/{path.name}" in path.read_text(encoding="utf-8")
