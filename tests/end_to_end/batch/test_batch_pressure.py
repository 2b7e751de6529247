"""Dates are also run without outside pressure: the same runs as of an experiment that has the rule off."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from batch_example import Tables, assert_same, dates, tables_in

from relsim.batch.rerun import find_run
from relsim.batch.run import run_experiment
from relsim.evidence.results import Results, read_results
from relsim.interfaces.cli.main import main

EARLY, LATE, NEVER = "July 2022", "April 2024", "Never"
CALM = ", without outside pressure"
KEY = ["plan", "versus", "world", "measure", "window", "sector"]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return read_results(run_experiment(dates(2, 2), tmp_path_factory.mktemp("pressure") / "dates"))


@pytest.fixture(scope="module")
def rule_off(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The tables of the same experiment with the rule off throughout."""
    experiment = dates(2, 2, without=["outside_pressure"])
    return tables_in(run_experiment(experiment, tmp_path_factory.mktemp("off") / "dates"))


def test_they_are_to_the_bit_the_runs_of_an_experiment_without_the_rule(results: Results, rule_off: Tables):
    for name in ("outcomes", "by_world"):
        columns = [column for column in ("plan", "versus") if column in rule_off[name]]
        ours = getattr(results, name).query("role == 'pressure_off'").drop(columns="role")
        for column in columns:
            assert ours[column].str.endswith(CALM).all()
            ours[column] = ours[column].str.removesuffix(CALM)
        theirs = rule_off[name].query("role == 'plan'").drop(columns="role")
        if name == "by_world":  # Few outcomes are taken here.
            told = ours[["measure", "window"]].drop_duplicates()
            theirs = theirs.merge(told)
        assert len(ours) > 100
        pd.testing.assert_frame_equal(_in_order(ours), _in_order(theirs), check_exact=True)


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    keys = [column for column in (*KEY, "replicate") if column in table]
    return table.sort_values(keys, ignore_index=True)


def test_no_other_number_is_moved_by_them(results: Results, tmp_path: Path):
    without = dates(2, 2).model_copy(update={"beside": ("placebo", "diagnostic", "part")})
    found, alone = tables_in(results.folder), tables_in(run_experiment(without, tmp_path / "out"))
    others = {name: table.query("role != 'pressure_off'") if "role" in table else table
              for name, table in found.items()}  # fmt: skip
    assert_same(others, alone)


def test_each_date_and_the_difference_between_dates_can_be_read(results: Results):
    early, late, never = results.of_role("pressure_off")
    assert [plan.of for plan in (early, late, never)] == [EARLY, LATE, NEVER]
    assert {plan.without for plan in (early, late, never)} == {("outside_pressure",)}
    assert {plan.beside for plan in (early, late, never)} == {never.name}
    assert results.comparator == NEVER
    for measure, window in (("share_lost", "120"),):
        losses = [results.summary_row(plan.name, never.name, measure, window) for plan in (early, late)]
        between = results.summary_row(early.name, late.name, measure, window)
        assert between is not None
        assert all(loss is not None and loss["role"] == "pressure_off" for loss in losses)
        assert between["mean"] == pytest.approx(losses[0]["mean"] - losses[1]["mean"])
        pressed = results.summary_row(EARLY, NEVER, measure, window)
        assert pressed is not None
        assert pressed["mean"] != losses[0]["mean"]


def test_they_have_outcomes_alone(results: Results):
    assert set(results.runs["role"]) >= {"pressure_off"}
    for name in ("monthly", "single_runs"):
        assert "pressure_off" not in set(getattr(results, name)["role"])
    assert set(results.places["plan"]) == {EARLY, LATE}
    assert f"{NEVER}{CALM}" not in set(results.outcomes["plan"])


@pytest.mark.parametrize("name", [EARLY, LATE, NEVER])
def test_one_can_be_run_again_alone(results: Results, name: str, capsys: pytest.CaptureFixture[str]):
    plan = f"{name}{CALM}"
    runs = results.runs
    run = runs[(runs["plan"] == plan) & (runs["world"] == 1) & (runs["replicate"] == 1)].iloc[0]
    again = find_run(run["key"], results.folder)
    assert again is not None
    assert not again.planned.switches.outside_pressure
    assert main(["rerun", run["key"], "--in", str(results.folder)]) == 0
    heading, *lines = [line for line in capsys.readouterr().out.splitlines() if line]
    assert heading.startswith(f"'{plan}' (pressure_off), world 1, replicate 1")
    stored = results.outcomes
    stored = stored[(stored["plan"] == plan) & (stored["world"] == 1) & (stored["replicate"] == 1)]
    assert (len(lines), len(stored) > 0) == (len(stored), name != NEVER)
    for line, row in zip(lines, stored.itertuples(), strict=True):
        value, _, comparator, _, difference = line.partition("  ")[2].split()
        assert (float(value), float(comparator), float(difference)) == (row.value, row.comparator, row.difference)
