"""The command ``answer``: sizes, limits, readers and traces of finished results, and what it refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from evidence_example import write_example

from relsim.interfaces.cli.main import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_example(tmp_path_factory.mktemp("results") / "of a run", replicates=2, options=1)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]):
    def answered(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main(["answer", *map(str, arguments)])
        except SystemExit as ended:
            code = int(str(ended.code))
        told = capsys.readouterr()
        return code, told.out, told.err

    return answered


def test_without_options_it_is_a_box(folder: Path, said):
    code, out, err = said(folder)
    assert (code, err) == (0, "")
    assert out == said(folder, "--size", "box", "--words", "120")[1]
    assert 40 < len(out.split()) <= 120
    assert max(map(len, out.splitlines())) <= 100
    assert " ".join(out.split()).startswith("In the model, “ICB in July 2022” loses 11% of the time")


def test_a_line_is_at_most_40_words(folder: Path, said):
    code, out, _ = said(folder, "--size", "line")
    assert code == 0
    assert 10 < len(out.split()) <= 40


@pytest.mark.parametrize("words", [22, 50, 300])
def test_a_box_keeps_to_the_words_of_a_form(folder: Path, said, words: int):
    code, out, _ = said(folder, "--words", words)
    assert code == 0
    assert 10 < len(out.split()) <= words


def test_a_brief_has_its_parts(folder: Path, said):
    code, out, _ = said(folder, "--size", "brief")
    assert code == 0
    for part in ("Summary", "Evidence", "What can be said against this", "How to check this", "relsim run "):
        assert part in out
    assert "1. " in out
    assert max(map(len, out.splitlines())) <= 100


def test_the_reader_named_is_told_of(folder: Path, said):
    own = "For the voluntary sector the loss is 10% of their own relationships."
    assert own in " ".join(said(folder, "--for", "vcse")[1].split())
    assert own not in " ".join(said(folder)[1].split())


@pytest.mark.parametrize("size", ["line", "box"])
def test_a_trace_names_the_findings_of_each_sentence(folder: Path, said, size: str):
    code, out, _ = said(folder, "--size", size, "--trace")
    assert code == 0
    findings = [line.strip() for line in out.splitlines() if line.startswith("    ")]
    assert findings[0] == "ICB in July 2022/CCGs stay/share_lost/120/all"
    summary = pd.read_parquet(folder / "summary.parquet")
    keys = {"/".join(row) for row in summary[["plan", "versus", "measure", "window", "sector"]].to_numpy()}
    assert set(findings) <= keys
    sentences = " ".join(" ".join(line for line in out.splitlines() if not line.startswith("    ")).split())
    assert sentences == " ".join(said(folder, "--size", size)[1].split())


def unfinished(folder: Path, to: Path) -> Path:
    shutil.copytree(folder, to)
    (to / "summary.parquet").unlink()
    return to


def older(folder: Path, to: Path) -> Path:
    """As an earlier version of relsim wrote its summary."""
    shutil.copytree(folder, to)
    summary = pd.read_parquet(to / "summary.parquet")
    summary.drop(columns=["told", "why_untold"]).assign(favours_plan=0.9).to_parquet(to / "summary.parquet")
    return to


def test_no_folder_is_told(tmp_path: Path, said):
    code, out, err = said(tmp_path / "nowhere")
    assert (code, out) == (2, "")
    assert "There is no folder" in err
    assert "Name the folder of a finished run" in err


def test_an_unfinished_folder_says_what_it_lacks(folder: Path, tmp_path: Path, said):
    code, out, err = said(unfinished(folder, tmp_path / "half"))
    assert (code, out) == (2, "")
    assert "summary.parquet" in err


def test_an_older_results_folder_is_to_be_run_again(folder: Path, tmp_path: Path, said):
    code, out, err = said(older(folder, tmp_path / "old"))
    assert (code, out) == (2, "")
    assert "was made by another version of relsim: its summary has no told, why_untold; run it again" in err


def test_a_series_is_told_apart_from_a_run(tmp_path: Path, said):
    (tmp_path / "series.json").write_text("{}")
    code, _, err = said(tmp_path)
    assert code == 2
    assert "holds a series, whose answer is in its report.html" in err


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (("--size", "line", "--words", "30"), "A line has a length of its own"),
        (("--size", "brief", "--words", "30"), "A brief has a length of its own"),
        (("--size", "brief", "--trace"), "A brief is not traced sentence by sentence"),
        (("--words", "20"), "The answer itself takes "),
        (("--words", "20", "--trace"), "The answer itself takes "),
        (("--words", "19"), "must be a whole number from 20 to 3000"),
        (("--words", "many"), "must be a whole number from 20 to 3000"),
        (("--size", "lin"), 'there is no size "lin"; did you mean "line"?'),
        (("--for", "vsce"), 'there is no reader "vsce"; did you mean "vcse"?'),
    ],
)
def test_options_that_do_not_go_together_are_refused_with_what_would(
    folder: Path, said, options: tuple[str, ...], what: str
):
    named = (folder, *options)
    if what.startswith("The answer itself"):
        longer = " long" * 12
        named = (write_example(folder.parent / "long", 2, 2, options=1, name_suffix=longer), *options)
    code, out, err = said(*named)
    assert (code, out) == (2, "")
    assert what in " ".join(err.split())
