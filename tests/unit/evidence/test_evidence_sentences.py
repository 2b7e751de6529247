"""Sentences say no more than their numbers bear."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import pandas as pd
import pytest
from evidence_example import COMPARATOR, write_example
from evidence_said import A, B, a_finding, as_told, asked, said

from relsim.evidence.documents.publish import findings
from relsim.evidence.findings.loss import Recovery
from relsim.evidence.findings.placebo import check_placebo
from relsim.evidence.findings.rivals import disagreement
from relsim.evidence.findings.rules_of_evidence import holds
from relsim.evidence.results import Results, read_results
from relsim.evidence.sentences.answer import answer
from relsim.evidence.sentences.checks import placebo_words
from relsim.evidence.sentences.loss import back
from relsim.evidence.sentences.shares import beside
from relsim.evidence.sentences.spread import across
from relsim.measures.bounds import Bounds
from relsim.measures.noise_removed import Side
from relsim.measures.verdicts import RangeOf, Why
from relsim.wording.numbers import number


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_example(tmp_path_factory.mktemp("results"), worlds=20, replicates=2)


@pytest.fixture
def results(folder: Path) -> Results:
    return read_results(folder)


@pytest.mark.parametrize(("share", "enough"), [(0.79, False), (0.8, False), (0.95, False), (1.0, True)])
def test_a_ranking_needs_four_fifths_of_worlds_by_the_shares_own_interval(share: float, enough: bool) -> None:
    assert holds(share, 20) is enough
    assert not holds(share, 16), "of so few worlds not even all are enough"


def test_nobody_is_favoured_where_nothing_is_told() -> None:
    assert a_finding().favoured == A
    assert a_finding(side=Side.HIGHER).favoured == B
    few = a_finding(worlds=3, side=Side.UNDECIDED, why=Why.TOO_FEW_WORLDS)
    assert few.favoured is None
    assert not few.clear
    assert a_finding(side=Side.NO_DIFFERENCE).favoured is None


def test_no_direction_is_better_for_the_acute_share() -> None:
    one = a_finding(outcome="acute_dominance", better="", difference=0.02, side=Side.HIGHER)
    assert one.favoured is None
    assert one.clear


def test_never_is_a_share_of_worlds() -> None:
    assert back(Recovery(worlds=4, middle=20.0, never=0.25)) == (
        "In half of the sets of assumptions that level is held again, for 12 months running, from month 20 or sooner; "
        "in 25% never within 120 months."
    )
    assert back(Recovery(worlds=3, middle=math.inf, never=2 / 3)).startswith(
        "In 67% of sets of assumptions that level is not held again"
    )
    assert back(Recovery(worlds=2, middle=10.0, never=0.0)).endswith("and in every one at last.")


def test_a_sentence_has_one_range_and_says_of_what() -> None:
    def in_months(value: float) -> str:
        return number(value, 0)

    one = a_finding(range=Bounds(15.1, 116.9))
    assert across(one, in_months) == " (15 to 117 in the 20 sets of assumptions tried)"
    assert across(a_finding(range=Bounds(15.1, 116.9), range_of=RangeOf.MIDDLE, worlds=200), in_months) == (
        " (15 to 117 in 90% of 200 sets of assumptions)"
    )
    assert across(a_finding(range=Bounds(15.1, 15.3)), in_months) == "", "a range whose ends read the same says nothing"
    assert across(a_finding(range=None, range_of=RangeOf.NOBODY), in_months) == ""


@pytest.mark.parametrize(
    ("ends", "difference", "told"),
    [
        ((0.038, 0.094), 0.06, "22% against 16% (4 to 9 points higher)"),
        ((-0.25, -0.11), -0.18, "16% against 34% (11 to 25 points lower)"),
        (
            (-0.03, 0.05), 0.02,
            "22% against 20% (3 points lower to 5 points higher in the 20 sets of assumptions tried)",
        ),
        ((0.06, 0.062), 0.06, "22% against 16%"),
    ],
)
def test_a_range_of_points_says_its_direction_once(ends: tuple[float, float], difference: float, told: str) -> None:
    value = 0.22 if difference > 0 else 0.16
    side = Side.HIGHER if difference > 0 else Side.LOWER
    one = a_finding(value=value, versus_value=value - difference, difference=difference, side=side, range=Bounds(*ends))
    assert beside(one) == told


FIRST, SECOND = "ICB in July 2022", "ICB in April 2024"
CALM = {FIRST: "July 2022, calm", SECOND: "April 2024, calm"}


def _of_200(results: Results) -> Results:
    """The same results, as if of 200 worlds."""
    times = 200 / results.summary["worlds"]
    counts = {name: results.summary[name] * times for name in ("higher", "lower", "no_difference")}
    return dataclasses.replace(results, summary=results.summary.assign(worlds=200, **counts))


def _calm(results: Results, told: Side | Why) -> Results:
    """The same results, as if both plans had been run with outside pressure off too."""
    plans = [*results.manifest["plans"]]
    plans += [
        plan | {"name": CALM[plan["name"]], "role": "pressure_off", "of": plan["name"]}
        for plan in results.manifest["plans"] if plan["name"] in CALM
    ]  # fmt: skip
    rows = results.summary[results.summary["plan"].isin(CALM) & results.summary["versus"].isin(CALM)]
    again = rows.assign(plan=rows["plan"].map(CALM), versus=rows["versus"].map(CALM), role="pressure_off")
    found = dataclasses.replace(
        results, manifest=results.manifest | {"plans": plans},
        summary=pd.concat([results.summary, again], ignore_index=True),
    )  # fmt: skip
    return as_told(found, CALM[SECOND], CALM[FIRST], "share_lost", told, size=-0.03 if told is Side.LOWER else 0.03)


def _both(results: Results, announced: Side | Why, calendar: Side | Why, size: float = 0.05) -> Results:
    """The share that the second plan loses less the first's, by both ways of counting."""
    results = as_told(results, SECOND, FIRST, "share_lost", announced, "120", "all", size)
    return as_told(results, SECOND, FIRST, "share_lost", calendar, "calendar", "all", size)


@pytest.mark.parametrize(
    ("announced", "calendar", "calm", "told"),
    [
        (Side.LOWER, Side.LOWER, Side.LOWER, "Yes: “ICB in April 2024” would lose less."),
        (Side.HIGHER, Side.HIGHER, Side.HIGHER, "No: every other date loses more."),
        (Side.NO_DIFFERENCE, Side.NO_DIFFERENCE, Why.TOO_WIDE, "No: no other date differs by as much as is worth"),
        (Side.LOWER, Why.TOO_WIDE, Side.LOWER, "Can’t tell: these runs leave it open."),
        (Side.LOWER, Side.HIGHER, Side.LOWER, "Can’t tell: it depends on whether months are counted from announcement"),
        (Side.LOWER, Side.LOWER, Side.HIGHER, "Can’t tell: it is not so with outside pressure, such as the pandemic,"),
        (Side.LOWER, Side.LOWER, Why.TOO_WIDE, "Can’t tell: it is not so with outside pressure, such as the pandemic,"),
        (Side.LOWER, Side.LOWER, None, "Can’t tell: it is not so with outside pressure, such as the pandemic,"),
    ],
)
def test_another_date_is_yes_no_or_cannot_tell(
    results: Results, announced: Side | Why, calendar: Side | Why, calm: Side | Why | None, told: str
) -> None:
    changed = _of_200(_both(results, announced, calendar))
    changed = changed if calm is None else _calm(changed, calm)
    assert asked(changed, "rivals") == "Would another date lose less?"
    assert said(changed, "rivals").startswith(told)


def test_an_answer_on_dates_takes_200_worlds_however_clear(results: Results) -> None:
    clear = _calm(_both(results, Side.LOWER, Side.LOWER), Side.LOWER)
    told = said(clear, "rivals")
    assert told.startswith("Can’t tell: an answer on dates takes at least 200 sets of assumptions. About 200 sets of")
    assert "relsim run experiments/synthetic.toml --worlds 200 --replicates 2" in told


def test_the_share_that_each_plan_loses_stands_beside_the_answer(results: Results) -> None:
    told = said(_calm(_of_200(_both(results, Side.LOWER, Side.LOWER)), Side.LOWER), "rivals")
    assert "from each announcement, “ICB in July 2022” loses 11% and “ICB in April 2024” loses" in told
    assert told.endswith(
        "With outside pressure, such as the pandemic, left out of the model: “ICB in April 2024” loses 3% of the time "
        "less."
    )


def test_windows_that_point_opposite_ways_come_first(results: Results) -> None:
    opposite = as_told(results, SECOND, FIRST, "share_lost", Side.HIGHER, "120", "all", 0.05)
    opposite = as_told(opposite, SECOND, FIRST, "share_lost", Side.LOWER, "calendar", "all", 0.07)
    told = answer(opposite)
    assert told[0].text == (
        "Which plan loses less depends on how it is counted: from each plan’s own announcement “ICB in July 2022” "
        "loses 5% of the time less than “ICB in April 2024”; over the same calendar months it loses 7% more."
    )
    for untold in (Why.TOO_WIDE, Side.NO_DIFFERENCE, Side.HIGHER):
        assert disagreement(as_told(opposite, SECOND, FIRST, "share_lost", untold, "calendar", "all")) is None


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Side.HIGHER, "“ICB in July 2022” loses 11% of the time for which relationships with the commissioner would"),
        (Side.NO_DIFFERENCE, "“ICB in July 2022” makes no difference worth speaking of to how long relationships with"),
        (Why.TOO_FEW_WORLDS, "Whether “ICB in July 2022” loses any of the time for which relationships with"),
    ],
)
def test_a_loss_is_told_or_none_or_not_told(results: Results, told: Side | Why, words: str) -> None:
    changed = as_told(results, FIRST, COMPARATOR, "share_lost", told, "120", "all")
    assert said(changed, "loss").startswith(words)
    fell = told is Side.HIGHER
    assert ("that level is held again" in said(changed, "loss")) is fell, "nothing comes back that did not fall"
    assert ("To repay this" in said(changed, "loss")) is fell
    assert bool(said(changed, "sectors")) is fell


def test_a_gain_is_no_negative_loss(results: Results) -> None:
    gained = as_told(results, FIRST, COMPARATOR, "share_lost", Side.LOWER, "120", "all", -0.11)
    told = said(gained, "loss")
    assert told.startswith("“ICB in July 2022” gains relationships with the commissioner")
    assert "−" not in told


def test_the_answer_answers_in_the_order_in_which_it_is_asked(results: Results) -> None:
    assert [point.lead for point in answer(results)] == [
        "What does “ICB in July 2022” do, beside “CCGs stay”?",
        "Who bears it?",
        "Would another date lose less?",
        "Who is heard?",
        "Who knows whom to ask?",
        "Who is given money?",
        "What no data can settle.",
    ]
    told = [point.text for point in answer(results)]
    assert told[0].startswith("“ICB in July 2022” loses 11% of the time")
    assert told[1] == "For which sector the loss is greatest can’t be told."
    assert told[-1].startswith("No source follows the same relationships before and after")
    assert not any("confidence interval" in text for text in told)


def test_plans_that_share_a_date_are_not_called_dates(results: Results) -> None:
    plans = [dict(plan) for plan in results.manifest["plans"]]
    plans[2]["vesting"] = plans[1]["vesting"]
    alike = dataclasses.replace(results, manifest=results.manifest | {"plans": plans})
    assert asked(alike, "rivals") == "Would another plan lose less?"


def test_findings_fit_the_terminal(folder: Path) -> None:
    text = findings(folder)
    assert max(map(len, text.splitlines())) <= 100
    assert "SYNTHETIC" in text
    assert "PLACEBO" not in text, "an alarm only"
    assert text.rstrip().endswith(f"relsim answer {folder}")


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
    assert placebo_words(placebo).startswith("THE PLACEBO FAILS")


def test_no_placebo_is_no_pass(results: Results) -> None:
    manifest = results.manifest | {"plans": [p for p in results.manifest["plans"] if p["role"] != "placebo"]}
    placebo = check_placebo(dataclasses.replace(results, manifest=manifest))
    assert not placebo.passes
    assert "holds no placebo" in placebo_words(placebo)
