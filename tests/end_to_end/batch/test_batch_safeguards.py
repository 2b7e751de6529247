"""Safeguards tried by themselves, and the best two together: chosen by the runs, whoever stops and goes on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from batch_example import ONE, Remembers, assert_same, tables_in

from relsim.batch import run
from relsim.batch.rerun import find_run
from relsim.batch.run import run_experiment
from relsim.batch.runs.design import design
from relsim.experiments.experiment import Experiment, read_experiment
from relsim.experiments.precision import Precision
from relsim.interfaces.cli.main import main
from relsim.measures import precision
from relsim.measures.comparison import FEW_OUTCOMES

TRIED = ONE.with_name("smallshire-tried.toml")
CLOSES = "Healthwatch closes"
SINGLE = ("longer_notice", "ring_fence", "vcse_grants", "pcn_support")
EACH = 2
"""Replicates of each trial, the fewest that there can be."""


def tried(**changes: object) -> Experiment:
    return read_experiment(TRIED).model_copy(update=changes)


@pytest.fixture(scope="module")
def told() -> Remembers:
    return Remembers()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory, told: Remembers) -> Path:
    return run_experiment(tried(), tmp_path_factory.mktemp("tried") / "out", watcher=told)


def plans_of(folder: Path) -> list[dict[str, object]]:
    read = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return [plan for plan in read["plans"] if plan["role"] == "safeguard"]


def pair_of(folder: Path) -> dict[str, object]:
    (found,) = (plan for plan in plans_of(folder) if len(plan["safeguards"]) == 2)
    return found


def chunks(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob(".runs/*/world-*.runs")}


def test_the_manifest_says_what_each_is_of(done: Path):
    singles = [plan["safeguards"] for plan in plans_of(done)[:-1]]
    assert singles == [[name] for name in SINGLE]
    assert {plan["of"] for plan in plans_of(done)} == {CLOSES}
    assert {plan["like"] for plan in plans_of(done)} == {""}
    assert json.loads((done / "manifest.json").read_text(encoding="utf-8"))["safeguards_tried"] == len(SINGLE) + 1
    names = [str(plan["name"]) for plan in plans_of(done)]
    assert names[0] == f"{CLOSES}, with longer notice"
    assert set(tables_in(done)["runs"].query("role == 'safeguard'")["plan"]) == set(names)


def test_the_pair_is_of_the_two_that_save_most_by_themselves(done: Path):
    """By the table of outcomes, which holds losses: the comparator's level less the plan's."""
    rows = tables_in(done)["outcomes"].query(
        "role == 'safeguard' and measure == 'relationship_years_lost' and window == '120' and sector == 'all'"
    )
    # What would have worked is the same for all, so who loses least in the mean over worlds would save most of the
    # share too if worlds were alike; they are not, so the shares are worked out from single runs.
    lost = rows.groupby(["plan", "world"])["value"].sum().unstack("world")
    would = would_have_worked(done)
    shares = (lost / would).mean(axis=1)
    names = {str(plan["name"]): plan["safeguards"] for plan in plans_of(done)[:-1]}
    best = sorted(names, key=lambda name: float(shares[name]))[:2]
    chosen = {str(one) for name in best for one in names[name]}
    assert set(pair_of(done)["safeguards"]) == chosen


def would_have_worked(folder: Path) -> pd.Series:
    """World → relationship-years of the comparator over 120 months from announcement, by the monthly sums."""
    monthly = tables_in(folder)["monthly"].query("role == 'comparator' and sector == 'all'").sort_values("month")
    months = monthly[monthly["month"] >= "2021-02"].groupby("world").head(120)
    need = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["need_units"]["all"]
    return months.groupby("world")["coverage"].sum() * need / 12


def test_trials_have_few_replicates_and_no_months_and_no_durations(done: Path):
    tables = tables_in(done)
    sizes = tables["runs"].query("role == 'safeguard'").groupby(["plan", "world"]).size()
    assert set(sizes) == {EACH}
    assert len(sizes) == 2 * (len(SINGLE) + 1)
    for name in ("monthly", "single_runs", "places"):
        assert "role" not in tables[name] or "safeguard" not in set(tables[name]["role"])
    compared = tables["by_world"].query("role == 'safeguard'")
    assert "months_not_bedded_in" not in set(compared["measure"])
    assert "months_not_bedded_in" in set(tables["by_world"]["measure"])


def test_each_is_compared_with_the_comparator_with_the_plan_and_with_those_after_it(done: Path):
    compared = tables_in(done)["by_world"].query("role == 'safeguard' and world == 0")
    names = [str(plan["name"]) for plan in plans_of(done)]
    for number, name in enumerate(names):
        versus = set(compared.loc[compared["plan"] == name, "versus"])
        assert versus == {"Healthwatch stays", CLOSES, *names[number + 1 :]}
    among = compared[compared["versus"].isin(names)]
    assert set(among["measure"]) == set(FEW_OUTCOMES)
    # With a year's more notice, 120 months after vesting are later than what is simulated.
    with_notice = {str(plan["name"]) for plan in plans_of(done) if "longer_notice" in plan["safeguards"]}
    notice = among["plan"].isin(with_notice) | among["versus"].isin(with_notice)
    assert set(among[~notice]["window"]) == {"120"}
    assert set(among[notice].groupby("measure")["window"].unique().map(tuple)) == {("60",), ("120",)}
    assert {"all", "general_practice", "vcse"} <= set(among["sector"])
    summed_up = tables_in(done)["summary"].query("role == 'safeguard'")
    assert set(summed_up["versus"]) == set(compared["versus"])


def test_two_stages_are_told(done: Path, told: Remembers):
    assert told.stages == [(1, 2), (2, 2)]
    first = design(tried()).runs
    assert (first, first, 0) in told.told
    total = json.loads((done / "manifest.json").read_text(encoding="utf-8"))["runs"]
    assert told.told[-1] == (total, total, 0)
    assert total == first + 2 * EACH


class _Stops(Remembers):
    """Stops the batch when it has been told something of the second stage."""

    def __init__(self, when: str) -> None:
        super().__init__()
        self._when = when

    def stage(self, number: int, of: int, sentence: str) -> None:
        super().stage(number, of, sentence)
        if (number, self._when) == (2, "stage"):
            raise KeyboardInterrupt

    def runs(self, done: int, total: int, failed: int) -> None:
        super().runs(done, total, failed)
        if self._when == "run" and self.stages[-1:] == [(2, 2)] and self.told[-1][0] > self.told[-2][0]:
            raise KeyboardInterrupt


@pytest.mark.parametrize("when", ["stage", "run"])
def test_stopped_between_the_singles_and_the_pair_or_within_it_it_comes_to_the_same_end(
    done: Path, tmp_path: Path, when: str
):
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        run_experiment(tried(), out, watcher=_Stops(when))
    assert not (out / "manifest.json").exists()
    before = chunks(out)
    run_experiment(tried(), out)
    assert {name: time for name, time in chunks(out).items() if name in before} == before
    assert len(chunks(out)) > len(before)
    assert pair_of(out) == pair_of(done)
    assert_same(tables_in(out), tables_in(done))
    assert (out / "summary.csv").read_bytes() == (done / "summary.csv").read_bytes()


def test_the_runs_of_everybody_else_are_the_same_without_them_and_are_not_run_again(done: Path, tmp_path: Path):
    without = run_experiment(tried(safeguards_tried=False), tmp_path / "out")
    ours, theirs = tables_in(done), tables_in(without)
    assert "safeguard" not in set(theirs["runs"]["role"])
    kept = {name: table[table["role"] != "safeguard"] if "role" in table else table for name, table in ours.items()}
    assert_same(kept, theirs)
    before = chunks(without)
    run_experiment(tried(), without)
    assert before.items() <= chunks(without).items()
    assert_same(tables_in(without), ours)


@pytest.mark.parametrize("finished", [True, False])
def test_a_run_of_the_pair_can_be_run_again_by_its_key(done: Path, tmp_path: Path, finished: bool):
    """From the manifest, or, before there is one, from the runs that the pair follows from."""
    name = str(pair_of(done)["name"])
    row = tables_in(done)["runs"].query("plan == @name and world == 1 and replicate == 1").iloc[0]
    folder = done
    if not finished:
        folder = tmp_path / "out"
        folder.mkdir()
        (folder / ".runs").symlink_to(done / ".runs")
    found = find_run(str(row["key"]), folder)
    assert found is not None
    assert found.sentence() == f"'{name}' (safeguard), world 1, replicate 1, seed {row['seed']}"
    again = found.run().values
    written = tables_in(done)["outcomes"].query("plan == @name and world == 1 and replicate == 1")
    assert written["value"].to_numpy() == pytest.approx(np.asarray(again.value[:, 0]), abs=0)


def test_with_a_precision_to_reach_the_pair_is_tried_in_the_second_of_the_same_two_stages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("relsim.experiments.precision.STAGE", 8)
    monkeypatch.setattr(precision, "FEWEST_NON_ZERO", 1)
    asked = Precision(half_widths={"relationship_years_lost_120_all": 0.5}, most_replicates=8)
    watcher = Remembers()
    out = run_experiment(tried(precision=asked), tmp_path / "out", watcher=watcher)
    assert watcher.stages == [(1, 2), (2, 2)]
    sizes = tables_in(out)["runs"].groupby(["role", "plan", "world"]).size()
    assert set(sizes["safeguard"]) == {EACH}
    assert len(sizes["safeguard"]) == 2 * (len(SINGLE) + 1)
    assert sizes["plan"].min() > 4
    assert len(pd.read_parquet(out / "precision.parquet")) == 1


def test_where_a_run_of_the_pair_fails_the_choice_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done: Path):
    """A seed that fails is left out of all plans; which pair it is follows from the first stage alone."""
    real: Callable[..., object] = run.run_chunk
    name = str(pair_of(done)["name"])

    def fails(plan: object, chunk: object, told: object) -> object:
        from relsim.batch.runs import chunk as room

        alone = room.run_alone

        def one_fails(made: object, planned: object, world: int, seed: int) -> object:
            if planned.dates.name == name and (world, seed) == (0, 2):
                raise RuntimeError("made to fail")
            return alone(made, planned, world, seed)

        def together(*_: object) -> object:
            raise RuntimeError("made to fail")

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(room, "run_alone", one_fails)
            patch.setattr(room, "run_together", together)
            return real(plan, chunk, told)

    monkeypatch.setattr(run, "run_chunk", fails)
    out = run_experiment(tried(), tmp_path / "out", most_failures=0.5)
    assert pair_of(out)["safeguards"] == pair_of(done)["safeguards"]
    runs = tables_in(out)["runs"]
    assert set(runs.query("world == 0")["seed"]) == {1}
    again = run_experiment(tried(), out, most_failures=0.5)
    assert pair_of(again) == pair_of(out)
    assert_same({"runs": tables_in(again)["runs"]}, {"runs": runs})


def test_the_dry_run_counts_them_and_says_how_to_leave_them_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], done: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    total = json.loads((done / "manifest.json").read_text(encoding="utf-8"))["runs"]
    for folder, missing in (("fresh", total), (str(done), 0)):
        assert main(["run", str(TRIED), "--dry-run", "--workers", "1", "--out", folder]) == 0
        plans, runs, safeguards, *_ = capsys.readouterr().out.splitlines()
        assert re.fullmatch(r"Plans: 2, and \d+ beside them as checks\.", plans)
        assert runs.startswith(f"Runs: {total} in 2 worlds")
        assert (f"of which {missing} are still to be done" in runs) == (missing != total)
        share = round(100 * 20 / total)
        assert safeguards == (
            f"Safeguards tried by themselves: 4, and the best pair: 20 of these runs ({share}% of the time); "
            "--no-safeguards leaves them out."
        )
    assert main(["run", str(TRIED), "--dry-run", "--workers", "1", "--out", "fresh", "--no-safeguards"]) == 0
    said = capsys.readouterr().out
    assert "afeguard" not in said
    assert f"Runs: {total - 20} in 2 worlds" in said


@pytest.mark.slow
def test_by_the_command_line_with_and_without(tmp_path: Path, capsys: pytest.CaptureFixture[str], done: Path):
    out = tmp_path / "out"
    assert main(["run", str(TRIED), "--workers", "1", "--out", str(out)]) == 0
    shown = capsys.readouterr()
    assert "First of two stages: every plan, and each safeguard by itself." in shown.err
    assert "Second stage: the two safeguards that by themselves save most, together: " in shown.err
    assert_same(tables_in(out), tables_in(done))
    assert main(["run", str(TRIED), "--workers", "1", "--out", str(out), "--no-safeguards"]) == 0
    said = capsys.readouterr().err
    assert "stage" not in said
    assert "holds results with safeguards tried; once these are done, those will be in" in said
    assert plans_of(out) == []
    assert len(plans_of(tmp_path / "out.previous")) == len(SINGLE) + 1
