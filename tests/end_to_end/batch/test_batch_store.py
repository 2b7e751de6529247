"""Keeping results: whole or absent, whatever happens in between."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from batch_example import Remembers, assert_same, one, tables_in

from relsim.batch import run
from relsim.batch.runs import keys
from relsim.batch.runs.chunk import Chunk, run_chunk
from relsim.batch.runs.chunk_file import entries
from relsim.batch.runs.design import Design, design
from relsim.batch.runs.failures import DamagedFileError
from relsim.batch.store import files
from relsim.batch.store.earlier import RUNS, UNFINISHED
from relsim.batch.store.files import write_whole
from relsim.batch.store.store import Store
from relsim.evidence.results import read_results
from relsim.interfaces.cli.main import main
from relsim.measures.columns import COLUMNS
from relsim.measures.tables import SELDOM, TABLES

ONE = str(Path(__file__).parents[2] / "experiments" / "smallshire-one.toml")


def visible(folder: Path) -> list[str]:
    """Everything in a folder that is a file, as paths in it; but for what names the experiment."""
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return [name for name in found if "experiment-" not in name]


def chunks_in(out: Path) -> list[Path]:
    """The files of the chunks that a results folder keeps."""
    return sorted((out / RUNS).glob("*/world-*.runs"))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The worlds of the chunks that are run, in order."""
    worlds: list[int] = []

    def count(plan: Design, chunk: Chunk, told: Any) -> Any:
        worlds.append(chunk.world)
        return run_chunk(plan, chunk, told)

    monkeypatch.setattr(run, "run_chunk", count)
    return worlds


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of the least experiment, from one go."""
    return run.run_experiment(one(), tmp_path_factory.mktemp("whole") / "one")


def stopped_after(chunks: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Stop the least experiment after so many chunks; the files of what is finished."""
    save = Store.save
    done: list[int] = []

    def stop(self: Store, *arguments: Any) -> None:
        if len(done) == chunks:
            raise KeyboardInterrupt
        save(self, *arguments)
        done.append(1)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "save", stop)
        with pytest.raises(KeyboardInterrupt):
            run.run_experiment(one(), folder)
    assert not (folder / UNFINISHED).exists()
    return chunks_in(folder)


def test_the_file_of_a_chunk_is_the_same_whoever_writes_it_and_holds_what_was_kept(tmp_path: Path):
    plan = design(one())
    chunk = Chunk(1, (("July 2022", (1, 2)), ("Never", (2,))), durations=True, single=False)
    done = run_chunk(plan, chunk)
    assert run_chunk(plan, chunk).content == done.content
    assert not done.failures
    path = tmp_path / "chunk.runs"
    write_whole(path, done.content)
    held = {entry.seeds: entry for entry in entries(path)}
    assert set(held) == {(1, 2), (2,)}
    question = held[1, 2].read(plan.planned[0].dates)
    assert question.seeds.tolist() == [1, 2]
    assert question.coverage is not None
    assert question.coverage[0].shape[:2] == (2, 120)
    assert {measure for measure, _, _ in question.values.keys} >= {"coverage", "influence", "spend"}
    assert not question.single


@pytest.mark.parametrize(
    "harm",
    [
        lambda content: b"",
        lambda content: content[:20],
        lambda content: content[:-1],
        lambda content: content + b"\0",
        lambda content: content[:500] + bytes([content[500] ^ 1]) + content[501:],
        lambda content: bytes([content[0] ^ 1]) + content[1:],
        lambda content: content[:20] + bytes([content[20] ^ 1]) + content[21:],
    ],
    ids=["empty", "short", "one byte short", "one byte long", "a bit flipped", "its title", "its checksum"],
)
def test_a_damaged_file_is_known(harm: Callable[[bytes], bytes], whole: Path, tmp_path: Path):
    path = tmp_path / "damaged.runs"
    path.write_bytes(harm(chunks_in(whole)[0].read_bytes()))
    with pytest.raises(DamagedFileError, match="damaged"):
        list(entries(path))


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "file"
    write_whole(path, b"before")

    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(OSError, match="full"):
        write_whole(path, b"after")
    assert (path.read_bytes(), visible(tmp_path)) == (b"before", ["file"])


def test_a_stopped_batch_goes_on_and_runs_nothing_twice(
    whole: Path, tmp_path: Path, counted: list[int], monkeypatch: pytest.MonkeyPatch
):
    assert len(stopped_after(1, tmp_path, monkeypatch)) == 1
    watcher = Remembers()
    run.run_experiment(one(), tmp_path, 1, watcher)
    assert counted == [0, 1, 1], "world 0 is kept; world 1 was run, but stopped before it was kept"
    assert_same(tables_in(whole), tables_in(tmp_path))
    total = design(one()).runs
    assert watcher.told[0] == (total // 2, total, 0)
    assert watcher.told[-1] == (total, total, 0)
    assert watcher.said == []
    assert not (tmp_path / UNFINISHED).exists()


def test_a_damaged_chunk_is_told_and_run_again(
    whole: Path, tmp_path: Path, counted: list[int], monkeypatch: pytest.MonkeyPatch
):
    (path,) = stopped_after(1, tmp_path, monkeypatch)
    path.write_bytes(path.read_bytes()[:-100])
    watcher = Remembers()
    run.run_experiment(one(), tmp_path, 1, watcher)
    assert watcher.said == [f"{path} is damaged; what it held is run again."]
    assert counted == [0, 1, 0, 1]
    assert_same(tables_in(whole), tables_in(tmp_path))


def test_a_chunk_that_is_damaged_while_the_batch_runs_is_no_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    save = Store.save

    def harm(self: Store, plan: Design, done: Any) -> None:
        save(self, plan, done)
        (path,) = [path for path in chunks_in(tmp_path) if f"world-{done.world:06d}" in path.name]
        path.write_bytes(path.read_bytes()[:-100])

    monkeypatch.setattr(Store, "save", harm)
    with pytest.raises(DamagedFileError, match="has been damaged"):
        run.run_experiment(one(), tmp_path)
    assert not (tmp_path / "manifest.json").exists()


@pytest.mark.parametrize("other", ["seed", "rules", "code", "package"])
def test_what_was_made_otherwise_is_never_mixed_in(
    other: str, tmp_path: Path, counted: list[int], monkeypatch: pytest.MonkeyPatch
):
    stopped_after(1, tmp_path, monkeypatch)
    experiment = one()
    if other == "seed":
        experiment = experiment.model_copy(update={"seed": 3})
    elif other == "rules":
        experiment = experiment.model_copy(update={"rules_off": ("money",)})
    elif other == "code":
        monkeypatch.setattr(keys, "code_hash", lambda: "0" * 64)
    else:
        monkeypatch.setattr(keys, "_versions", lambda _: {"numpy": "1.0"})
    run.run_experiment(experiment, tmp_path)
    assert counted == [0, 1, 0, 1]
    assert len({path.parent for path in chunks_in(tmp_path)}) == 1, "runs of other code are not kept for ever"


def test_two_processes_on_one_folder_do_no_harm(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The second begins and ends while the first is at work."""
    once = [True]

    def beside(plan: Design, chunk: Chunk, told: Any) -> Any:
        if once:
            once.pop()
            monkeypatch.setattr("relsim.batch.store.results.own_name", lambda: "other-1")
            run.run_experiment(one(), tmp_path)
        return run_chunk(plan, chunk, told)

    monkeypatch.setattr(run, "run_chunk", beside)
    run.run_experiment(one(), tmp_path)
    assert_same(tables_in(whole), tables_in(tmp_path))
    assert len(chunks_in(tmp_path)) == 2, "both have written the same files"
    assert not (tmp_path / UNFINISHED).exists()


def test_what_killed_processes_left_is_removed_and_what_others_write_is_not(tmp_path: Path):
    gone, there = tmp_path / UNFINISHED / "tables-gone", tmp_path / UNFINISHED / "tables-there"
    host = files.own_name().rpartition("-")[0]
    gone = gone.with_name(f"tables-{host}-{2**22 + 1}")  # more than any process has
    there = there.with_name(f"tables-{host}-{os.getppid()}")
    for folder in (gone, there):
        folder.mkdir(parents=True)
    run.run_experiment(one(), tmp_path)
    assert [path.name for path in (tmp_path / UNFINISHED).iterdir()] == [there.name]


def test_runs_are_kept_unless_they_are_not_wanted(tmp_path: Path, counted: list[int]):
    run.run_experiment(one(), tmp_path)
    first = tables_in(tmp_path)
    run.run_experiment(one(), tmp_path, discard_runs=True)
    assert counted == [0, 1]
    assert_same(first, tables_in(tmp_path))
    assert not (tmp_path / RUNS).exists()


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
        whole = content if isinstance(content, str) else memoryview(content)
        self._file.write(whole[: len(whole) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    def __enter__(self) -> _HalfWritten:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


CHUNKS = 2
WRITES = 1 + CHUNKS + len(COLUMNS) + 1 + 4
"""The experiment, two chunks, the tables that are written world by world, what is summed up, and in the end the summary
twice, the codebook and the manifest."""


@pytest.fixture
def quick_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pictures: only whether the tables are there to make them from."""
    report = "relsim.evidence.documents.publish.write_report"
    monkeypatch.setattr(report, lambda folder: tables_in(folder) and folder)
    monkeypatch.setattr("relsim.evidence.documents.publish.findings", lambda folder: "Found.")


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
    assert code == 1, said
    last = said.strip().splitlines()[-1]
    assert last.startswith("relsim: stopped: No space left on device")
    assert f"kept in {out}; give the same command again" in last
    assert "Traceback" not in said
    kept = chunks_in(out)
    assert visible(out) == [path.relative_to(out).as_posix() for path in kept], "half a file is left"
    assert main(command) == 0
    assert len(counted) <= CHUNKS + 1, "what was kept is not run again"
    assert counted[len(counted) - (CHUNKS - len(kept)) :] == list(range(len(kept), CHUNKS))
    assert_same(tables_in(whole), tables_in(out))
    assert "are done already" in capsys.readouterr().err or not kept


@pytest.mark.parametrize("fails_at", [0, 7])
def test_a_full_disk_leaves_finished_results_as_they_were(
    fails_at: int, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Results of another state of the experiment are only moved once the new ones are written."""
    out = run.run_experiment(one(), tmp_path / "out")
    before = {name: (out / name).read_bytes() for name in visible(out)}
    with monkeypatch.context() as patch:
        FullDisk(out, 3 + fails_at, patch)
        with pytest.raises(OSError, match="No space"):
            run.run_experiment(one().model_copy(update={"seed": 7}), out)
    assert {name: content for name in before if (content := (out / name).read_bytes())} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_report_that_could_not_be_written_is_all_that_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], counted: list[int]
):
    monkeypatch.setattr("relsim.evidence.documents.publish.every_picture", lambda results: [])
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


def test_a_results_folder_has_all_its_tables(whole: Path):
    assert {f"{name}.parquet" for name in (*TABLES, *SELDOM)} == {path.name for path in whole.glob("*.parquet")}
    assert read_results(whole).manifest["failures"] == 0
    assert replace(read_results(whole)).folder == whole
