"""A series from the command line: experiments are kept, it goes on after a stop, and the overview is right."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from series_example import write_series

from relsim.domain.months import month_number, month_text
from relsim.evidence.results import read_results
from relsim.interfaces.cli.main import main
from relsim.studies.history.expand import batches_of
from relsim.studies.history.outcomes import HistoryFindings, outcomes
from relsim.studies.history.read import read_series

FOLDERS = ("as-lived", "2018-04-north-and-middle-merge/left-alone", "2018-04-north-and-middle-merge/as-it-went-on",
           "2022-07-replace-2022-07/left-alone")  # fmt: skip
MERGER, BOARD = month_number("2018-04"), month_number("2022-07")
pytestmark = pytest.mark.slow


def run(folder: Path, *options: str) -> int:
    """Run the series in this process."""
    return main(["run", str(write_series(folder)), "--workers", "1", "--out", str(folder / "out"), *options])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A series that was stopped before its third experiment, and gone on with."""
    there = tmp_path_factory.mktemp("series")
    with pytest.MonkeyPatch.context() as patched:
        _stop_before(patched, 3)
        assert run(there) == 130
    assert [(there / "out" / each / "manifest.json").exists() for each in FOLDERS] == [True, True, False, False]
    assert not (there / "out" / "report.html").exists()
    made = _manifests(there / "out")
    assert run(there) == 0
    assert {name: when for name, when in _manifests(there / "out").items() if name in made} == made
    return there


def _manifests(out: Path) -> dict[str, int]:
    """When each experiment was finished."""
    there = {each: out / each / "manifest.json" for each in FOLDERS}
    return {each: path.stat().st_mtime_ns for each, path in there.items() if path.exists()}


def _stop_before(patched: pytest.MonkeyPatch, number: int) -> None:
    """Let Ctrl-C come as an experiment begins."""
    from relsim.batch import run as running

    original, calls = running.run_experiment, [0]

    def stopping(*arguments: Any, **options: Any) -> Path:
        calls[0] += 1
        if calls[0] == number:
            raise KeyboardInterrupt
        return original(*arguments, **options)

    patched.setattr(running, "run_experiment", stopping)


@pytest.fixture(scope="module")
def found(folder: Path) -> HistoryFindings:
    series = read_series(folder / "history.toml")
    return outcomes(series, batches_of(series), folder / "out")


def test_every_experiment_is_kept_and_an_event_left_alone_has_a_report(folder: Path):
    out = folder / "out"
    assert {path.name for path in out.iterdir()} == {
        "as-lived", "2018-04-north-and-middle-merge", "2022-07-replace-2022-07", "figures", "report.html",
        "summary.csv", "series.json",
    }  # fmt: skip
    assert [(out / each / "report.html").exists() for each in FOLDERS] == [False, True, False, True]
    assert {path.name for path in (out / "figures").iterdir()} == {
        "timeline.svg", "timeline.png", "events.svg", "events.png"
    }  # fmt: skip
    assert json.loads((out / "series.json").read_text(encoding="utf-8"))["series"]["upto"] == "2024-12"


def test_the_months_of_an_event_are_those_of_its_experiment(folder: Path, found: HistoryFindings):
    for one, way in ((found.events[0], FOLDERS[1]), (found.events[1], FOLDERS[3])):
        results = read_results(folder / "out" / way)
        plan = results.options[0]
        own, never = results.by_month(plan.name), results.by_month("Without it")
        month = one.event.month
        under = (own < 0.9 * never).loc[month : month + 119].sum()
        assert one.months_alone.median == pytest.approx(under.median())
    assert found.events[1].went_on is False
    assert found.events[1].months_on == found.events[1].months_alone
    assert found.events[1].bedded_in is None


def test_as_it_went_on_is_measured_from_the_event_too(folder: Path, found: HistoryFindings):
    results = read_results(folder / "out" / FOLDERS[2])
    own, never = results.by_month("April 2018"), results.by_month("Without it")
    under = (own < 0.9 * never).loc[MERGER : MERGER + 119].sum()
    assert found.events[0].months_on.median == pytest.approx(under.median())
    assert found.events[0].went_on
    begun = month_number("2017-09")
    lost = (never - own).loc[begun : begun + 119].sum() * results.manifest["need_units"]["all"] / 12
    assert found.events[0].years_on.median == pytest.approx(lost.median())


def test_bedded_in_by_the_next_is_twelve_months_running_before_it(folder: Path, found: HistoryFindings):
    results = read_results(folder / "out" / FOLDERS[1])
    own, never = results.by_month("April 2018"), results.by_month("Without it")
    good = (own >= 0.9 * never).loc[MERGER : BOARD - 1]
    running = good.rolling(12).sum().eq(12).any()
    assert found.events[0].until_next == BOARD - MERGER
    assert found.events[0].bedded_in == pytest.approx(running.mean())


def test_the_period_is_all_its_months_beside_no_reorganisation(folder: Path, found: HistoryFindings):
    results = read_results(folder / "out" / FOLDERS[0])
    own, never = (results.by_month(plan).loc[: month_number("2024-12")] for plan in ("As lived", "No reorganisation"))
    period = found.period
    assert period.months == len(own) == 12 * 12 + 9
    under = (own < 0.9 * never).sum()
    assert period.not_bedded_in.median == pytest.approx(under.median())
    assert period.years_lost.median == pytest.approx(
        ((never - own).sum() * results.manifest["need_units"]["all"] / 12).median()
    )
    assert np.isclose(period.ratio.loc[: MERGER - 13].dropna(), 1).all()
    assert set(period.by_sector) >= {"general_practice", "acute"}


def test_the_table_and_the_page_say_the_same(folder: Path, found: HistoryFindings):
    table = pd.read_csv(folder / "out" / "summary.csv")
    assert table["event"].tolist() == [
        "North and Middle merge", "replace 2022-07", "all, as lived, beside no reorganisation"
    ]  # fmt: skip
    assert table["months_not_bedded_in_median"][0] == pytest.approx(found.events[0].months_alone.median)
    assert table["months_not_bedded_in_as_it_went_on_median"][2] == pytest.approx(found.period.not_bedded_in.median)
    assert table["vesting"][:2].tolist() == [month_text(MERGER), month_text(BOARD)]
    page = (folder / "out" / "report.html").read_text(encoding="utf-8")
    assert f"Of the {found.period.months} months from April 2012 to December 2024" in page
    assert "shows exactly nothing" in page
    assert "replace 2027-04" in page
    assert "confidence interval" in page
    assert not re.search(r'(?:src|href)="https?://', page)
    assert page.count("<img ") == len(re.findall(r'<img [^>]*alt="[^"]{60,}"', page)) == 2
    for _, link in re.findall(r'<a (href)="([^"#]+)"', page):
        assert (folder / "out" / link).exists()


def test_run_again_nothing_is_computed(folder: Path, capsys: pytest.CaptureFixture[str]):
    made = _manifests(folder / "out")
    assert run(folder) == 0
    said = capsys.readouterr()
    assert said.err.count("is done already") == 4
    assert "Experiment 4 of 4 is done already" in said.err
    assert "Had it bedded in when the next came?" in said.out
    assert _manifests(folder / "out") == made


def test_other_numbers_are_kept_beside(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    import shutil

    shutil.copytree(folder / "out" / "as-lived", tmp_path / "out" / "as-lived")
    with pytest.MonkeyPatch.context() as patched:
        _stop_before(patched, 2)
        assert run(tmp_path, "--worlds", "1") == 130
    assert "holds results with 2 worlds instead of 1" in capsys.readouterr().err
    assert (tmp_path / "out" / "as-lived.previous" / "manifest.json").exists()


def test_progress_for_machines(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert run(folder, "--json") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[-1] == {"event": "finished", "report": str(folder / "out" / "report.html")}


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="signals to groups of processes are Unix's")
def test_stopped_by_ctrl_c_it_says_so_and_goes_on(tmp_path: Path):
    command = [sys.executable, "-m", "relsim", "run", str(write_series(tmp_path)), "--workers", "2", "--out", "out"]
    started = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    try:
        end = time.monotonic() + 180
        while not (tmp_path / "out" / "as-lived" / "manifest.json").exists():
            assert time.monotonic() < end, "it takes too long"
            assert started.poll() is None
            time.sleep(0.01)
        os.killpg(started.pid, signal.SIGINT)
        out, err = started.communicate(timeout=60)
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
            started.communicate()
    assert (started.returncode, out) == (130, "")
    assert err.splitlines()[-1].startswith("relsim: stopped. The runs that were finished are kept in out")
    assert "Traceback" not in err
