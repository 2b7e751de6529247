"""Reading a results folder, numbers in words, and the house style of figures."""

from __future__ import annotations

import dataclasses
import warnings
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from evidence_example import COMPARATOR, write_example

from relsim.domain.months import month_number
from relsim.evidence.figures.coverage import first_shown, last_shown, ratio_since_vesting, recovery
from relsim.evidence.figures.every_figure import every_picture, save_for_readme, save_pictures
from relsim.evidence.figures.style import spread, svg_bytes
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


def test_labels_are_moved_apart_in_their_order() -> None:
    moved = spread([50.0, 50.1, 49.9], 5.0)
    assert moved[2] < moved[0] < moved[1]
    assert min(abs(a - b) for i, a in enumerate(moved) for b in moved[:i]) > 4.99


def test_figures_show_years_before_the_announcement(results: Results) -> None:
    assert first_shown(results) == month_number("2018-01")


def test_figures_end_ten_years_after_the_last_vesting(results: Results) -> None:
    assert last_shown(results) == month_number("2034-04")


def test_recovery_is_counted_from_each_plans_own_vesting(results: Results) -> None:
    plan = results.options[1]
    ratio = ratio_since_vesting(results, plan)
    assert (ratio.index[0], ratio.index[-1]) == (-24, 120)
    month = results.by_month(SECOND).loc[plan.vesting] / results.by_month(COMPARATOR).loc[plan.vesting]
    assert ratio.loc[0].to_numpy() == pytest.approx(100 * month.to_numpy())


def test_the_picture_for_the_readme_is_1600_pixels_wide(results: Results, tmp_path: Path) -> None:
    save_for_readme(results, tmp_path)
    header = (tmp_path / "hero.png").read_bytes()[:24]
    assert header.startswith(b"\x89PNG")
    assert int.from_bytes(header[16:20], "big") == 1600


def test_every_picture_says_what_is_seen_and_is_the_same_every_time(results: Results, tmp_path: Path) -> None:
    once, again = every_picture(results), every_picture(results)
    assert [p.name for p in once] == [
        "coverage", "recovery", "bedding_in", "drivers", "differences", "influence", "what_shifts_influence",
        "influence_over_time", "reach", "spend_over_time",
    ]  # fmt: skip
    drawings = save_pictures(once, tmp_path)
    for first, second in zip(once, again, strict=True):
        assert len(first.title) > 40
        assert first.title in first.alt
        assert len(first.caption) > 60
        svg = svg_bytes(second.figure)
        assert (tmp_path / f"{first.name}.svg").read_bytes() == svg
        assert b"<dc:date>" not in svg
        assert (tmp_path / f"{first.name}.png").read_bytes().startswith(b"\x89PNG")
        assert drawings[first.name].svg == svg
        assert drawings[first.name].png == (tmp_path / f"{first.name}.png").read_bytes()


def test_drawing_leaves_the_users_settings_alone(results: Results) -> None:
    with matplotlib.rc_context({"font.size": 31.0}):
        every_picture(results)
        assert matplotlib.rcParams["font.size"] == 31.0


@pytest.mark.parametrize("options", [1, 4])
def test_pictures_of_other_numbers_of_plans(options: int, tmp_path: Path) -> None:
    wide = read_results(
        write_example(tmp_path, worlds=2, replicates=2, options=options, name_suffix=" " + "long name " * 15)
    )
    assert len(every_picture(wide)) == 10


def test_a_plan_without_vesting_leaves_out_what_needs_one(tmp_path: Path) -> None:
    results = read_results(write_example(tmp_path, worlds=2, replicates=2, options=1))
    plans = [plan | ({"vesting": None} if plan["role"] == "plan" else {}) for plan in results.manifest["plans"]]
    empty = dataclasses.replace(results, manifest=results.manifest | {"plans": plans})
    assert "bedding_in" not in [p.name for p in every_picture(empty)]


def test_what_was_announced_long_before_is_not_marked_beside_the_picture(results: Results) -> None:
    """As where a plan's changes come again and again, and it is measured from the last."""
    dates = {"announced": "1999-04"}
    plans = [plan | (dates if plan["role"] == "plan" else {}) for plan in results.manifest["plans"]]
    before = dataclasses.replace(results, manifest=results.manifest | {"plans": plans})
    near, far = recovery(results), recovery(before)
    assert near is not None
    assert far is not None
    assert "Triangle" in near.caption
    assert "Triangle" not in far.caption
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        svg_bytes(far.figure)


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
