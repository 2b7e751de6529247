"""What the evidence leaves out or speaks against: rare outcomes, surveys, and parameters."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from evidence_example import COMPARATOR, write_example
from evidence_said import as_told

from relsim.domain.months import month_number
from relsim.evidence.claims.surveys import contradiction, readings
from relsim.evidence.findings.finding import finding
from relsim.evidence.findings.parameters import correlations
from relsim.evidence.results import Results, read_results
from relsim.evidence.sentences.answer import answer
from relsim.evidence.tables.summary import contrasts
from relsim.measures.noise_removed import Side
from relsim.measures.over_worlds import summary as summed_up
from relsim.measures.verdicts import Why

FIRST, SECOND = "ICB in July 2022", "ICB in April 2024"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_example(tmp_path_factory.mktemp("results"), worlds=20, replicates=2)


@pytest.fixture(scope="module")
def results(folder: Path) -> Results:
    return read_results(folder)


@pytest.mark.parametrize("which", [("coverage", "12"), ("given_up", "120"), ("share_lost", "120")])
def test_under_thirty_differences_are_too_rare(results: Results, which: tuple[str, str]) -> None:
    """Judged anew from worlds of which few pairs of runs differ at all."""
    rows = results.by_world[
        (results.by_world["plan"] == FIRST) & (results.by_world["versus"] == COMPARATOR)
        & (results.by_world["measure"] == which[0]) & (results.by_world["window"] == which[1])
    ]  # fmt: skip
    for non_zero, rare in ((2, False), (1, True)):
        summary = summed_up(rows.assign(non_zero=non_zero))
        found = finding(dataclasses.replace(results, summary=summary), FIRST, COMPARATOR, *which)
        assert found is not None
        assert (found.why is Why.TOO_RARE) is rare
        assert not rare or found.side is Side.UNDECIDED


def test_what_is_not_told_favours_nobody_in_the_tables_and_says_why(results: Results) -> None:
    rare = as_told(results, FIRST, SECOND, "coverage", Why.TOO_RARE)
    row = next(row for row in contrasts(rare, [(FIRST, SECOND)], "x").rows if row[0].startswith("Coverage 12"))
    assert row[-1] == "can’t tell: it happens too seldom in these runs to judge"
    told = as_told(results, FIRST, SECOND, "coverage", Side.LOWER)
    row = next(row for row in contrasts(told, [(FIRST, SECOND)], "x").rows if row[0].startswith("Coverage 12"))
    assert row[-5:] == ["0", "0", "20", "20", "lower"]
    counts = ("higher", "lower", "no_difference", "same_side")
    apart = dataclasses.replace(told, summary=told.summary.assign(**dict.fromkeys(counts, np.nan)))
    row = next(row for row in contrasts(apart, [(FIRST, SECOND)], "x").rows if row[0].startswith("Coverage 12"))
    assert row[-5:-1] == ["–"] * 4


def test_the_share_lost_is_of_what_would_have_worked(results: Results) -> None:
    plan = results.options[0]
    found = finding(results, FIRST, COMPARATOR, "share_lost", "120")
    assert found is not None
    assert plan.announced is not None
    rows = results.worlds_of(FIRST, COMPARATOR, "relationship_years_lost", "120")["value"]
    base = results.by_month(COMPARATOR).loc[plan.announced : plan.announced + 119]
    assert found.value == pytest.approx(float((rows / (base.mean() * 157 * 10)).mean()))
    assert found.low < found.value < found.high


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
    found = correlations(dataclasses.replace(results, manifest=results.manifest | {"worlds": worlds}))
    assert found is not None
    assert found.enough
    assert found.parameters == 11
    assert len(found.strongest) == 6
    name, value = found.strongest[0]
    assert (name, round(value, 1)) == ("driver", -1.0)
    assert found.beyond_chance == ("driver",)
    assert 0.4 < found.by_chance < 0.8


def test_too_few_worlds_say_nothing_of_parameters(tmp_path: Path) -> None:
    found = correlations(read_results(write_example(tmp_path, worlds=19, replicates=2)))
    assert found is not None
    assert not found.enough
    assert found.strongest == ()
