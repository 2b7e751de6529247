"""Keeping results: whole or absent, whatever happens in between."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from batch_example import assert_same, one, silent, tables_in

from relsim.batch import earlier, run, store
from relsim.batch.design import design
from relsim.batch.store import UnfinishedWork, write_whole
from relsim.cli import main
from relsim.evidence.folder import read_results
from relsim.tables import TABLES

ONE = str(Path(__file__).parents[1] / "experiments" / "smallshire-one.toml")
TABLE = {"runs": pd.DataFrame({"world": [1, 2], "value": [0.1, float("nan")]})}


def visible(folder: Path) -> list[str]:
    """Everything in a folder that is a file, as paths in it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The worlds that are run, in order."""
    worlds: list[int] = []
    run_it = run.world_tables

    def count(plan: Any, world: int, told: Any) -> Any:
        worlds.append(world)
        return run_it(plan, world, told)

    monkeypatch.setattr(run, "world_tables", count)
    return worlds


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of the least experiment, from one go."""
    return run.run_experiment(one(), tmp_path_factory.mktemp("whole") / "one", 1, silent)


def stopped_after(worlds: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Stop the least experiment after so many worlds; the files of what is finished."""
    save = UnfinishedWork.save
    done: list[int] = []

    def stop(self: UnfinishedWork, world: int, tables: store.Tables) -> None:
        if len(done) == worlds:
            raise KeyboardInterrupt
        save(self, world, tables)
        done.append(world)

    with monkeypatch.context() as patch:
        patch.setattr(UnfinishedWork, "save", stop)
        with pytest.raises(KeyboardInterrupt):
            run.run_experiment(one(), folder, 1, silent)
    return sorted((folder / earlier.UNFINISHED).rglob("world-*"))


def test_what_is_saved_is_loaded_and_what_is_not_there_is_none(tmp_path: Path):
    work = UnfinishedWork(tmp_path, "a" * 64)
    assert work.load(3) is None
    work.save(3, TABLE)
    loaded = work.load(3)
    assert loaded is not None
    pd.testing.assert_frame_equal(loaded["runs"], TABLE["runs"], check_exact=True)
    assert work.load(2) is None
    assert UnfinishedWork(tmp_path, "b" * 64).load(3) is None
    work.discard()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "harm",
    [
        lambda content: b"",
        lambda content: content[:20],
        lambda content: content[:-1],
        lambda content: content + b"\0",
        lambda content: content[:500] + bytes([content[500] ^ 1]) + content[501:],
        lambda content: bytes([content[0] ^ 1]) + content[1:],
    ],
    ids=["empty", "short", "one byte short", "one byte long", "a bit flipped", "its checksum flipped"],
)
def test_a_damaged_world_counts_as_not_done(harm: Callable[[bytes], bytes], tmp_path: Path):
    work = UnfinishedWork(tmp_path, "a" * 64)
    work.save(0, TABLE)
    (path,) = tmp_path.rglob("world-*")
    path.write_bytes(harm(path.read_bytes()))
    assert work.load(0) is None


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "file"
    write_whole(path, b"before")

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(store.os, "fsync", fail)
    with pytest.raises(OSError, match="full"):
        write_whole(path, b"after")
    assert (path.read_bytes(), visible(tmp_path)) == (b"before", ["file"])


def test_a_stopped_batch_goes_on_and_runs_nothing_twice(
    whole: Path, tmp_path: Path, counted: list[int], monkeypatch: pytest.MonkeyPatch
):
    stopped_after(1, tmp_path, monkeypatch)
    told: list[tuple[int, int]] = []
    run.run_experiment(one(), tmp_path, 1, lambda done, total: told.append((done, total)))
    assert counted == [0, 1, 1], "world 0 is kept; world 1 was run, but stopped before it was kept"
    assert_same(tables_in(whole), tables_in(tmp_path))
    total = design(one()).runs
    assert told[0] == (total // 2, total)
    assert told[-1] == (total, total)
    assert not (tmp_path / earlier.UNFINISHED).exists()


def test_a_damaged_world_is_run_again(whole: Path, tmp_path: Path, counted: list[int], monkeypatch: pytest.MonkeyPatch):
    (path,) = stopped_after(1, tmp_path, monkeypatch)
    path.write_bytes(path.read_bytes()[:-100])
    run.run_experiment(one(), tmp_path, 1, silent)
    assert counted == [0, 1, 0, 1]
    assert_same(tables_in(whole), tables_in(tmp_path))


@pytest.mark.parametrize("other", ["seed", "code", "package"])
def test_what_was_made_otherwise_is_never_mixed_in(
    other: str, tmp_path: Path, counted: list[int], monkeypatch: pytest.MonkeyPatch
):
    stopped_after(1, tmp_path, monkeypatch)
    experiment = one()
    if other == "seed":
        experiment = experiment.model_copy(update={"seed": 2})
    elif other == "code":
        monkeypatch.setattr(run, "code_hash", lambda: "0" * 64)
    else:
        monkeypatch.setattr(run, "packages", lambda: {"numpy": "1.0"})
    run.run_experiment(experiment, tmp_path, 1, silent)
    assert counted == [0, 1, 0, 1]


class FullDisk:
    """Opens files in a folder for writing, and is full half-way through the write of a given number, or name."""

    def __init__(self, folder: Path, fails_at: int | str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.left, self.name = (fails_at, "") if isinstance(fails_at, int) else (-1, fails_at)
        self._open = io.open
        for module in ("builtins", "io"):
            monkeypatch.setattr(f"{module}.open", self.open)

    def open(self, file: Any, mode: str = "r", *others: Any, **options: Any) -> Any:
        opened = self._open(file, mode, *others, **options)
        inside = isinstance(file, str | Path) and self.folder in Path(os.path.abspath(file)).parents
        if not inside or "r" in mode:
            return opened
        self.left -= 1
        full = Path(file).name == self.name if self.name else self.left == -1
        return _HalfWritten(opened) if full else opened


class _HalfWritten:
    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, content: Any) -> int:
        self._file.write(content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    def __enter__(self) -> _HalfWritten:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


WRITES = 2 + len(TABLES) + 2
"""Two worlds, the tables, the summary as CSV, and the manifest."""


@pytest.fixture
def quick_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pictures: only whether the tables are there to make them from."""
    monkeypatch.setattr("relsim.evidence.report.write_report", lambda folder: read_results(folder).folder)


@pytest.mark.parametrize("fails_at", range(WRITES + 1))
def test_a_full_disk_is_told_and_the_same_command_goes_on(
    fails_at: int, whole: Path, tmp_path: Path, quick_report: None, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], counted: list[int],
):  # fmt: skip
    out = tmp_path / "out"
    command = ["run", ONE, "--workers", "1", "--out", str(out)]
    with monkeypatch.context() as patch:
        disk = FullDisk(out, fails_at, patch)
        code = main(command)
    said = capsys.readouterr().err
    if fails_at == WRITES:
        assert (code, disk.left) == (0, 0), "that is how often is written: this test leaves no write out"
        return
    assert code == 1
    last = said.strip().splitlines()[-1]
    assert last.startswith("relsim: stopped: No space left on device")
    assert f"kept in {out}; give the same command again" in last
    assert "Traceback" not in said
    kept = min(fails_at, 2)
    assert [name.rpartition("/")[2] for name in visible(out)] == [f"world-{n:06d}" for n in range(kept)]
    assert main(command) == 0
    first_go = [0] if fails_at == 0 else [0, 1]
    assert counted == first_go + list(range(kept, 2)), "what was kept is not run again"
    assert_same(tables_in(whole), tables_in(out))
    assert "are done already" in capsys.readouterr().err or not kept


@pytest.mark.parametrize("fails_at", [0, 5])
def test_a_full_disk_leaves_finished_results_as_they_were(
    fails_at: int, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Results of another state of the experiment are only moved once the new ones are written."""
    out = run.run_experiment(one(), tmp_path / "out", 1, silent)
    before = {name: (out / name).read_bytes() for name in visible(out)}
    with monkeypatch.context() as patch:
        FullDisk(out, 2 + fails_at, patch)
        with pytest.raises(OSError, match="No space"):
            run.run_experiment(one().model_copy(update={"seed": 7}), out, 1, silent)
    assert {name: content for name in before if (content := (out / name).read_bytes())} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_report_that_could_not_be_written_is_all_that_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], counted: list[int]
):
    monkeypatch.setattr("relsim.evidence.report.every_picture", lambda results: [])
    out = tmp_path / "out"
    command = ["run", ONE, "--workers", "1", "--out", str(out)]
    with monkeypatch.context() as patch:
        FullDisk(out, "report.html.part", patch)
        assert main(command) == 1
    assert "give the same command again" in capsys.readouterr().err
    assert not list(out.glob("report.html*"))
    assert main(command) == 0
    assert counted == [0, 1], "the tables were there"
    assert (out / "report.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert capsys.readouterr().err == "Writing the report.\n"
