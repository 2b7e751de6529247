"""What the report says of a precision that was asked for, and of runs that failed."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from evidence_example import COMPARATOR, write_example

from relsim.evidence.documents.publish import findings, write_report
from relsim.evidence.results import Results, read_results
from relsim.evidence.sentences.how_sure import failed_runs, how_sure
from relsim.evidence.tables.precision import precision_table
from relsim.measures.columns import COLUMNS

NAN = float("nan")
ROWS = [
    ("coverage", "60", "all", "share", 0.01, 900, 812, -0.1234, 0.0071, "reached"),
    ("relationship_years_lost", "120", "vcse", "relationship-years", 0.5, 900, 812, 12.3, 0.61, "not reached"),
    ("closed", "60", "vcse", "share", 0.01, 0, 4, NAN, NAN, "too rare"),
]
FAILURE = ("July 2022", "plan", 1, 1, 2, "0123abcd", "ZeroDivisionError: nobody is left (state.py, line 7)",
           "relsim rerun 0123abcd --in results/when")  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_example(tmp_path, worlds=2, replicates=2, options=1)


def with_precision(folder: Path, rows: list[tuple[object, ...]] = ROWS) -> Results:
    option = read_results(folder).options[0].name
    made = [
        (option, COMPARATOR, measure, window, sector, unit, 0.983, wanted, 2, 100, planned, 812, non_zero,
         mean, half, mean - half, mean + half, verdict)
        for measure, window, sector, unit, wanted, planned, non_zero, mean, half, verdict in rows
    ]  # fmt: skip
    pd.DataFrame(made, columns=list(COLUMNS["precision"])).to_parquet(folder / "precision.parquet")
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["experiment"]["precision"] = {"confidence": 0.95, "most_replicates": 500, "half_widths": {}}
    path.write_text(json.dumps(manifest), encoding="utf-8")
    return read_results(folder)


def with_failures(folder: Path, failures: int) -> Results:
    rows = [(*FAILURE[:2], number, *FAILURE[3:]) for number in range(failures)]
    pd.DataFrame(rows, columns=list(COLUMNS["failures"])).to_parquet(folder / "failures.parquet")
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**manifest, "runs": 1200, "failures": failures}), encoding="utf-8")
    return read_results(folder)


def test_it_says_what_is_as_well_known_as_was_asked_for(folder: Path) -> None:
    said = how_sure(with_precision(folder))
    assert "How well 3 differences between" in said
    assert "100 pairs of runs showed how much differences vary, and so how many more it takes; 812 more were" in said
    assert (
        "Of them 1 is as well known as was asked for; 1 is known less well than that, as no world was to have more "
        "runs or the first showed too little; 1 is too rare for an interval, with fewer than 30 pairs that differ at "
        "all."
    ) in said
    assert "of the pairs of the second stage alone, made once, and all hold together with 95% confidence" in said
    assert how_sure(with_precision(folder, ROWS[:1])).count("Of them") == 1
    assert "less well" not in how_sure(with_precision(folder, ROWS[:1]))


def test_the_table_shows_each_interval(folder: Path) -> None:
    table = precision_table(with_precision(folder))
    assert table.rows == [
        ["Coverage 60 months after vesting", "−12.34", "−13.05 to −11.63", "±0.71", "±1.0", "100 + 812", "reached"],
        ["Relationship-years lost, 120 months from announcement, Voluntary sector (VCSE)", "12.3", "11.7 to 12.9",
         "±0.61", "±0.50", "100 + 812", "not reached"],
        ["Closures per organisation, 60 months from announcement, Voluntary sector (VCSE)", "–", "–", "–", "±1.0",
         "100 + 812", "too rare"],
    ]  # fmt: skip


def test_both_stand_in_the_report_and_in_the_findings(folder: Path) -> None:
    with_precision(folder)
    results = with_failures(folder, 2)
    page = write_report(folder).read_text(encoding="utf-8")
    told = " ".join(findings(folder).split())
    assert "<h3>How sure</h3>" in page
    assert "Closures per organisation, 60 months from announcement, Voluntary sector" in page
    assert "<h3>Runs that failed</h3>" in page
    for text in (how_sure(results), failed_runs(results)):
        assert text in page
        assert text in told


def test_failures_are_told_with_what_became_of_them_and_how_to_repeat_one(folder: Path) -> None:
    said = failed_runs(with_failures(folder, 3))
    assert said == (
        "3 of 1,200 runs failed and are left out, and with them what other plans’ runs made of the same draws, so that "
        "plans are still compared on the same ones. The first of them says “ZeroDivisionError: nobody is left "
        "(state.py, line 7)”; to repeat it alone: relsim rerun 0123abcd --in results/when"
    )


def test_one_failure_is_told_as_one(folder: Path) -> None:
    said = failed_runs(with_failures(folder, 1))
    assert said.startswith("1 of 1,200 runs failed and is left out, and with it what")
    assert "It says “ZeroDivisionError" in said


def test_without_either_nothing_is_said(folder: Path) -> None:
    results = with_failures(folder, 0)
    assert how_sure(results) == failed_runs(results) == ""
