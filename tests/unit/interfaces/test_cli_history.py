"""The command line for a series, but for the running itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from series_example import write_series

from relsim.interfaces.cli.main import main


def test_check_says_every_event_and_what_would_have_been(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(write_series(tmp_path))]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "history.toml is in order." in said
    assert "- April 2018, merger (2 bodies before, 1 after; announced in September 2017): North and Middle" in said
    assert "Next: July 2022." in said
    assert "- July 2022, replacement (2 bodies before, 1 after" in said
    assert "Nothing followed." in said
    assert "Runs: 4 experiments of 2 plans × 2 worlds × 2 replicates = 32" in said
    assert "Results go to: results/history" in said.replace("\\", "/")
    assert "- Invented." in said


def test_wrong_input_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = write_series(tmp_path, "wolds = 3")
    for command in ("check", "run"):
        assert main([command, str(path)]) == 2
        assert 'Did you mean "worlds"' in capsys.readouterr().err
    assert not (tmp_path / "results").exists()


def test_the_folder_of_a_single_experiment_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "out"
    out.mkdir()
    (out / "manifest.json").write_text('{"experiment": {"name": "oxford"}}')
    assert main(["run", str(write_series(tmp_path)), "--out", str(out)]) == 2
    assert 'holds the results of an experiment, "oxford", not of a series' in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["manifest.json"]


def test_dry_run_adds_up_its_experiments(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    import relsim.studies.history.estimate as module
    from relsim.batch.estimate import Estimate

    def sample(*_: object) -> Estimate:
        return Estimate(plans=2, beside=1, worlds=2, runs=12, most_runs=12, missing=6, chunks=2, tried=0, pair=0,
                        tried_runs=0, workers=2, rate=1.0, kept_bytes=1000, table_bytes=2000)  # fmt: skip

    monkeypatch.setattr(module, "estimate", sample)
    assert main(["run", str(write_series(tmp_path)), "--dry-run", "--workers", "2", "--out", str(tmp_path / "o")]) == 0
    said = capsys.readouterr().out
    assert "Experiments: 4, one after another." in said
    assert "Runs: 48, of which 24 are still to be done." in said
    assert "Time here: about 12 seconds on 2 processes" in said
    assert "Disk: about 8 kB of tables, and 4 kB of runs" in said
    assert not (tmp_path / "o").exists()
