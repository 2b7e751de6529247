"""Neither workers, nor the order of plans, nor being stopped can change a number."""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from batch_example import DATES, Remembers, assert_same, dates, dies, dies_once, one, tables_in

from relsim.batch import run
from relsim.batch.run import run_experiment
from relsim.batch.runs import chunk
from relsim.batch.runs.design import design
from relsim.batch.workers import processes
from relsim.experiments.experiment import read_experiment
from relsim.measures import tables as described
from relsim.measures.codebook import codebook

RUNS = design(dates()).runs


@pytest.fixture(scope="module")
def by_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results on two dates, by one process in one go."""
    return run_experiment(dates(), tmp_path_factory.mktemp("by-one") / "dates")


def test_two_processes_yield_what_one_does(by_one: Path, tmp_path: Path):
    watcher = Remembers()
    run_experiment(dates(), tmp_path, 2, watcher)
    assert_same(tables_in(by_one), tables_in(tmp_path))
    told = [done for done, _, _ in watcher.told]
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, RUNS)


def test_plans_in_another_order_yield_the_same(by_one: Path, tmp_path: Path):
    head, *plans = DATES.read_text(encoding="utf-8").split("[[plans]]\n")
    place = (DATES.parent / "../places/smallshire.toml").resolve()
    turned = "[[plans]]\n".join([head.replace("../places/smallshire.toml", str(place)), *reversed(plans)])
    (tmp_path / DATES.name).write_text(turned, encoding="utf-8")
    run_experiment(read_experiment(tmp_path / DATES.name), tmp_path / "out")
    assert_same(tables_in(by_one), tables_in(tmp_path / "out"))


class _LastFirst(Executor):
    """Runs nothing until it is asked for, and then the last first."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Future[Any], Any]] = []

    def submit(self, function: Any, /, *arguments: Any, **options: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((future, lambda: function(*arguments, **options)))
        if len(self.waiting) > 1 or arguments[1] is not None:
            while self.waiting:
                last, work = self.waiting.pop()
                last.set_result(work())
        return future


def test_chunks_of_any_size_in_any_order_yield_the_same(by_one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(chunk, "SEEDS_A_CHUNK", 3)
    run_experiment(dates(), tmp_path, executor=_LastFirst())
    assert_same(tables_in(by_one), tables_in(tmp_path))


def test_threads_yield_the_same(by_one: Path, tmp_path: Path):
    with ThreadPoolExecutor(2) as pool:
        run_experiment(dates(), tmp_path, executor=pool)
    assert_same(tables_in(by_one), tables_in(tmp_path))


def test_a_world_is_the_same_however_many_there_are(by_one: Path, tmp_path: Path):
    run_experiment(dates(worlds=1), tmp_path)
    for name in ("outcomes", "monthly", "by_world", "single_runs"):
        table = tables_in(by_one)[name]
        alone = tables_in(tmp_path)[name]
        assert_same({name: table[table["world"] == 0]}, {name: alone})


def test_a_process_that_is_killed_is_replaced(by_one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DIES_ONCE", str(tmp_path / "died"))
    monkeypatch.setattr(run, "run_chunk", dies_once)
    watcher = Remembers()
    run_experiment(dates(), tmp_path / "out", 2, watcher)
    assert (tmp_path / "died").exists()
    assert_same(tables_in(by_one), tables_in(tmp_path / "out"))
    assert watcher.told[-1] == (RUNS, RUNS, 0)
    assert max(done for done, _, _ in watcher.told) == RUNS, "runs of chunks that are begun anew are not counted twice"


def test_processes_that_keep_being_killed_are_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(run, "run_chunk", dies)
    monkeypatch.setattr(processes, "MOST_ATTEMPTS", 1)
    with pytest.raises(ChildProcessError, match="keep being stopped from outside"):
        run_experiment(one(), tmp_path, 2)


def test_what_processes_read_is_removed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Also where they are stopped in the middle."""
    beside = tmp_path / "beside"
    beside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(beside))
    seen = []

    class Stops(Remembers):
        def runs(self, done: int, of: int, failed: int) -> None:
            seen.extend(path.stat().st_size for path in beside.rglob("design"))
            if done and seen:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_experiment(dates(), tmp_path / "out", 2, Stops())
    assert seen
    assert min(seen) > 0
    assert not list(beside.glob("relsim-*"))


class _FailsToStart(ProcessPoolExecutor):
    """A pool in which starting another process for a chunk fails, once the one before has died."""

    def submit(self, function: Any, /, *arguments: Any, **options: Any) -> Future[Any]:
        future = super().submit(function, *arguments, **options)
        if function is os.getpid:
            return future
        future.exception()
        raise ValueError("bad value(s) in fds_to_keep")


def test_a_process_that_dies_while_another_is_started_is_one_that_died(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(run, "run_chunk", dies)
    monkeypatch.setattr(processes, "MOST_ATTEMPTS", 1)
    monkeypatch.setattr(processes, "ProcessPoolExecutor", _FailsToStart)
    with pytest.raises(ChildProcessError, match="keep being stopped from outside"):
        run_experiment(one(), tmp_path, 2)


def test_a_process_that_cannot_be_started_is_told_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(processes, "ProcessPoolExecutor", _FailsToStart)
    with pytest.raises(ValueError, match="fds_to_keep"):
        run_experiment(one(), tmp_path, 2)


def test_the_tables_are_those_that_are_described(by_one: Path):
    """Every table has the columns that the codebook describes, and a run has one row and a key of its own."""
    found = tables_in(by_one)
    book = codebook()
    for name, table in found.items():
        assert list(table.columns) == [column.name for column in book if column.table == name], name
    runs = found["runs"]
    assert len(runs) == RUNS
    assert runs["key"].is_unique
    assert (runs["seed"] == 1 + runs["replicate"]).all()
    assert set(runs["role"]) == set(described.ROLES) - {"safeguard"}, "they are not tried here"
    assert set(found["single_runs"]["world"]) == {0, 1, 2}
    assert set(found["single_runs"]["replicate"]) == {0}


def test_the_placebo_shows_exactly_nothing(by_one: Path):
    found = tables_in(by_one)
    placebo = found["outcomes"][found["outcomes"]["role"] == "placebo"]
    assert len(placebo) > 100
    assert (placebo["difference"].dropna() == 0).all()
    assert not (found["monthly"]["role"] == "placebo").any()
