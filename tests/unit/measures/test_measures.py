"""Outcomes of runs and their comparison, against numbers worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from measures_example import ANNOUNCED, FIRST, FROZEN, MONTHS, VESTING, flat, noisy_world, places, plan, world

from relsim.domain.sectors import Sector
from relsim.measures.catalogue import OUTCOMES
from relsim.measures.comparison import COLUMNS, FEW_OUTCOMES, by_world
from relsim.measures.monthly import monthly_sums, single_runs
from relsim.measures.outcomes import outcomes
from relsim.measures.places_table import places as places_table
from relsim.measures.recorded import REACH
from relsim.measures.runs import ALL, OUTCOMES_ONLY, SECTORS, PlanDates, WorldRuns
from relsim.measures.share_lost import share_lost
from relsim.measures.tables import PARTS, ROLES

AT_VESTING = VESTING - FIRST


def stepped(replicates: int = 3, after: float = 0.3, later: int = 0) -> dict[str, np.ndarray]:
    """Coverage 0.5 before vesting, `after` from the month of vesting on."""
    series = flat(replicates)
    series["coverage"][:, AT_VESTING + later :] *= after / 0.5
    return series


def row(table: pd.DataFrame, **keys: object) -> pd.Series:
    for name, value in keys.items():
        table = table[table[name] == value]
    assert len(table) == 1, table
    return table.iloc[0]


@pytest.fixture
def merger() -> WorldRuns:
    return world({FROZEN: flat(3), plan(): stepped()})


def test_relationship_years_lost_by_hand(merger: WorldRuns) -> None:
    table = outcomes(merger)
    # 36 months from announcement: 12 before vesting lose nothing, 24 lose 0.2 of 912 relationships: 2 × 0.2 × 912.
    found = row(table, measure="relationship_years_lost", window="36", sector="all", replicate=0)
    assert found["value"] == pytest.approx(2 * 0.2 * 912)
    assert (found["comparator"], found["difference"]) == (0, pytest.approx(2 * 0.2 * 912))
    # The common window holds announcement to 23 months later, both included: 12 months of loss; 600 in practices.
    found = row(table, measure="relationship_years_lost", window="calendar", sector="general_practice", replicate=2)
    assert found["value"] == pytest.approx(0.2 * 600)


def test_coverage_at_vesting_and_after(merger: WorldRuns) -> None:
    table = outcomes(merger)
    for measure, window in (("coverage_lost_at_vesting", "0"), ("coverage", "12"), ("coverage", "120")):
        found = row(table, measure=measure, window=window, sector="vcse", replicate=1)
        assert (found["value"], found["comparator"]) == (pytest.approx(0.3), pytest.approx(0.5))
        assert found["difference"] == pytest.approx(-0.2)


def test_coverage_is_of_the_one_month_that_is_named() -> None:
    series = flat(2)
    series["coverage"][:, AT_VESTING + 24] = 0.11
    table = outcomes(world({FROZEN: flat(2), plan(): series}))
    table = table[(table["measure"] == "coverage") & (table["sector"] == "all")]
    assert set(table.loc[np.isclose(table["value"], 0.11), "window"]) == {"24"}


def test_acute_dominance_leaves_the_commissioner_out() -> None:
    series = flat(2)
    series["influence"][:, :, Sector.ACUTE] = 0.3
    series["influence"][:, :, Sector.COMMISSIONER] = 0.4
    series["influence"][:, AT_VESTING + 13 : AT_VESTING + 19, Sector.ACUTE] = 0.6  # half of the year up to month 24
    table = outcomes(world({FROZEN: flat(2), plan(): series}))
    assert row(table, measure="acute_dominance", window="60", replicate=0)["value"] == pytest.approx(0.3 / 0.6)
    assert row(table, measure="acute_dominance", window="24", replicate=0)["value"] == pytest.approx(0.45 / 0.6)
    assert row(table, measure="acute_dominance", window="60", replicate=0)["comparator"] == pytest.approx(0.5 / 0.5)


def test_given_up_is_the_mean_from_announcement() -> None:
    series = flat(2, given_up=0.0)
    series["given_up"][:, ANNOUNCED - FIRST - 1] = 1  # before the announcement: not counted
    series["given_up"][:, ANNOUNCED - FIRST : ANNOUNCED - FIRST + 15] = 0.8
    series["given_up"][:, :, Sector.PUBLIC_VOICE] = np.nan
    none = flat(2, given_up=0.0)
    none["given_up"][:, :, Sector.PUBLIC_VOICE] = np.nan
    table = outcomes(world({FROZEN: none, plan(): series}))
    assert row(table, measure="given_up", window="60", sector="vcse", replicate=0)["value"] == pytest.approx(0.2)
    assert "public_voice" not in set(table.loc[table["measure"] == "given_up", "sector"])


def test_rows_that_cannot_be_are_left_out(merger: WorldRuns) -> None:
    table = outcomes(merger)
    assert not table["value"].isna().any()
    assert "commissioner" not in set(table.loc[table["measure"] == "coverage", "sector"])
    short = replace(
        merger,
        until=VESTING + 60,
        series={name: {m: v[:, :84] for m, v in s.items()} for name, s in merger.series.items()},
    )
    assert set(outcomes(short).query("measure == 'coverage'")["window"]) == {"12", "24", "48"}
    assert "months_not_bedded_in" not in set(by_world(short)["measure"])


def test_a_plan_without_a_reorganisation_has_only_the_calendar() -> None:
    frozen_for_ever = replace(plan("for ever"), announced=None, vesting=None)
    table = outcomes(world({FROZEN: flat(2), frozen_for_ever: flat(2, coverage=0.4), plan(): stepped(2)}))
    assert set(table.loc[table["plan"] == "for ever", "window"]) == {"calendar"}
    pairs = by_world(world({FROZEN: flat(2), frozen_for_ever: flat(2, coverage=0.4), plan(): stepped(2)}))
    assert set(pairs.loc[pairs["versus"] == "for ever", "window"]) == {"calendar"}


def test_paired_standard_error_and_ratio_by_hand() -> None:
    frozen, merged = flat(3), flat(3)
    for run, (before, after) in enumerate([(0.5, 0.3), (0.6, 0.4), (0.7, 0.56)]):
        frozen["coverage"][run], merged["coverage"][run] = before, after
    found = row(by_world(world({FROZEN: frozen, plan(): merged})), measure="coverage", window="12", sector="all")
    # Differences −0.20, −0.20, −0.14: mean −0.18, variance 0.0012, standard error √(0.0012 / 3) = 0.02.
    assert found["difference"] == pytest.approx(-0.18)
    assert found["standard_error"] == pytest.approx(0.02)
    # var(0.5, 0.6, 0.7) = 0.01 and var(0.3, 0.4, 0.56) = 0.0172.
    assert found["variance_ratio"] == pytest.approx((0.01 + 0.0172) / 0.0012)
    # t(2) is 4.303: −0.18 ± 0.086 leaves 0 out, and more coverage is better.
    assert found["favours"] == "versus"


def test_plans_of_different_dates_are_compared_beside_the_comparator_in_their_own_months() -> None:
    """A comparator that rises by 0.1 between the dates is credited to neither plan."""
    rising = flat(2, coverage=0.5)
    rising["coverage"][:, AT_VESTING + 15 :] += 0.1
    early, late = (dict(rising, coverage=rising["coverage"] - 0.2) for _ in range(2))
    table = by_world(world({FROZEN: rising, plan("early"): early, plan("late", later=10): late}))
    found = row(table, plan="early", versus="late", measure="coverage", window="12", sector="all")
    assert (found["value"], found["versus_value"]) == (pytest.approx(0.3), pytest.approx(0.4))
    assert found["difference"] == pytest.approx(0, abs=1e-12)


def test_which_comparisons_are_made() -> None:
    table = by_world(noisy_world(1))
    found = set(zip(table["plan"], table["versus"], strict=True))
    assert found == {
        ("merge", "frozen"), ("merge", "later"), ("later", "frozen"), ("later", "merge"),
        ("without", "frozen"), ("without", "merge"), ("renamed", "frozen"),
        *((f"merge, {label}", versus) for label in PARTS for versus in ("frozen", "merge")),
    }  # fmt: skip
    parts = table["role"] == "part"
    assert parts.any()
    assert not any(OUTCOMES[measure].duration for measure in table.loc[parts, "measure"])
    assert "months_not_bedded_in" not in set(table.loc[parts, "measure"]) < set(table.loc[~parts, "measure"])
    assert tuple(table.columns) == COLUMNS
    assert not table.duplicated(["plan", "versus", "measure", "window", "sector", "world"]).any()


def test_a_diagnostic_meets_the_first_plan_on_the_replicates_they_share() -> None:
    runs = noisy_world(2, replicates=6)
    table, single = by_world(runs), outcomes(runs)
    found = row(table, plan="without", versus="merge", measure="coverage", window="12", sector="all")
    one = single.query("plan == 'merge' and measure == 'coverage' and window == '12' and sector == 'all'")
    assert found["versus_value"] == pytest.approx(one.query("replicate < 3")["value"].mean())
    assert found["versus_value"] != pytest.approx(one["value"].mean(), abs=1e-6)


def test_both_ways_round_are_mirror_images() -> None:
    table = by_world(noisy_world(3)).set_index(["plan", "versus", "measure", "window", "sector"]).sort_index()
    one, other = table.loc[("merge", "later")], table.loc[("later", "merge")]
    np.testing.assert_allclose(one["difference"], -other["difference"], atol=1e-12)
    np.testing.assert_allclose(one["standard_error"], other["standard_error"], atol=1e-12)
    mirrored = other["favours"].map({"plan": "versus", "versus": "plan", "undecided": "undecided"})
    assert (one["favours"] == mirrored).all()
    assert (one["favours"] != "undecided").any()


def test_worse_is_not_favoured_in_any_direction() -> None:
    """A plan that only loses is favoured by nothing that has a better direction."""
    table = by_world(world({FROZEN: flat(4), plan(): stepped(4)})).query("sector == 'all'").set_index("measure")
    for measure in ("coverage", "coverage_lost_at_vesting", "relationship_years_lost", "permanent_shift"):
        assert set(table.loc[[measure], "favours"]) == {"versus"}
    assert set(table.loc[["months_not_bedded_in"], "difference"]) == {120}
    assert set(table.loc[["months_to_90"], "favours"]) == {"versus"}
    assert table.loc[["months_to_90"], ["difference", "standard_error"]].isna().all(axis=None)


def test_monthly_sums_begin_where_a_plan_first_differs() -> None:
    series = stepped(3)
    series["trust"][2, 7, 1] += 1e-15 * 8  # one run, one sector, one bit or so
    runs = world({FROZEN: flat(3), plan(): series, plan("renamed", "placebo"): flat(3)})
    table = monthly_sums(runs)
    assert table.groupby("plan")["month"].min().to_dict() == {"frozen": "2020-07", "merge": "2021-02"}
    found = row(table, plan="merge", month="2022-07", sector="vcse")
    assert found["replicates"] == 3
    assert found["coverage"] == pytest.approx(0.9)
    assert found["coverage_squared"] == pytest.approx(0.27)
    assert found["coverage_x_comparator"] == pytest.approx(0.45)
    assert found["concerns_heard"] == pytest.approx(1.5)
    assert len(table[table["plan"] == "frozen"]) == MONTHS * len(SECTORS)


def test_monthly_sums_begin_where_influence_at_a_place_differs() -> None:
    there = {name: places(3) for name in ("frozen", "merge", "renamed")}
    there["merge"][1, AT_VESTING + 2, 0, Sector.VCSE] += 1e-12
    plans = {FROZEN: flat(3), plan(): flat(3), plan("renamed", "placebo"): flat(3)}
    table = monthly_sums(world(plans, place_influence=there))
    assert table.groupby("plan")["month"].min().to_dict() == {"frozen": "2020-07", "merge": "2022-09"}


def test_single_runs_are_unsummed() -> None:
    runs = noisy_world(4)
    table = single_runs(runs)
    assert len(table) == 5 * MONTHS * len(SECTORS)
    assert set(table["role"]) == set(monthly_sums(runs)["role"]) | {"placebo"} == set(ROLES) - set(OUTCOMES_ONLY)
    found = row(table, plan="later", month="2023-09", sector="acute")
    assert found["coverage"] == runs.series["later"]["coverage"][0, AT_VESTING + 14, Sector.ACUTE]


def test_safeguards_are_compared_with_everybody_of_interest_and_among_themselves_by_little() -> None:
    """Two that are tried: with the comparator and the first plan in all outcomes of runs; one with the other in few."""
    one, two = plan("one", "safeguard"), plan("two", "safeguard")
    runs = world({FROZEN: flat(4), plan(): stepped(4), plan("rival"): stepped(4, 0.35), one: stepped(2, 0.4),
                  two: stepped(2, 0.45)})  # fmt: skip
    table = by_world(runs).query("role == 'safeguard'")
    against = dict(list(table[table["plan"] == "one"].groupby("versus")))
    assert set(against) == {"frozen", "merge", "two"}
    assert set(table.loc[table["plan"] == "two", "versus"]) == {"frozen", "merge"}, "one way round"
    assert set(against["frozen"]["measure"]) == set(against["merge"]["measure"]) == set(FEW_OUTCOMES)
    assert not {"months_not_bedded_in", "settling_time"} & set(table["measure"])
    assert set(zip(against["two"]["measure"], against["two"]["window"], strict=True)) == {
        (measure, "120") for measure in FEW_OUTCOMES
    }
    found = row(against["two"], measure="share_lost", sector="all")
    # 108 of the 120 months from announcement are after vesting: 0.05 of the relationships more are lost, of 0.5.
    assert found["difference"] == pytest.approx(0.9 * 0.05 / 0.5)
    assert (found["favours"], found["unit"]) == ("versus", "share")


def test_columns_are_those_of_the_contract() -> None:
    runs = noisy_world(5)
    assert list(outcomes(runs)) == ["plan", "role", "world", "replicate", "measure", "window", "sector", "unit",
                                    "value", "comparator", "difference"]  # fmt: skip
    later = ["trust", "knowing", "contacts", "successes", "given_up", "influence", "knows_whom_to_ask",
             "reaches_directly", "reaches_in_two_steps", "concerns_raised", "concerns_heard", "concerns_acted_on",
             "closed", "spend"]  # fmt: skip
    assert list(monthly_sums(runs)) == ["plan", "role", "world", "month", "sector", "replicates", "coverage",
                                        "coverage_squared", "coverage_x_comparator", *later]  # fmt: skip
    assert list(single_runs(runs)) == ["plan", "role", "world", "replicate", "month", "sector", "coverage", *later]
    names = ["plan", "world", "window", "place", "sector", "value", "comparator", "difference", "standard_error"]
    assert list(places_table(runs)) == list(places_table(replace(runs, place_influence={}))) == names


def test_runs_that_do_not_fit_are_refused(merger: WorldRuns) -> None:
    with pytest.raises(ValueError, match="shape"):
        replace(merger, until=merger.until + 1)
    with pytest.raises(ValueError, match="same seed"):
        replace(merger, seeds=np.array([1, 2, 2]))
    with pytest.raises(ValueError, match="comparator"):
        replace(merger, plans=merger.plans[1:])
    with pytest.raises(ValueError, match="exactly one plan called 'no such plan'; there are 0"):
        replace(merger, plans=(*merger.plans, replace(merger.plans[1], beside="no such plan")))
    with pytest.raises(ValueError, match="diagnostic, part, pressure_off, safeguard only"):
        replace(merger, series={**merger.series, "merge": stepped(2)})
    with pytest.raises(ValueError, match=r"influence by place of plan 'merge' has shape \(2, "):
        replace(merger, place_influence={"frozen": places(3), "merge": places(2)})


def test_bedding_in_of_a_world_by_hand(merger: WorldRuns) -> None:
    """Coverage of 0.3 beside 0.5 throughout: a shift of −0.2, never bedded in, and settled at once."""
    table = by_world(merger).query("sector == 'all'")
    found = row(table, measure="permanent_shift", window="120")
    assert (found["value"], found["versus_value"]) == (pytest.approx(-0.2), 0)
    assert row(table, measure="months_not_bedded_in", window="120@80%")["value"] == 120
    assert row(table, measure="settling_time", window="120")["value"] == 0
    assert np.isnan(row(table, measure="months_to_90", window="12")["value"])


def test_ratio_between_plans_of_different_dates_counts_what_is_left_of_the_comparator() -> None:
    frozen = flat(2)
    frozen["coverage"][1, AT_VESTING + 12] += 0.4  # seen by the early plan's window, not by the late one's
    early, late = dict(flat(2)), dict(flat(2))
    early["coverage"][1] += 0.1
    late["coverage"][1] += 0.3
    table = by_world(world({FROZEN: frozen, plan("early"): early, plan("late", later=10): late}))
    found = row(table, plan="early", versus="late", measure="coverage", window="12", sector="all")
    # Variances of two runs are half the squared step: 0.01, 0.09 and 0.16 over that of 0.1 − 0.4 − 0.3.
    assert found["variance_ratio"] == pytest.approx((0.01 + 0.09 + 0.16) / 0.36)


def test_a_duration_never_reached_has_no_error_though_its_resamples_do() -> None:
    merged = flat(8, coverage=0.44)  # just short of 90 % of 0.5, but not so in every resample
    merged["coverage"][:4] = 0.455
    table = by_world(world({FROZEN: flat(8), plan(): merged}))
    found = row(table, measure="months_to_90", window="12", sector="all")
    assert found[["value", "difference", "standard_error"]].isna().all()
    assert found["favours"] == "undecided"
    assert row(table, measure="months_not_bedded_in", window="120", sector="all")["standard_error"] > 0


def test_better_directions() -> None:
    better = {name: measure.better for name, measure in OUTCOMES.items()}
    assert {name for name, direction in better.items() if direction == "higher"} == {
        "coverage", "coverage_lost_at_vesting", "permanent_shift", "joint_work", *REACH,
    }  # fmt: skip
    assert {name for name, direction in better.items() if not direction} == {"acute_dominance", "influence", "spend"}
    assert set(better.values()) == {"higher", "lower", ""}


def test_plans_without_outside_pressure_are_compared_with_a_comparator_of_their_own() -> None:
    """The comparator loses 0.1 more where nothing presses: both dates have 0.6 to lose from, and lose to 0.3 or 0.4."""
    calm = PlanDates("frozen, calm", "pressure_off", beside="frozen, calm")
    early = replace(plan("early, calm", "pressure_off"), beside=calm.name)
    late = replace(plan("late, calm", "pressure_off", later=10), beside=calm.name)
    series = {
        FROZEN: flat(3), plan("early"): stepped(), plan("late", later=10): stepped(later=10),
        early: stepped(2), late: stepped(2, after=0.4, later=10), calm: flat(2, coverage=0.6),
    }  # fmt: skip
    runs = world(series, place_influence={name: places(3) for name in ("frozen", "early", "late")})
    assert [each.name for each in runs.others] == ["early", "late", "early, calm", "late, calm"]
    table = by_world(runs).query("role == 'pressure_off'")
    assert set(zip(table["plan"], table["versus"], strict=True)) == {
        ("early, calm", "frozen, calm"), ("late, calm", "frozen, calm"),
        ("early, calm", "late, calm"), ("late, calm", "early, calm"),
    }  # fmt: skip
    of = {"measure": "share_lost", "window": "120", "sector": "all"}
    # 12 of the 120 months are before vesting, in which 0.1 of 0.6 is lost; after it 0.3, or late 0.2.
    found = row(table, plan="early, calm", versus="frozen, calm", **of)
    assert (found["value"], found["versus_value"]) == (pytest.approx((1.2 + 108 * 0.3) / 72), 0)
    found = row(table, plan="early, calm", versus="late, calm", **of)
    assert found["difference"] == pytest.approx(108 * 0.1 / 72)
    assert row(by_world(runs), plan="early", versus="frozen", **of)["value"] == pytest.approx(108 * 0.2 / 60)
    assert not {"months_not_bedded_in", "permanent_shift"} & set(table["measure"]), "no durations are taken of them"
    assert (outcomes(runs).groupby("plan")["replicate"].nunique() == pd.Series(
        {"early": 3, "early, calm": 2, "late": 3, "late, calm": 2}
    )).all()  # fmt: skip
    for shown in (monthly_sums(runs), single_runs(runs)):
        assert "pressure_off" not in set(shown["role"])
    assert set(places_table(runs)["plan"]) == {"early", "late"}


@pytest.fixture(scope="module")
def lossy() -> WorldRuns:
    """Six seeds that differ in how much would have worked, and how much of it is lost."""
    rng = np.random.default_rng(6)
    base, merged, later = flat(6), flat(6), flat(6)
    for run in range(6):
        base["coverage"][run] *= rng.uniform(0.5, 1.5)
        for series in (merged, later):
            series["coverage"][run] = base["coverage"][run]
            series["coverage"][run, AT_VESTING:] *= 1 - rng.uniform(0.1, 0.3)
    return world({FROZEN: base, plan("merge"): merged, plan("later", later=10): later})


@pytest.mark.parametrize(("window", "sector"), [("120", Sector.VCSE), ("36", ALL), ("calendar", ALL)])
def test_a_share_lost_is_that_of_the_same_pairs(lossy: WorldRuns, window: str, sector: int) -> None:
    """Value and error are those of `share_lost`, given what each run had and would have had."""
    start = ANNOUNCED - FIRST
    months = slice(start, start + (24 if window == "calendar" else int(window)))
    had, would = (lossy.series[name]["coverage"][:, months, sector].sum(axis=1) for name in ("merge", "frozen"))
    expected = share_lost(had[np.newaxis], would[np.newaxis]).worlds
    found = row(by_world(lossy), plan="merge", versus="frozen", measure="share_lost", window=window,
                sector=SECTORS[sector])  # fmt: skip
    assert found["value"] == found["difference"] == pytest.approx(expected.means[0])
    assert found["standard_error"] == pytest.approx(expected.errors[0])
    assert (found["versus_value"], found["replicates"], found["non_zero"]) == (0, 6, 6)
    assert found["favours"] == "versus"


def test_shares_lost_of_two_plans_differ_by_their_difference_and_their_errors_are_paired(lossy: WorldRuns) -> None:
    table = by_world(lossy)
    keys = {"measure": "share_lost", "window": "120", "sector": "all"}
    own, other = (row(table, plan=name, versus="frozen", **keys) for name in ("merge", "later"))
    both = row(table, plan="merge", versus="later", **keys)
    assert (both["value"], both["versus_value"]) == pytest.approx((own["value"], other["value"]))
    assert both["difference"] == pytest.approx(own["value"] - other["value"])
    assert 0 < both["standard_error"] <= own["standard_error"] + other["standard_error"]


def test_of_a_sector_that_has_nothing_to_lose_there_is_no_share() -> None:
    base, merged = flat(3), stepped()
    for series in (base, merged):
        series["coverage"][:, :, Sector.ACUTE] = 0.0
    found = row(by_world(world({FROZEN: base, plan(): merged})), measure="share_lost", window="120", sector="acute")
    assert found[["value", "difference", "standard_error"]].isna().all()
    assert found["favours"] == "undecided"
