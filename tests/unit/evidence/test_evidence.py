"""Reading a results folder, and numbers in words."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from evidence_example import COMPARATOR, write_example

from relsim.domain.months import month_number
from relsim.evidence.figures.every_figure import every_picture
from relsim.evidence.findings.finding import finding
from relsim.evidence.results import Results, read_results
from relsim.evidence.sentences.outcome_names import decimals_for
from relsim.measures.catalogue import outcome
from relsim.wording.numbers import number, percent, plus_minus, significant, spread_words
from relsim.wording.phrases import listed

FIRST, SECOND = "ICB in July 2022", "ICB in April 2024"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return read_results(write_example(tmp_path_factory.mktemp("results"), worlds=3, replicates=2))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"manifest\.json, runs\.parquet"):
        read_results(tmp_path)


def test_plans_are_read_in_order_with_months(results: Results) -> None:
    assert [p.name for p in results.options] == [FIRST, SECOND]
    assert results.comparator == COMPARATOR
    assert results.options[0].vesting == month_number("2022-07")
    assert results.of_role("comparator")[0].vesting is None


def test_months_before_a_plan_differs_are_the_comparators(results: Results) -> None:
    announced = month_number("2021-02")
    plan, base = results.by_month(FIRST), results.by_month(COMPARATOR)
    assert plan.loc[: announced - 1].equals(base.loc[: announced - 1])
    assert (plan.loc[month_number("2022-07")] < base.loc[month_number("2022-07")]).all()


def test_a_plan_that_never_differs_is_the_comparator(results: Results) -> None:
    assert results.by_month("Rename only").equals(results.by_month(COMPARATOR))


def test_a_comparison_found_the_other_way_round_is_turned(results: Results) -> None:
    only_back = results.summary[~((results.summary["plan"] == FIRST) & (results.summary["versus"] == SECOND))]
    back = dataclasses.replace(results, summary=only_back)
    for which in (("coverage", "12"), ("share_lost", "120"), ("months_to_90", "12")):
        there, turned = (finding(one, FIRST, SECOND, *which) for one in (results, back))
        assert there is not None
        assert turned is not None
        for one in dataclasses.fields(there):
            own, other = getattr(there, one.name), getattr(turned, one.name)
            assert own == (pytest.approx(other, nan_ok=True) if isinstance(own, float | tuple) else other), one.name


def test_a_single_option_is_compared_with_the_comparator(tmp_path: Path) -> None:
    alone = read_results(write_example(tmp_path, worlds=2, replicates=2, options=1))
    assert alone.pairs() == [(FIRST, COMPARATOR)]


@pytest.mark.parametrize(
    ("value", "decimals", "text"), [(-1.25, 1, "−1.2"), (-0.04, 1, "0.0"), (1234.5, 0, "1,234"), (np.nan, 1, "–")]
)
def test_number(value: float, decimals: int, text: str) -> None:
    assert number(value, decimals) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0%"), (0.001, "under 1%"), (0.999, "over 99%"), (1.0, "100%"), (0.5, "50%"), (np.nan, "–")],
)
def test_a_percentage_never_rounds_something_to_nothing_or_to_all(share: float, text: str) -> None:
    assert percent(share) == text


def test_decimals_follow_the_monte_carlo_error() -> None:
    months = outcome("months_not_bedded_in")
    assert decimals_for(months, 3.0) == 1
    assert decimals_for(months, 0.02) == 2
    assert decimals_for(months, 0.0) == 1
    assert significant(0.0123) == "0.012"


@pytest.mark.parametrize(
    ("error", "text"), [(1.9, "±2"), (0.94, "±0.9"), (0.05, "±0.1"), (0.04, "± under 0.1"), (0.0, "±0")]
)
def test_an_error_is_told_with_a_digit_that_counts(error: float, text: str) -> None:
    assert plus_minus(error) == text


def test_a_range_over_worlds_and_an_error_stay_apart() -> None:
    assert spread_words("15", "117", 0.94) == "15 to 117 across worlds; ±0.9"
    assert spread_words("15", "117", 0.94, said=True) == "15 to 117; ±0.9"
    assert spread_words("–", "–", 0.94) == "one world only; ±0.9"


def test_words() -> None:
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert outcome("months_not_bedded_in").label("120@80%").endswith("(80% of the comparator)")
    assert "calendar" in outcome("relationship_years_lost").label("calendar")
    with pytest.raises(ValueError, match="no outcome 'something_new'"):
        outcome("something_new")


def test_a_plan_that_only_changes_boards_makes_no_new_body(tmp_path: Path) -> None:
    governed = read_results(write_example(tmp_path, worlds=2, replicates=2, options=1, govern_only=True))
    assert not governed.options[0].replaces
    assert governed.options[0].vesting == month_number("2022-07")
    assert not governed.replace_bodies
    told = " ".join(f"{p.title} {p.caption} {p.alt}" for p in every_picture(governed))
    assert "the new body of" not in told
    assert "begins" in told


def test_a_plan_says_what_it_is_made_from(tmp_path: Path) -> None:
    found = read_results(write_example(tmp_path, worlds=2, replicates=2, options=1, safeguards=True))
    both = found.plan("Voice and places")
    assert (both.like, both.safeguards) == (FIRST, ("vcse_alliance_seat", "place_committees"))
    assert both.replaces
    assert found.plan(COMPARATOR).like == ""
