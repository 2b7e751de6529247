"""Whether another plan loses less than the first: yes, no, or why it can't be told."""

from __future__ import annotations

import copy
import dataclasses

import pandas as pd
import pytest
from evidence_example import write_example
from evidence_said import as_told

from relsim.evidence.findings.rivals import Cost, Unsettled, rivals
from relsim.evidence.results import Results, read_results
from relsim.measures.noise_removed import Side
from relsim.measures.verdicts import Why

FIRST, SECOND = "ICB in July 2022", "ICB in April 2024"
CALM = {FIRST: "July 2022, calm", SECOND: "April 2024, calm"}


@pytest.fixture(scope="module")
def of_dates(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return read_results(write_example(tmp_path_factory.mktemp("results"), replicates=2, safeguards=True))


@pytest.fixture(scope="module")
def of_plans(of_dates: Results) -> Results:
    """The same, as if both plans were of one date."""
    manifest = copy.deepcopy(of_dates.manifest)
    manifest["plans"][2]["vesting"] = manifest["plans"][1]["vesting"]
    return dataclasses.replace(of_dates, manifest=manifest)


def told(results: Results, announced: Side | Why, calendar: Side | Why | None = None) -> Results:
    results = as_told(results, SECOND, FIRST, "share_lost", announced, "120", "all", 0.05)
    return as_told(results, SECOND, FIRST, "share_lost", calendar or announced, "calendar", "all", 0.05)


def of_200_worlds(results: Results) -> Results:
    counts = {name: results.summary[name] * 10 for name in ("higher", "lower", "no_difference")}
    return dataclasses.replace(results, summary=results.summary.assign(worlds=200, **counts))


def with_pressure_off(results: Results, calm: Side | Why) -> Results:
    plans = [
        plan | {"name": CALM[plan["name"]], "role": "pressure_off", "of": plan["name"]}
        for plan in results.manifest["plans"] if plan["name"] in CALM
    ]  # fmt: skip
    rows = results.summary[results.summary["plan"].isin(CALM) & results.summary["versus"].isin(CALM)]
    again = rows.assign(plan=rows["plan"].map(CALM), versus=rows["versus"].map(CALM), role="pressure_off")
    found = dataclasses.replace(
        results, manifest=results.manifest | {"plans": [*results.manifest["plans"], *plans]},
        summary=pd.concat([results.summary, again], ignore_index=True),
    )  # fmt: skip
    return as_told(found, CALM[SECOND], CALM[FIRST], "share_lost", calm, size=0.03)


def the_one(results: Results) -> tuple[Cost, object]:
    (rival,) = rivals(results)
    assert (rival.plan, rival.first) == (SECOND, FIRST)
    return rival.cost, rival.why


def test_the_first_plan_with_safeguards_is_no_rival(of_dates: Results) -> None:
    assert [rival.plan for rival in rivals(of_dates)] == [SECOND]


@pytest.mark.parametrize(
    ("side", "cost"), [(Side.LOWER, Cost.LESS), (Side.HIGHER, Cost.MORE), (Side.NO_DIFFERENCE, Cost.ALIKE)]
)
def test_plans_are_told_apart_by_both_ways_of_counting(of_plans: Results, side: Side, cost: Cost) -> None:
    assert the_one(told(of_plans, side)) == (cost, None)


def test_plans_that_lose_exactly_as_much_are_the_same_whatever_their_dates(of_dates: Results) -> None:
    summary = told(of_dates, Why.TOO_RARE).summary
    pair = summary["plan"].isin((FIRST, SECOND)) & summary["versus"].isin((FIRST, SECOND))
    summary.loc[pair, ["mean", "low", "high", "non_zero"]] = 0
    assert the_one(dataclasses.replace(of_dates, summary=summary)) == (Cost.SAME, None)


@pytest.mark.parametrize("why", list(Why))
def test_what_one_way_of_counting_cant_tell_is_untold(of_plans: Results, why: Why) -> None:
    assert the_one(told(of_plans, Side.LOWER, why)) == (Cost.UNTOLD, why)
    assert the_one(told(of_plans, why, Side.LOWER)) == (Cost.UNTOLD, why)


@pytest.mark.parametrize("calendar", [Side.HIGHER, Side.NO_DIFFERENCE])
def test_ways_of_counting_that_differ_settle_nothing(of_plans: Results, calendar: Side) -> None:
    assert the_one(told(of_plans, Side.LOWER, calendar)) == (Cost.UNTOLD, Unsettled.WAYS_OF_COUNTING)


@pytest.mark.parametrize("side", [Side.LOWER, Side.HIGHER, Side.NO_DIFFERENCE])
def test_an_answer_on_dates_takes_200_worlds(of_dates: Results, side: Side) -> None:
    calm = with_pressure_off(told(of_dates, side), side)
    assert the_one(calm) == (Cost.UNTOLD, Unsettled.DATES_NEED_MORE)
    assert the_one(of_200_worlds(calm))[1] is None


@pytest.mark.parametrize("calm", [Side.HIGHER, Side.NO_DIFFERENCE, Why.TOO_WIDE])
def test_a_date_that_is_better_only_under_outside_pressure_is_not_told(of_dates: Results, calm: Side | Why) -> None:
    found = of_200_worlds(with_pressure_off(told(of_dates, Side.LOWER), calm))
    assert the_one(found) == (Cost.UNTOLD, Unsettled.OUTSIDE_PRESSURE)


def test_without_runs_with_the_pressure_off_no_date_is_better(of_dates: Results) -> None:
    assert the_one(of_200_worlds(told(of_dates, Side.LOWER))) == (Cost.UNTOLD, Unsettled.OUTSIDE_PRESSURE)
    assert the_one(of_200_worlds(told(of_dates, Side.NO_DIFFERENCE))) == (Cost.ALIKE, None)


def test_plans_of_one_date_need_no_pressure_off(of_plans: Results) -> None:
    assert the_one(with_pressure_off(told(of_plans, Side.LOWER), Side.HIGHER)) == (Cost.LESS, None)


def test_turned_twice_a_finding_is_itself(of_plans: Results) -> None:
    (rival,) = rivals(told(of_plans, Side.LOWER))
    for one in rival.counts:
        assert one.side is Side.LOWER
        assert one.turned.side is Side.HIGHER
        assert (one.turned.higher, one.turned.lower) == (one.lower, one.higher)
        assert (one.turned.interval.low, one.turned.interval.high) == (-one.interval.high, -one.interval.low)
        assert one.turned.difference == -one.difference
        assert one.turned.favoured == one.favoured == SECOND
        assert repr(one.turned.turned) == repr(one)
