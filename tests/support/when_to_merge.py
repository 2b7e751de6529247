"""An experiment in pieces, as text: when should Smallshire's two groups become one board?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from paths import SMALLSHIRE_FILE

from relsim.experiments.experiment import Experiment, read_experiment
from relsim.wording.problems import InputProblems

TOP = f"""
title = "When should Smallshire merge?"
question = "Earlier or later?"
place = '{SMALLSHIRE_FILE}'
until = "2041-01"
comparator = "Never"
"""
SIZES = """worlds = 3
replicates = 4
"""
NEVER = """
[[plans]]
name = "Never"
"""
MERGER = """
[[plans]]
name = "July 2022"
[[plans.reorganisations]]
name = "One board"
kind = "replace"
announced = "2021-02"
vesting = "2022-07"
predecessors = ["C12", "C3"]
successors = [{ code = "ICB", name = "Smallshire ICB", form = "ICB", board = "icb" }]
posts = 0.9
kept = 0.6
moved = 0.25
procedures = 0.5
"""


def write(folder: Path, text: str) -> Path:
    """The file ``when.toml`` in a folder, with this text."""
    path = folder / "when.toml"
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, text: str, **options: Any) -> Experiment:
    """The experiment that the text describes."""
    return read_experiment(write(folder, text), **options)


def problems(folder: Path, text: str) -> list[str]:
    """All that is wrong with the text, which is not in order."""
    with pytest.raises(InputProblems) as caught:
        read(folder, text)
    assert caught.value.source == str(folder / "when.toml")
    return [str(problem) for problem in caught.value.problems]
