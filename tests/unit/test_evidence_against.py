"""What the evidence leaves out or speaks against: rare outcomes, surveys, parameters, and what stays of influence."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from evidence_example import COMPARATOR, write_example

from relsim.batch import design
from relsim.evidence.facts import SEATS_ALONE, SEATS_OF_BEFORE, share_lost, unjudged
from relsim.evidence.folder import Results, read_results
from relsim.evidence.history import contradiction, readings
from relsim.evidence.influence_words import why
from relsim.evidence.report_tables import contrasts
from relsim.evidence.sentences import answer
from relsim.evidence.world_parameters import correlations
from relsim.months import month_number

FIRST, SECOND = "ICB in July 2022", "ICB in April 2024"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_example(tmp_path_factory.mktemp("results"), worlds=12, replicates=2)


@pytest.fixture(scope="module")
def results(folder: Path) -> Results:
    return read_results(folder)


def _plentiful(results: Results) -> Results:
    """Twice as many runs, so that none are too few."""
    again = results.outcomes.assign(replicate=results.outcomes["replicate"] + 100)
    return _replaced(results, outcomes=pd.concat([results.outcomes, again]))


def _replaced(results: Results, **tables: pd.DataFrame) -> Results:
    names = ("runs", "outcomes", "monthly", "single_runs", "by_world", "summary")
    return Results(results.folder, results.manifest, **({name: getattr(results, name) for name in names} | tables))


@pytest.mark.parametrize(("differing", "word"), [(29, "too rare to judge"), (30, "")])
def test_under_thirty_differences_are_too_rare(results: Results, differing: int, word: str) -> None:
    outcomes = _plentiful(results).outcomes
    chosen = (outcomes["plan"] == FIRST) & (outcomes["measure"] == "coverage") & (outcomes["sector"] == "all")
    chosen &= outcomes["window"] == "12"
    outcomes = outcomes.reset_index(drop=True)
    rows = outcomes.index[chosen.to_numpy()]
    outcomes.loc[rows, "difference"] = 0.0
    outcomes.loc[rows[:differing], "difference"] = 0.01
    assert unjudged(_replaced(results, outcomes=outcomes), FIRST, COMPARATOR, "coverage", "12", "all") == word


def test_few_runs_are_called_few_and_not_rare(results: Results) -> None:
    assert unjudged(results, FIRST, COMPARATOR, "coverage", "12", "all") == "too few runs"
    assert unjudged(results, FIRST, COMPARATOR, "months_not_bedded_in", "120", "all") == ""


def test_a_rare_outcome_favours_nobody_in_the_tables(results: Results) -> None:
    table = contrasts(results, [(FIRST, SECOND)], "x")
    rare = next(row for row in table.rows if row[0].startswith("Coverage 12"))
    assert rare[-1] == "too few runs"
    assert rare[-4:-1] == ["–", "–", "–"]


def test_the_share_lost_is_of_what_would_have_worked(results: Results) -> None:
    plan = results.options[0]
    found = share_lost(results, plan)
    assert found is not None
    assert plan.announced is not None
    rows = results.worlds_of(FIRST, COMPARATOR, "relationship_years_lost", "120")["value"]
    base = results.by_month(COMPARATOR).loc[plan.announced : plan.announced + 119]
    assert found[0] == pytest.approx(float((rows / (base.mean() * 157 * 10)).mean()))
    assert found[1] < found[0] < found[2]


def test_surveys_contradict_a_history_that_comes_back_slowly(results: Results) -> None:
    found = {(r.survey.event, r.column): r for r in readings(results)}
    assert set(found) == {("2006-10", "coverage"), ("2006-10", "trust"), ("2013-04", "coverage"), ("2013-04", "trust")}
    assert {r.word for r in found.values()} == {"contradicted"}
    first = found["2006-10", "coverage"]
    months_then = results.by_month(COMPARATOR, "general_practice").loc[
        month_number("2007-06") : month_number("2007-08")
    ]
    assert first.early[0] == pytest.approx(float(months_then.to_numpy().mean()))
    assert "contradict the model" in contradiction(results)
    assert any("contradict the model" in point.text for point in answer(results))


def test_a_history_without_the_event_is_not_put_to_the_surveys(tmp_path: Path) -> None:
    quiet = read_results(write_example(tmp_path, worlds=2, replicates=2, history=False))
    assert readings(quiet) == []
    assert contradiction(quiet) == ""


def test_parameters_need_twenty_worlds_and_beat_chance(tmp_path: Path) -> None:
    results = read_results(write_example(tmp_path, worlds=20, replicates=2))
    rows = results.worlds_of(FIRST, COMPARATOR, "months_not_bedded_in", "120")["value"]
    order = rows.rank(method="first").to_dict()
    noise = np.random.default_rng(3).standard_normal((20, 10))
    worlds = [
        {"driver": -order[w]} | {f"idle_{i}": float(noise[w, i]) for i in range(10)} | {"constant": 1.0}
        for w in range(20)
    ]
    manifest = results.manifest | {"worlds": worlds}
    tables = {n: getattr(results, n) for n in ("runs", "outcomes", "monthly", "single_runs", "by_world", "summary")}
    found = correlations(Results(results.folder, manifest, **tables))
    assert found is not None
    assert found.enough
    assert found.parameters == 11
    assert len(found.strongest) == 6
    name, value = found.strongest[0]
    assert (name, round(value, 1)) == ("driver", -1.0)
    assert found.beyond_chance == ("driver",)
    assert 0.4 < found.by_chance < 0.8


def test_too_few_worlds_say_nothing_of_parameters(results: Results) -> None:
    found = correlations(results)
    assert found is not None
    assert not found.enough
    assert found.strongest == ()


def _apart(results: Results, ties: float, seats: float) -> Results:
    """With the two diagnostics that take influence apart: the shift of acute dominance in each, of 0.06 in all."""
    whole = f"{FIRST}, with the seats of before", f"{FIRST}, seats alone"
    rows, plans = [], list(results.manifest["plans"])
    for name, shift in zip(whole, (ties, seats), strict=True):
        plans.append({"name": name, "role": "diagnostic", "announced": "2021-02", "vesting": "2022-07"})
        for world in range(12):
            common = {
                "plan": name,
                "role": "diagnostic",
                "measure": "acute_dominance",
                "window": "120",
                "sector": "acute",
                "world": world,
                "value": 0.2 + shift,
            }
            rows += [
                common | {"versus": COMPARATOR, "versus_value": 0.2},
                common | {"versus": FIRST, "versus_value": 0.26},
            ]
    tables = {n: getattr(results, n) for n in ("runs", "outcomes", "monthly", "single_runs", "summary")}
    by_world = pd.concat([results.by_world, pd.DataFrame(rows)])
    return Results(results.folder, results.manifest | {"plans": plans}, by_world=by_world, **tables)


def test_seats_are_called_most_of_it_only_where_the_numbers_show_it(results: Results) -> None:
    assert why(results, FIRST) == ""
    assert why(_apart(results, 0.002, 0.058), FIRST) == (
        "Of the acute trusts’ 6.0 points the change of seats makes 5.8 (5.8 to 5.8 across worlds), and relationships, "
        "with one body in place of others, 0.2: in 100% of worlds seats make at least 80% of it."
    )
    shared = why(_apart(results, 0.02, 0.04), FIRST)
    assert "makes 4.0 (4.0 to 4.0 across worlds)" in shared
    assert shared.endswith("in place of others, 2.0.")


def test_the_diagnostics_of_seats_are_named_as_the_design_names_them() -> None:
    assert (SEATS_OF_BEFORE, SEATS_ALONE) == (design.SEATS_OF_BEFORE, design.SEATS_ALONE)
