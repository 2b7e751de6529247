"""Sentences say no more than their numbers bear."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import pandas as pd
import pytest
from evidence_example import COMPARATOR, write_example
from evidence_said import A, a_finding, asked, said

from relsim.evidence.documents.publish import findings
from relsim.evidence.findings.finding import Direction, Why
from relsim.evidence.findings.loss import Recovery
from relsim.evidence.findings.placebo import check_placebo
from relsim.evidence.findings.rivals import disagreement
from relsim.evidence.results import Results, read_results
from relsim.evidence.sentences.answer import answer
from relsim.evidence.sentences.checks import placebo_words
from relsim.evidence.sentences.loss import back, months
from relsim.evidence.sentences.shares import points


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_example(tmp_path_factory.mktemp("results"), worlds=20, replicates=2)


@pytest.fixture
def results(folder: Path) -> Results:
    return read_results(folder)


@pytest.mark.parametrize(("share", "holds"), [(0.79, False), (0.8, True)])
def test_a_ranking_needs_four_fifths_of_worlds(share: float, holds: bool) -> None:
    one = a_finding(for_plan=share, undecided=0.95 - share)
    assert (one.favoured == A) is holds


def test_a_few_worlds_bear_no_ranking() -> None:
    few = a_finding(worlds=3, for_plan=1.0, for_versus=0.0, undecided=0.0)
    assert few.favoured is None
    assert few.direction is Direction.UNTOLD
    assert few.why_untold is Why.TOO_FEW_WORLDS


def test_no_direction_is_better_for_the_acute_share() -> None:
    one = a_finding(outcome="acute_dominance", better="", difference=0.02, for_plan=1.0)
    assert one.favoured is None
    assert one.direction is Direction.HIGHER


def test_never_is_a_share_of_worlds() -> None:
    assert back(Recovery(worlds=4, middle=20.0, never=0.25)) == (
        "In half of the worlds they are back at 90%, for 12 months running, from month 20 or sooner; in 25% never "
        "within 120 months."
    )
    assert back(Recovery(worlds=3, middle=math.inf, never=2 / 3)).startswith("In 67% of worlds they are not back")
    assert back(Recovery(worlds=2, middle=10.0, never=0.0)).endswith("and in every world at last.")


def test_months_carry_both_uncertainties() -> None:
    one = a_finding(value=48.8, low=15.1, high=116.9, chance=0.48)
    assert months(one) == "49 months (15 to 117 across worlds; ±0.9)"


def test_a_range_of_points_says_its_direction_once() -> None:
    assert points(a_finding(low=0.038, high=0.094, chance=0.0002)) == (
        "4 to 9 points more across worlds; ± under 0.1"
    )
    assert points(a_finding(low=-0.25, high=-0.11, chance=0.002), said=True) == (
        "11 to 25 points less; ±0.4"
    )
    assert points(a_finding(low=-0.03, high=0.05, chance=0.002)).startswith("3 points less to 5 more")


FIRST, SECOND = "ICB in July 2022", "ICB in April 2024"


def _years(results: Results, window: str, **changes: object) -> Results:
    """The loss of the second plan less the first, changed both ways round."""
    summary = results.summary.copy()
    chosen = (
        (summary["measure"] == "relationship_years_lost") & (summary["sector"] == "all") & (summary["window"] == window)
    )
    for plan, versus, sign in ((SECOND, FIRST, 1), (FIRST, SECOND, -1)):
        rows = chosen & (summary["plan"] == plan) & (summary["versus"] == versus)
        for name, value in changes.items():
            mirrored = {"favours_plan": "favours_versus", "favours_versus": "favours_plan"}.get(name, name)
            summary.loc[rows, name if sign > 0 else mirrored] = value * (sign if name == "mean" else 1)  # type: ignore[operator]
    return dataclasses.replace(results, summary=summary)


@pytest.mark.parametrize(
    ("announced", "calendar", "told"),
    [
        ((0.85, 0.05), (0.85, 0.05), "Yes: “ICB in April 2024” would have cost less, in at least 80% of worlds."),
        ((0.05, 0.85), (0.05, 0.85), "No: every other date loses more, in at least 80% of worlds."),
        ((0.85, 0.05), (0.60, 0.25), "Can’t tell: no other date loses less, or more, in at least 80% of worlds by"),
        ((0.85, 0.05), (0.05, 0.85), "Can’t tell: no other date loses less, or more, in at least 80% of worlds by"),
    ],
)
def test_another_date_is_yes_no_or_cannot_tell(
    results: Results, announced: tuple[float, float], calendar: tuple[float, float], told: str
) -> None:
    for window, (plan, versus) in (("120", announced), ("calendar", calendar)):
        undecided = 1 - plan - versus
        results = _years(
            results, window, worlds=20, favours_plan=plan, favours_versus=versus, undecided=undecided, mean=5.0
        )
    results = _plentiful(results)
    assert asked(results, "rivals") == "Would another date have cost less?"
    assert said(results, "rivals").startswith(told)


def _plentiful(results: Results) -> Results:
    """Twice as many runs, so that none are too few."""
    again = results.outcomes.assign(replicate=results.outcomes["replicate"] + 100)
    return dataclasses.replace(results, outcomes=pd.concat([results.outcomes, again]))


def test_a_mean_against_most_worlds_is_said_to_be(results: Results) -> None:
    results = _years(results, "120", mean=11.0, favours_plan=0.5, favours_versus=0.35, undecided=0.15)
    told = said(_plentiful(results), "rivals")
    assert "loses 11 more relationship-years" in told
    assert "though less in 50% of worlds and more in 35%" in told


def test_windows_that_point_opposite_ways_come_first(results: Results) -> None:
    opposite = _plentiful(results)
    for window in ("36", "60", "120"):
        opposite = _years(opposite, window, mean=5.0, mc_standard_error=0.1, favours_versus=0.6, favours_plan=0.2)
    opposite = _years(opposite, "calendar", mean=-7.0, mc_standard_error=0.1, favours_plan=0.6, favours_versus=0.2)
    told = answer(opposite)
    assert told[0].text.startswith("Which plan loses less depends on how it is counted: over 120 months")
    assert "“ICB in July 2022” loses 5.0 fewer relationship-years than “ICB in April 2024”" in told[0].text
    assert told[0].text.endswith("over the same calendar months it loses 7.0 more.")
    assert disagreement(_years(opposite, "calendar", mc_standard_error=7.0)) is None
    assert disagreement(_years(opposite, "calendar", favours_plan=0.5)) is None


def test_the_answer_answers_in_the_order_in_which_it_is_asked(results: Results) -> None:
    assert [point.lead for point in answer(results)] == [
        "What does “ICB in July 2022” do, beside “CCGs stay”?",
        "Who bears it?",
        "Would another date have cost less?",
        "Who is heard?",
        "Who knows whom to ask?",
        "Who is given money?",
        "What no data can settle.",
    ]
    told = [point.text for point in answer(results)]
    assert told[0].startswith("For ")
    assert told[1].startswith("Below 90% for longest: ")
    assert told[-1].startswith("No source follows the same relationships before and after")
    assert not any("confidence interval" in text for text in told)


def test_plans_that_share_a_date_are_not_called_dates(results: Results) -> None:
    plans = [dict(plan) for plan in results.manifest["plans"]]
    plans[2]["vesting"] = plans[1]["vesting"]
    alike = dataclasses.replace(results, manifest=results.manifest | {"plans": plans})
    assert asked(alike, "rivals") == "Would another plan have cost less?"


def test_findings_fit_the_terminal(folder: Path) -> None:
    text = findings(folder)
    assert max(map(len, text.splitlines())) <= 100
    assert "SYNTHETIC" in text
    assert "changes only a name shows exactly nothing" in text


def test_the_placebo_is_looked_at_in_every_table(results: Results) -> None:
    placebo = check_placebo(results)
    assert placebo.passes
    assert set(placebo.largest) == {"outcomes", "by_world", "summary", "monthly", "single_runs"}
    assert placebo.compared > 1000


@pytest.mark.parametrize("table", ["outcomes", "by_world", "summary", "monthly", "single_runs"])
def test_the_smallest_placebo_difference_in_any_table_fails(results: Results, table: str) -> None:
    changed = getattr(results, table).copy()
    if table == "monthly":
        extra = changed[changed["plan"] == COMPARATOR].head(1).assign(plan="Rename only", role="placebo")
        changed = pd.concat([changed, extra.assign(coverage=extra["coverage"] + 1e-12)])
    else:
        column = {"outcomes": "difference", "by_world": "difference", "summary": "mean", "single_runs": "coverage"}[
            table
        ]
        changed.loc[changed.index[changed["plan"] == "Rename only"][0], column] += 1e-12
    broken = dataclasses.replace(results, **{table: changed})
    placebo = check_placebo(broken)
    assert not placebo.passes
    assert placebo.largest[table] > 0
    assert answer(broken)[0].text.startswith("THE PLACEBO FAILS")


def test_no_placebo_is_no_pass(results: Results) -> None:
    manifest = results.manifest | {"plans": [p for p in results.manifest["plans"] if p["role"] != "placebo"]}
    placebo = check_placebo(dataclasses.replace(results, manifest=manifest))
    assert not placebo.passes
    assert "holds no placebo" in placebo_words(placebo)
