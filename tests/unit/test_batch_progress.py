"""Telling how far a batch is: a few lines in a log, one live line on a terminal."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from batch_example import one

from relsim import compiled
from relsim.batch import progress
from relsim.batch.design import design
from relsim.batch.processes import compile_kernels
from relsim.batch.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def kernels_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "kernels_are_ready", lambda: True)


def told(stream: io.StringIO, total: int, first: int = 0, worlds: int = 5, workers: int = 2) -> list[str]:
    """What is said of a batch that is told of after every run."""
    tell = Progress(worlds, workers, stream)
    for done in range(first, total + 1):
        tell(done, total)
    tell(total, total)
    return stream.getvalue().splitlines()


def test_a_log_gets_a_line_every_tenth():
    assert told(io.StringIO(), 2000) == [
        "2,000 runs in 5 worlds, on 2 processes.",
        *(f"{10 * n} %: {200 * n:,} of 2,000 runs" for n in range(1, 11)),
        "Working out the tables.",
    ]


def test_one_world_and_few_runs():
    assert told(io.StringIO(), 3, worlds=1, workers=1) == [
        "3 runs in 1 world, on 1 process.",
        "30 %: 1 of 3 runs",
        "60 %: 2 of 3 runs",
        "100 %: 3 of 3 runs",
        "Working out the tables.",
    ]


def test_a_batch_that_goes_on_says_so():
    lines = told(io.StringIO(), 20, first=15)
    assert lines[1] == "15 of them are done already."
    assert lines[2] == "80 %: 16 of 20 runs"


def test_a_batch_of_which_all_is_done_says_so():
    assert told(io.StringIO(), 20, first=20)[1:] == [
        "20 of them are done already.", "100 %: 20 of 20 runs", "Working out the tables.",
    ]  # fmt: skip


def test_a_terminal_gets_one_live_line():
    lines = told(Terminal(), 50, first=10)
    live = [line for line in lines if "runs" in line and "%|" in line]
    assert "50/50" in live[-1].rpartition("\r")[2]
    assert "runs/s" in live[-1], "the rate"
    assert not [line for line in lines if " %: " in line]
    assert lines[-1] == "Working out the tables."


def test_compiling_is_told_only_where_something_has_to_be(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(progress, "kernels_are_ready", lambda: False)
    compiling = "Compiling the model for this machine: once, about half a minute."
    assert told(io.StringIO(), 20)[1] == compiling
    assert compiling not in told(io.StringIO(), 20, first=20)


def test_kernels_are_ready_once_each_has_been_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    real = compiled.kernel_folder()
    compile_kernels(design(one()))
    assert compiled.kernels_are_ready()
    monkeypatch.setattr(compiled, "kernel_folder", lambda: tmp_path)
    assert not compiled.kernels_are_ready()
    # Copies of the package in several places share the folder, and have files of the same names in it.
    kept = {path.name: path for path in real.rglob(f"*.py{sys.version_info.major}{sys.version_info.minor}.nbi")}
    for number, (name, path) in enumerate(kept.items()):
        assert not compiled.kernels_are_ready(), f"{number} of {len(kept)} are not all"
        (tmp_path / name).write_bytes(path.read_bytes())
    assert compiled.kernels_are_ready()
    for path in tmp_path.iterdir():
        path.write_bytes(b"another version of the compiler")
    assert not compiled.kernels_are_ready()
