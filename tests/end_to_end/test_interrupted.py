"""Stopped in the middle: nothing that was finished is lost, nobody is left behind, and the numbers are the same."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_example import assert_same, dates, tables_in
from interrupted_example import kept, members, nobody_is_left, started, wait_for

from relsim.batch.run import run_experiment

DATES = Path(__file__).parents[1] / "experiments" / "smallshire-dates.toml"
WORLDS = 24
OPTIONS = ["run", str(DATES), "--worlds", str(WORLDS), "--replicates", "2", "--workers", "2", "--out", "out"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals to groups of processes are Unix's"),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same experiment in one go."""
    return run_experiment(dates(WORLDS, 2), tmp_path_factory.mktemp("whole") / "dates")


@pytest.fixture
def running(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The command, stopped at the latest when the test ends."""
    process = started(tmp_path, OPTIONS)
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def goes_on(folder: Path, before: dict[str, int], whole: Path) -> None:
    """Give the command again: it must run nothing twice, and end with the numbers of one go."""
    assert 0 < len(before) < WORLDS, "some chunks must be done, but not all"
    process = started(folder, OPTIONS)
    seen: dict[str, int] = {}
    while process.poll() is None:
        seen |= kept(folder)
        time.sleep(0.01)
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert {name: seen[name] for name in before} == before, "a finished chunk was run again"
    runs = len(tables_in(whole)["runs"])
    assert f"{runs * len(before) // WORLDS:,} of them are done already." in err
    assert "The report is in" in out
    assert_same(tables_in(folder / "out"), tables_in(whole))
    assert not (folder / "out" / ".unfinished").exists()


def test_killed_with_all_its_processes(running: subprocess.Popen[str], tmp_path: Path, whole: Path):
    wait_for(lambda: len(kept(tmp_path)) >= 2, running)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    before = kept(tmp_path)
    assert not (tmp_path / "out" / "manifest.json").exists()
    goes_on(tmp_path, before, whole)


def test_killed_at_random_five_times(tmp_path: Path, whole: Path):
    """Some must be done at every kill, but never all; so it waits for a chunk more, and then a random time."""
    source = random.Random(5)
    before: dict[str, int] = {}
    for _ in range(5):
        process = started(tmp_path, OPTIONS)
        try:
            wait_for(lambda before=before: len(kept(tmp_path)) > len(before), process)  # type: ignore[misc]
            time.sleep(source.random() * 0.3)
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        now = kept(tmp_path)
        assert 0 < len(now) < WORLDS, "some must be done, but not all"
        assert {name: now[name] for name in before} == before
        assert not (tmp_path / "out" / "manifest.json").exists()
        before = now
    goes_on(tmp_path, before, whole)


def test_interrupted(running: subprocess.Popen[str], tmp_path: Path, whole: Path):
    """Ctrl-C goes to every process of the group."""
    wait_for(lambda: len(kept(tmp_path)) >= 2, running)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert err.splitlines()[-1] == (
        "relsim: stopped. The runs that were finished are kept in out; give the same command again to go on from there."
    )
    assert "Traceback" not in err
    assert "KeyboardInterrupt" not in err
    nobody_is_left(running.pid)
    goes_on(tmp_path, kept(tmp_path), whole)


@pytest.mark.parametrize("after", [0.5, 1.0, 2.0])
def test_interrupted_while_it_starts(running: subprocess.Popen[str], after: float):
    """At any time: while the model is loaded or prepared, while processes are started."""
    time.sleep(after)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert "Traceback" not in err
    assert err.splitlines()[-1].startswith("relsim: stopped")
    nobody_is_left(running.pid)


def test_interrupted_as_processes_are_started(running: subprocess.Popen[str]):
    """A process that has only just begun to load must not answer Ctrl-C with a traceback."""
    wait_for(lambda: any("spawn_main" in args for args in members(running.pid)), running)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert "Traceback" not in err
    nobody_is_left(running.pid)


def test_processes_end_when_the_one_that_started_them_is_killed(running: subprocess.Popen[str], tmp_path: Path):
    wait_for(lambda: len(kept(tmp_path)) >= 1, running)
    assert len(members(running.pid)) > 2
    running.kill()
    running.wait()
    nobody_is_left(running.pid)
