"""A whole run by the command line: everything is written, the findings are printed, nothing is lost."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from batch_example import ONE, assert_same, dates, tables_in

from relsim.batch.run import run_experiment
from relsim.interfaces.cli.main import main
from relsim.measures.tables import SELDOM, TABLES

DATES = ONE.with_name("smallshire-dates.toml")
pytestmark = pytest.mark.slow


def test_a_run_writes_all_tables_and_a_report_and_prints_the_findings(tmp_path: Path):
    command = [sys.executable, "-m", "relsim", "run", str(DATES), "--workers", "2", "--out", "results/dates"]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert ended.returncode == 0, ended.stderr
    out = tmp_path / "results" / "dates"
    names = {
        *(f"{name}.parquet" for name in TABLES),
        "summary.csv",
        "codebook.csv",
        "manifest.json",
        "report.html",
        "figures",
        ".runs",
        *(f"{name}.parquet" for name in SELDOM),
    }
    assert {path.name for path in out.iterdir()} == names
    summary = pd.read_csv(out / "summary.csv")
    assert list(summary)[-3:] == ["place", "title", "relsim"]
    assert set(summary["place"]) == {"Smallshire"}
    assert pq.read_schema(out / "outcomes.parquet").metadata[b"place"] == b"Smallshire"
    codebook = pd.read_csv(out / "codebook.csv")
    assert set(summary).difference(["place", "title", "relsim"]) <= set(codebook["name"])
    assert "share_lost" in set(codebook["name"])
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "When should Smallshire" in page
    assert page.rstrip().endswith("</html>")
    assert "Which date would lose least can’t be told" in " ".join(ended.stdout.split())
    assert f"relsim answer {Path('results/dates')}" in ended.stdout
    assert ended.stdout.rstrip().endswith(f"The report is in {Path('results/dates/report.html')}")
    lines = [line for line in ended.stderr.splitlines() if not line.startswith("Compiling")]
    total = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    runs = len(tables_in(out)["runs"])
    assert lines[0] == f"{runs} runs in 3 worlds, on 2 processes."
    assert lines[-2:] == ["Working out the tables.", "Writing the report."]
    assert all(re.fullmatch(rf"\d+%: \d+ of {runs} runs( \(.* left\))?", line) for line in lines[1:-2])
    assert total["experiment"]["name"] == "smallshire-dates"
    alone = run_experiment(dates(), tmp_path / "alone")
    assert_same(tables_in(out), tables_in(alone))


def test_every_line_for_machines_is_json_and_tells_how_far_it_is(tmp_path: Path):
    command = [sys.executable, "-m", "relsim", "run", str(ONE), "--workers", "2", "--json", "--out", "one"]
    ended = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    events = [json.loads(line) for line in ended.stdout.splitlines()]
    runs = [event for event in events if event["event"] == "runs"]
    assert all(list(event) == ["event", "done", "total", "rate", "seconds_left", "failures"] for event in runs)
    total = len(tables_in(tmp_path / "one")["runs"])
    assert {event["total"] for event in runs} == {total}
    assert [event["done"] for event in runs] == sorted(event["done"] for event in runs)
    assert (runs[0]["done"], runs[-1]["done"]) == (0, total)
    assert (runs[0]["rate"], runs[0]["seconds_left"]) == (0.0, None)
    assert {event["failures"] for event in runs} == {0}
    # Where all runs come in at once, how fast they were can't be told.
    assert runs[-1]["rate"] > 0 or len({event["done"] for event in runs}) == 2
    assert runs[-1]["seconds_left"] == 0.0
    said, finished = events[-2:]
    assert said == {"event": "message", "text": "Writing the report."}
    assert finished == {"event": "finished", "report": str(Path("one/report.html"))}
    assert (tmp_path / finished["report"]).exists()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, with no report to wait for."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("relsim.evidence.documents.publish.write_report", _page)
    monkeypatch.setattr("relsim.evidence.documents.publish.findings", lambda folder: "Found.")
    return tmp_path


def _page(folder: Path) -> Path:
    (folder / "report.html").write_text("a report", encoding="utf-8")
    return folder / "report.html"


def run_one(*options: str) -> int:
    """Run the least experiment in this process."""
    return main(["run", str(ONE), "--workers", "1", *options])


def test_results_of_another_size_are_kept_beside(here: Path, capsys: pytest.CaptureFixture[str]):
    assert run_one() == 0
    out = here / "results" / "smallshire-one"
    (out / "our answer.txt").write_text("written by hand")
    first = tables_in(out)
    assert run_one("--worlds", "1") == 0
    said = capsys.readouterr().err
    assert (
        f"{Path('results/smallshire-one')} holds results with 2 worlds instead of 1; once these are done, those will "
        f"be in {Path('results/smallshire-one.previous')}."
    ) in said.splitlines()
    beside = here / "results" / "smallshire-one.previous"
    assert_same(tables_in(beside), first)
    assert (beside / "report.html").exists()
    assert (beside / "our answer.txt").read_text() == "written by hand"
    assert set(tables_in(out)["runs"]["world"]) == {0}
    assert run_one("--worlds", "1", "--without", "trust") == 0
    assert "holds results with every rule on; once" in capsys.readouterr().err
    folders = {path.name for path in (here / "results").iterdir()}
    assert folders == {"smallshire-one", "smallshire-one.previous", "smallshire-one.previous-2"}
    assert not (beside.with_name("smallshire-one.previous-2") / "our answer.txt").exists()


def test_results_of_the_same_experiment_are_replaced_without_a_word(here: Path, capsys: pytest.CaptureFixture[str]):
    assert run_one() == 0
    first = tables_in(here / "results" / "smallshire-one")
    capsys.readouterr()
    assert run_one() == 0
    assert "holds results" not in capsys.readouterr().err
    assert [path.name for path in (here / "results").iterdir()] == ["smallshire-one"]
    assert_same(tables_in(here / "results" / "smallshire-one"), first)


def test_results_by_other_code_or_that_cannot_be_read_are_kept(here: Path, capsys: pytest.CaptureFixture[str]):
    assert run_one() == 0
    manifest = here / "results" / "smallshire-one" / "manifest.json"
    read = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**read, "code_hash": "0" * 64}), encoding="utf-8")
    assert run_one() == 0
    assert "made by other code of relsim" in capsys.readouterr().err
    manifest.write_bytes(b"\xff{")
    assert run_one() == 0
    assert "whose manifest can't be read" in capsys.readouterr().err
    assert len(list((here / "results").iterdir())) == 3


def test_a_folder_with_the_results_of_another_experiment_is_refused(here: Path, capsys: pytest.CaptureFixture[str]):
    assert run_one("--out", "here") == 0
    before = {path.name: path.read_bytes() for path in (here / "here").iterdir() if path.is_file()}
    capsys.readouterr()
    assert main(["run", str(DATES), "--out", "here"]) == 2
    said = capsys.readouterr().err
    assert 'holds the results of another experiment, "smallshire-one"' in said
    assert "name another folder with --out" in said.lower()
    assert {path.name: path.read_bytes() for path in (here / "here").iterdir() if path.is_file()} == before


@pytest.mark.parametrize("moved", [0, 1, 3, 10])
def test_a_move_that_was_stopped_goes_on(moved: int, here: Path, monkeypatch: pytest.MonkeyPatch):
    """The manifest goes last, so a half-moved folder is still one that is to be kept, and in the same place."""
    assert run_one() == 0
    out, beside = here / "results" / "smallshire-one", here / "results" / "smallshire-one.previous"
    entries = sorted(set(os.listdir(out)) - {".runs"})
    rename, left = Path.rename, [None] * moved

    def stop(self: Path, target: Path) -> Path:
        if not left:
            raise OSError(errno.EIO, "the disk is gone")
        left.pop()
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", stop)
        assert run_one("--worlds", "1") == (1 if moved < len(entries) else 0)
    assert run_one("--worlds", "1") == 0
    assert sorted(os.listdir(beside)) == entries
    assert set(tables_in(beside)["runs"]["world"]) == {0, 1}
    assert set(tables_in(out)["runs"]["world"]) == {0}
    assert sorted(os.listdir(here / "results")) == ["smallshire-one", "smallshire-one.previous"]
