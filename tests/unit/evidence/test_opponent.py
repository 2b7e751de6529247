"""What an opponent will say: each weak point stands only where its own number bears it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from answers_example import FIRST, SECOND, with_manifest
from evidence_example import COMPARATOR, write_example
from evidence_said import as_told

from relsim.evidence.results import Results, read_results
from relsim.evidence.sentences.opponent import weak_points
from relsim.measures.noise_removed import Side
from relsim.measures.verdicts import Why

LINE, TRUST = "Where the line is drawn is a choice", "Read as mean trust"
TURNS = "How long it lasts turns on assumptions"
WAYS = "Which plan loses less depends on whether months"
PRESSURE = "With outside pressure, such as the pandemic, left out"
SAME, SEATS = "The loss is exactly as great under “ICB in April 2024”", "Of the shift of influence"
FEW, ALWAYS = "20 sets of assumptions are too few", "The sets of assumptions have not been narrowed"
SURVEYS = "The nearest surveys contradict the model"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return read_results(write_example(tmp_path_factory.mktemp("results"), replicates=2))


def begins(results: Results, words: str) -> bool:
    return any(text.startswith(words) for text in weak_points(results))


def on_one_date(results: Results) -> Results:
    def change(manifest: dict[str, Any]) -> None:
        manifest["plans"][2]["vesting"] = manifest["plans"][1]["vesting"]

    return with_manifest(results, change)


def with_trust(results: Results, factor: float) -> Results:
    """As if mean trust under the first plan were so many times what it is."""
    monthly = results.monthly.copy()
    monthly.loc[monthly["plan"] == FIRST, "trust"] *= factor
    return dataclasses.replace(results, monthly=monthly)


def of_200(results: Results) -> Results:
    def change(manifest: dict[str, Any]) -> None:
        manifest["worlds"] = manifest["worlds"] * 10

    counts = {name: results.summary[name] * 10 for name in ("higher", "lower", "no_difference")}
    summary = results.summary.assign(worlds=200, **counts)
    return dataclasses.replace(with_manifest(results, change), summary=summary)


def dates_told(results: Results) -> Results:
    return as_told(of_200(results), SECOND, FIRST, "share_lost", Side.LOWER, size=-0.03)


def alike(results: Results) -> Results:
    summary = results.summary.copy()
    pair = summary["plan"].isin((FIRST, SECOND)) & summary["versus"].isin((FIRST, SECOND))
    summary.loc[pair, ["mean", "low", "high", "non_zero"]] = 0
    return dataclasses.replace(results, summary=summary)


def opposite(results: Results) -> Results:
    found = as_told(on_one_date(results), SECOND, FIRST, "share_lost", Side.LOWER, "120", "all")
    return as_told(found, SECOND, FIRST, "share_lost", Side.HIGHER, "calendar", "all")


def seats_alone(results: Results) -> Results:
    """As if lost relationships shifted nothing: runs in which they are at work are as those in which they are not."""
    by_world = results.by_world.copy()
    names = ["measure", "window", "sector", "world"]
    beside = by_world[by_world["versus"] == COMPARATOR].set_index(names)

    def is_as(rows: pd.Series, column: str, plan: str, of: str = "value") -> None:
        values = beside[beside["plan"] == f"{FIRST}{plan}"][of]
        by_world.loc[rows, column] = values.reindex(by_world.loc[rows].set_index(names).index).to_numpy()

    parts = by_world["role"] == "part"
    is_as(by_world["plan"] == f"{FIRST}, only ties", "value", ", only ties", "versus_value")
    is_as(by_world["plan"] == f"{FIRST}, seats and ties", "value", ", only seats")
    is_as(by_world["plan"] == f"{FIRST}, ties and money", "value", ", only money")
    is_as(parts & (by_world["versus"] == FIRST), "versus_value", ", seats and money")
    return dataclasses.replace(results, by_world=by_world)


def untold(results: Results) -> Results:
    return as_told(results, FIRST, COMPARATOR, "share_lost", Why.TOO_FEW_WORLDS)


def itself(results: Results) -> Results:
    return results


def none_matter(results: Results) -> Results:
    for plan in results.of_role("diagnostic"):
        results = as_told(results, plan.name, FIRST, "months_not_bedded_in", Why.TOO_FEW_WORLDS)
    return results


@pytest.mark.parametrize(
    ("words", "borne", "not_borne"),
    [
        (LINE, itself, untold),
        (TRUST, lambda results: with_trust(results, 0.9), itself),
        (f"{TRUST}, which needs no line, “ICB in July 2022” loses nothing", lambda results: with_trust(results, 1.3),
         lambda results: untold(with_trust(results, 1.3))),
        (TURNS, itself, none_matter),
        (TURNS, itself, untold),
        (WAYS, opposite, itself),
        (PRESSURE, dates_told, itself),
        (SAME, alike, itself),
        (FEW, itself, of_200),
    ],
)  # fmt: skip
def test_a_weak_point_stands_where_its_number_bears_it(
    words: str, borne: Callable[[Results], Results], not_borne: Callable[[Results], Results], results: Results
) -> None:
    assert begins(borne(results), words)
    assert not begins(not_borne(results), words)


def test_what_holds_of_every_result_is_said_last(results: Results) -> None:
    for one in (itself, untold, of_200, alike):
        assert weak_points(one(results))[-1].startswith(ALWAYS)


def test_surveys_stand_first_where_the_history_contradicts_them(results: Results, tmp_path: Path) -> None:
    assert weak_points(results)[0].startswith(SURVEYS)
    quiet = read_results(write_example(tmp_path, worlds=2, replicates=2, history=False))
    assert not begins(quiet, SURVEYS)


def test_seats_that_make_all_of_a_shift_are_owned_to(results: Results) -> None:
    assert not begins(results, SEATS)
    assert begins(seats_alone(results), SEATS)


def test_numbers_are_those_of_the_results(results: Results) -> None:
    months = results.summary_row(FIRST, COMPARATOR, "months_not_bedded_in", "120")
    assert months is not None
    (line,) = (text for text in weak_points(results) if text.startswith(LINE))
    assert f"do so for {months['mean_value']:.0f} of the first 120 months" in line
    (trust,) = (text for text in weak_points(with_trust(results, 0.9)) if text.startswith(TRUST))
    assert trust.endswith("over ten years, and not 11%.")
