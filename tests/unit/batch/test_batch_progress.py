"""Telling how far a batch is: a few lines in a log, one live line on a terminal."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from batch_example import one

from relsim.batch.runs.design import design
from relsim.batch.workers.processes import compile_kernels
from relsim.engine import compiled
from relsim.interfaces.cli import progress
from relsim.interfaces.cli.json_lines import JsonLines
from relsim.interfaces.cli.progress import Progress
from relsim.wording import numbers


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time passes, so that no rate can be told, unless a test lets it."""
    monkeypatch.setattr(progress.time, "monotonic", lambda: 0.0)


@pytest.fixture(autouse=True)
def kernels_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "kernels_are_ready", lambda: True)


def told(stream: io.StringIO, total: int, first: int = 0, worlds: int = 5, where: str = "2 processes") -> list[str]:
    """What is said of a batch that is told of after every run."""
    progress = Progress(worlds, where, stream)
    for done in range(first, total + 1):
        progress.runs(done, total, 0)
    progress.runs(total, total, 0)
    return stream.getvalue().splitlines()


def test_a_log_gets_a_line_every_tenth():
    assert told(io.StringIO(), 2000) == [
        "2,000 runs in 5 worlds, on 2 processes.",
        *(f"{10 * n}%: {200 * n:,} of 2,000 runs" for n in range(1, 11)),
        "Working out the tables.",
    ]


def test_rate_time_left_and_failures_are_told(monkeypatch: pytest.MonkeyPatch):
    """Four runs a second; the first ten seconds, in which the model is compiled, are no part of it."""
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    stream = io.StringIO()
    watcher = Progress(1, "2 processes", stream)
    watcher.runs(0, 2000, 0)
    for done in range(1, 601):
        now[0] = 10 + done / 4
        watcher.runs(done, 2000, 3 if done > 500 else 0)
    assert stream.getvalue().splitlines()[1:] == [
        "10%: 200 of 2,000 runs (4 a second, about 8 minutes left)",
        "20%: 400 of 2,000 runs (4 a second, about 7 minutes left)",
        "30%: 600 of 2,000 runs (4 a second, about 6 minutes left, 3 failed)",
    ]


def test_a_total_that_grows_is_followed():
    stream = io.StringIO()
    watcher = Progress(1, "1 process", stream)
    for done in range(11):
        watcher.runs(done, 10 if done < 8 else 20, 0)
    assert stream.getvalue().splitlines()[-1] == "50%: 10 of 20 runs"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 second"), (89, "89 seconds"), (120, "2 minutes"), (9000, "2.5 hours"), (300_000, "3 days")],
)
def test_durations_are_said_as_people_do(seconds: float, text: str):
    assert numbers.duration(seconds) == text


def test_json_lines_are_for_machines(monkeypatch: pytest.MonkeyPatch):
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    stream = io.StringIO()
    watcher = JsonLines(stream)
    for done in range(0, 101):
        now[0] = done / 10
        watcher.runs(done, 100, 2)
    watcher.runs(100, 100, 2)
    watcher.say("Something.")
    watcher.write("finished", report="out/report.html")
    read = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert read[0] == {"event": "runs", "done": 0, "total": 100, "rate": 0.0, "seconds_left": None, "failures": 2}
    assert read[5] == {"event": "runs", "done": 50, "total": 100, "rate": 10.0, "seconds_left": 5.0, "failures": 2}
    assert [each["done"] for each in read[:-2]] == [*range(0, 101, 10)], "one a second"
    assert read[-2:] == [{"event": "message", "text": "Something."}, {"event": "finished", "report": "out/report.html"}]


def test_two_stages_are_told_apart():
    stream = io.StringIO()
    watcher = Progress(2, "1 process", stream)
    watcher.stage(1, 2, "First.")
    for done in (0, 10, 10):
        watcher.runs(done, 10, 0)
    watcher.stage(2, 2, "Second.")
    for done in (10, 30, 30):
        watcher.runs(done, 30, 0)
    assert stream.getvalue().splitlines() == [
        "First.",
        "10 runs in 2 worlds, on 1 process.",
        "100%: 10 of 10 runs",
        "Second.",
        "30 runs in 2 worlds, on 1 process.",
        "10 of them are done already.",
        "100%: 30 of 30 runs",
        "Working out the tables.",
    ]


def test_two_live_lines_for_two_stages():
    stream = Terminal()
    watcher = Progress(2, "1 process", stream)
    for number, total in ((1, 10), (2, 30)):
        watcher.stage(number, 2, f"Stage {number}.")
        for done in (10 * (number - 1), total):
            watcher.runs(done, total, 0)
    first, second = stream.getvalue().split("Stage 2.")
    assert "10/10" in first
    assert "Working out the tables." not in first
    assert "30/30" in second
    assert second.count("Working out the tables.") == 1


def test_json_lines_name_the_stage():
    stream = io.StringIO()
    watcher = JsonLines(stream)
    for number, total in ((1, 10), (2, 30)):
        watcher.stage(number, 2, f"Stage {number}.")
        watcher.runs(total, total, 0)
    read = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(each["stage"], each["stages"], each["total"]) for each in read] == [(1, 2, 10), (2, 2, 30)]


def test_one_world_and_few_runs():
    assert told(io.StringIO(), 3, worlds=1, where="1 process") == [
        "3 runs in 1 world, on 1 process.",
        "30%: 1 of 3 runs",
        "60%: 2 of 3 runs",
        "100%: 3 of 3 runs",
        "Working out the tables.",
    ]


def test_a_batch_that_goes_on_says_so():
    lines = told(io.StringIO(), 20, first=15)
    assert lines[1] == "15 of them are done already."
    assert lines[2] == "80%: 16 of 20 runs"


def test_a_batch_of_which_all_is_done_says_so():
    assert told(io.StringIO(), 20, first=20)[1:] == [
        "20 of them are done already.", "100%: 20 of 20 runs", "Working out the tables.",
    ]  # fmt: skip


def test_a_terminal_gets_one_live_line():
    lines = told(Terminal(), 50, first=10)
    live = [line for line in lines if "runs" in line and "%|" in line]
    assert "50/50" in live[-1].rpartition("\r")[2]
    assert "runs/s" in live[-1], "the rate"
    assert not [line for line in lines if "%: " in line]
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
