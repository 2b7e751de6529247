"""Sentences say no more than their numbers bear."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from evidence_example import COMPARATOR, write_example

from relsim.evidence.claims import verdicts, word
from relsim.evidence.folder import Results, read_results
from relsim.evidence.placebo import check_placebo
from relsim.evidence.sentences import answer, contrast, findings, never, ranked, ranking, windows_disagree

A, B = "Plan A", "Plan B"


def row(**changes: object) -> pd.Series:
    plain: dict[str, object] = {
        "measure": "months_not_bedded_in",
        "window": "120",
        "worlds": 20,
        "mean": -4.0,
        "mc_standard_error": 0.5,
        "world_low": -9.0,
        "world_high": 2.0,
        "favours_plan": 0.85,
        "favours_versus": 0.05,
        "undecided": 0.1,
        "better": "lower",
    }
    return pd.Series(plain | changes)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_example(tmp_path_factory.mktemp("results"), worlds=12, replicates=2)


@pytest.fixture
def results(folder: Path) -> Results:
    return read_results(folder)


def test_a_contrast_tells_the_three_uncertainties_apart() -> None:
    text = contrast(row(), A, B)
    assert "“Plan A” has on average 4.0 fewer months not bedded in than “Plan B”" in text
    assert "95% Monte Carlo interval with the worlds fixed: 5.0 fewer to 3.0 fewer" in text
    assert "5–95% range over plausible worlds: 9.0 fewer to 2.0 more" in text
    assert "85% favour “Plan A”, 5% favour “Plan B”, and 10% are undecided, so “Plan A” comes out better" in text
    assert "confidence" not in text


@pytest.mark.parametrize(("share", "holds"), [(0.79, False), (0.8, True)])
def test_a_ranking_needs_four_fifths_of_worlds(share: float, holds: bool) -> None:
    one = row(favours_plan=share, undecided=0.95 - share)
    assert (ranked(one, A, B) == A) is holds
    assert ("too few agree for a ranking" in contrast(one, A, B)) is not holds


def test_a_few_worlds_bear_no_ranking() -> None:
    few = row(worlds=3, favours_plan=1.0, favours_versus=0.0, undecided=0.0)
    assert ranked(few, A, B) is None
    assert "too few worlds" in contrast(few, A, B)


def test_a_difference_inside_its_error_is_no_difference() -> None:
    text = contrast(row(mean=-0.4), A, B)
    assert "can’t tell “Plan A” and “Plan B” apart" in text
    assert "has on average" not in text


def test_no_direction_is_better_for_the_acute_share() -> None:
    text = contrast(row(measure="acute_dominance", better="", mean=0.02, favours_plan=1.0), A, B)
    assert "neither direction is called better" in text
    assert "comes out better" not in text


def test_one_world_has_no_range() -> None:
    assert "one world only" in contrast(row(worlds=1, world_low=np.nan, world_high=np.nan), A, B)


def test_noise_alone_is_no_range_over_worlds() -> None:
    assert "no spread over plausible worlds beyond Monte Carlo noise" in contrast(
        row(world_low=-4.0, world_high=-4.0), A, B
    )


def test_plans_that_do_not_differ_are_said_not_to() -> None:
    assert "do not differ at all" in contrast(row(mean=0.0, mc_standard_error=0.0), A, B)


def test_a_leader_is_named_only_when_it_leads_all() -> None:
    wins, level = row(), row(favours_plan=0.5)
    assert "“a” comes out better than every other plan" in ranking(
        [("a", "b", wins), ("a", "c", wins), ("b", "c", level)]
    )
    assert "no plan leads all others" in ranking([("a", "b", wins), ("a", "c", level), ("b", "c", wins)])


def test_never_is_a_share_of_worlds() -> None:
    assert never(pd.Series([10.0, 20.0, 30.0, np.inf])) == (
        "In half of the worlds coverage is back at 90%, and stays there for 12 months running, by month 20; in 25% it "
        "never is within 120 months."
    )
    assert never(pd.Series([10.0, np.inf, np.inf])).startswith("In 67% of worlds coverage never")


def test_windows_that_point_opposite_ways_come_first(results: Results) -> None:
    summary = results.summary.copy()
    chosen = (
        (summary["measure"] == "relationship_years_lost") & (summary["sector"] == "all") & (summary["role"] == "plan")
    )
    pair = chosen & (summary["plan"] == "ICB in July 2022") & (summary["versus"] == "ICB in April 2024")
    summary.loc[pair & (summary["window"] == "120"), ["mean", "mc_standard_error"]] = [-5.0, 0.1]
    summary.loc[pair & (summary["window"] == "calendar"), ["mean", "mc_standard_error"]] = [7.0, 0.1]
    summary.loc[pair & summary["window"].isin(["36", "60"]), "mean"] = 1.0
    told = answer(_with(results, summary))
    assert told[0].startswith("Which date loses less depends on how it is counted: over 120 months")
    assert "“ICB in July 2022” loses 5.0 fewer relationship-years than “ICB in April 2024”" in told[0]
    assert told[0].endswith("over the same calendar months it loses 7.0 more.")
    summary.loc[pair & (summary["window"] == "calendar"), "mc_standard_error"] = 7.0
    assert windows_disagree(_with(results, summary)) == []


def _with(results: Results, summary: pd.DataFrame) -> Results:
    return Results(
        results.folder,
        results.manifest,
        results.runs,
        results.outcomes,
        results.monthly,
        results.single_runs,
        results.by_world,
        summary,
    )


def test_contrasts_come_before_durations_and_the_limit_is_always_said(results: Results) -> None:
    told = answer(results)
    assert "than “ICB in April 2024”" in told[0]
    assert told[1].startswith("Under “ICB in July 2022”")
    assert told[2].startswith("By sector under “ICB in July 2022”, the mean is longest for ")
    assert told[-1].startswith("No source follows the same relationships before and after")
    assert not any("confidence interval" in text for text in told)


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
    parts = {
        name: getattr(results, name) for name in ("runs", "outcomes", "monthly", "single_runs", "by_world", "summary")
    }
    changed = parts[table].copy()
    if table == "monthly":
        extra = changed[changed["plan"] == COMPARATOR].head(1).assign(plan="Rename only", role="placebo")
        changed = pd.concat([changed, extra.assign(coverage=extra["coverage"] + 1e-12)])
    else:
        column = {"outcomes": "difference", "by_world": "difference", "summary": "mean", "single_runs": "coverage"}[
            table
        ]
        changed.loc[changed.index[changed["plan"] == "Rename only"][0], column] += 1e-12
    broken = Results(results.folder, results.manifest, **(parts | {table: changed}))
    placebo = check_placebo(broken)
    assert not placebo.passes
    assert placebo.largest[table] > 0
    assert answer(broken)[0].startswith("THE PLACEBO FAILS")


def test_no_placebo_is_no_pass(results: Results) -> None:
    manifest = results.manifest | {"plans": [p for p in results.manifest["plans"] if p["role"] != "placebo"]}
    parts = {
        name: getattr(results, name) for name in ("runs", "outcomes", "monthly", "single_runs", "by_world", "summary")
    }
    placebo = check_placebo(Results(results.folder, manifest, **parts))
    assert not placebo.passes
    assert "holds no placebo" in placebo.sentence()


@pytest.mark.parametrize(
    ("share", "worlds", "verdict"),
    [
        (0.8, 20, "supported"),
        (0.79, 20, "mixed"),
        (0.21, 20, "mixed"),
        (0.2, 20, "contradicted"),
        (1.0, 9, "too few worlds"),
    ],
)
def test_verdict_words(share: float, worlds: int, verdict: str) -> None:
    assert word(share, worlds) == verdict


def _with_times(results: Results, months: list[float]) -> Results:
    by_world = results.by_world.copy()
    chosen = (by_world["measure"] == "months_to_90") & (by_world["window"] == "12") & (by_world["versus"] == COMPARATOR)
    by_world.loc[chosen, "value"] = by_world.loc[chosen, "world"].map(dict(enumerate(months)))
    parts = {name: getattr(results, name) for name in ("runs", "outcomes", "monthly", "single_runs", "summary")}
    return Results(results.folder, results.manifest, by_world=by_world, **parts)


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([24.0] * 12, {"C22": "supported", "C22 band": "supported", "Fulop": "supported", "PCT 2006": "contradicted"}),
        (
            [10.0] * 12,
            {"C22": "contradicted", "C22 band": "contradicted", "Fulop": "contradicted", "PCT 2006": "supported"},
        ),
        (
            [np.nan] * 12,
            {"C22": "supported", "C22 band": "contradicted", "Fulop": "supported", "PCT 2006": "contradicted"},
        ),
        ([8.0] * 6 + [36.0] * 6, {"C22": "mixed", "C22 band": "mixed", "Fulop": "mixed", "PCT 2006": "mixed"}),
    ],
)
def test_verdicts_follow_the_worlds(results: Results, months: list[float], words: dict[str, str]) -> None:
    found = {v.code: v.word for v in verdicts(_with_times(results, months)) if v.plan == "ICB in July 2022"}
    assert found == words | {"CCG 2013": "contradicted"}
