"""What holds of the measures whatever the runs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from measures_example import ANNOUNCED, FROZEN, VESTING, flat, noisy_world, plan, with_series, world

from relsim.measures.bedding_in import all_bedding_in, bedded_in
from relsim.measures.comparison import by_world
from relsim.measures.decomposition import seats_ties_and_money
from relsim.measures.monthly import monthly_sums
from relsim.measures.outcomes import outcomes
from relsim.measures.over_worlds import summary
from relsim.measures.places_table import places
from relsim.measures.recorded import MEASURED, REACH
from relsim.measures.runs import FEWER_REPLICATES, WorldRuns
from relsim.measures.tables import CAUSES, PARTS

seeds = st.integers(0, 10_000)
depths = st.floats(0.0, 0.9)
few = settings(max_examples=15, deadline=None)


def shuffled(runs: WorldRuns, order: np.ndarray) -> WorldRuns:
    """The same runs in another order of replicates; without diagnostics and parts, whose replicates are the first."""
    kept = tuple(dates for dates in runs.plans if dates.role not in FEWER_REPLICATES)
    series = {dates.name: {m: runs.series[dates.name][m][order] for m in MEASURED} for dates in kept}
    there = {name: values[order] for name, values in runs.place_influence.items()}
    return with_series(runs, series, plans=kept, seeds=runs.seeds[order], place_influence=there)


@few
@given(seeds, depths, st.permutations(range(6)))
def test_the_order_of_replicates_changes_nothing_but_rounding(seed: int, depth: float, order: list[int]) -> None:
    runs = noisy_world(seed, depth=depth)
    one, other = by_world(shuffled(runs, np.arange(6))), by_world(shuffled(runs, np.array(order)))
    numbers = ["value", "versus_value", "difference", "standard_error"]
    np.testing.assert_allclose(one[numbers], other[numbers], rtol=1e-9, atol=1e-9)
    assert (one["favours"] == other["favours"]).all()
    sums, other_sums = (monthly_sums(shuffled(runs, np.array(o))) for o in (range(6), order))
    pd.testing.assert_frame_equal(sums, other_sums, rtol=1e-12)
    there, other_there = (places(shuffled(runs, np.array(o))) for o in (range(6), order))
    pd.testing.assert_frame_equal(there, other_there, rtol=1e-9, atol=1e-12)


@few
@given(seeds, st.integers(1, 8))
def test_a_plan_that_is_the_comparator_differs_by_exactly_nothing(seed: int, replicates: int) -> None:
    runs = noisy_world(seed, replicates)
    same = {
        dates.name: {m: values[: runs.replicates(dates)] for m, values in runs.series["frozen"].items()}
        for dates in runs.plans
    }
    there = dict.fromkeys(runs.place_influence, runs.place_influence["frozen"])
    runs = with_series(runs, same, place_influence=there)
    assert (places(runs)["difference"] == 0).all()
    single, compared = outcomes(runs), by_world(runs)
    assert (single["difference"] == 0).all()
    # Settling is on a plan's own coverage, on its own dates, and so may differ between plans of different dates.
    own = (compared["measure"] == "settling_time") & (compared["versus"] != "frozen")
    compared = compared[~own & ~((compared["measure"] == "settling_time") & compared["difference"].isna())]
    assert (compared["difference"] == 0).all()
    assert (compared["favours"] == "undecided").all()
    if replicates > 2:
        assert (places(runs)["standard_error"] == 0).all()
        whole = ~compared["role"].isin(FEWER_REPLICATES)
        assert (compared.loc[whole, "standard_error"].fillna(0) == 0).all()
    assert set(monthly_sums(runs)["plan"]) == {"frozen"}
    table = summary(compared)
    assert (table[["mean", "median"]] == 0).all(axis=None)
    assert (table["told"] == "").all()


@few
@given(seeds, depths)
def test_bounds(seed: int, depth: float) -> None:
    compared = by_world(noisy_world(seed, depth=depth))
    months = compared[compared["unit"] == "months"]
    assert months["value"].dropna().between(0, 120).all()
    reached = months[months["measure"].str.startswith("months_to") & (months["window"] == "12")]["value"]
    assert reached.dropna().between(0, 108).all()
    shares = ["coverage", "influence", "acute_dominance", "given_up", "spend", *REACH]
    share = compared[compared["measure"].isin(shares)]
    assert set(share["measure"]) == set(shares)
    assert share["value"].between(0, 1).all()
    assert (compared.loc[compared["measure"].isin(["closed", "joint_work"]), "value"] >= 0).all()
    assert (compared["standard_error"].dropna() >= 0).all()
    assert (summary(compared)["told"] == "").all(), "a single world tells nothing"


@few
@given(seeds, depths)
def test_a_lower_bar_or_a_shorter_wait_is_never_reached_later(seed: int, depth: float) -> None:
    compared = by_world(noisy_world(seed, depth=depth)).query("versus == 'frozen'")
    wide = compared.assign(name=compared["measure"] + "/" + compared["window"]).pivot(
        index=["plan", "sector"], columns="name", values="value"
    )
    wide = wide.fillna(np.inf)
    assert (wide["months_to_80/12"] <= wide["months_to_90/12"]).all()
    assert (wide["months_to_90/12"] <= wide["months_to_95/12"]).all()
    assert (wide["months_to_90/3"] <= wide["months_to_90/6"]).all()
    assert (wide["months_to_90/6"] <= wide["months_to_90/12"]).all()
    assert (wide["months_not_bedded_in/120@80%"] <= wide["months_not_bedded_in/120"]).all()


@few
@given(seeds, st.floats(0.01, 1.0))
def test_scaling_both_leaves_the_ratio(seed: int, scale: float) -> None:
    rng = np.random.default_rng(seed)
    comparator = rng.uniform(0.3, 0.9, (4, 120, 3))
    ours = comparator * rng.choice([0.5, 0.8, 0.9, 0.95, 1.0], (4, 120, 3))
    np.testing.assert_array_equal(bedded_in(ours, comparator), bedded_in(ours * scale, comparator * scale))
    whole, scaled = all_bedding_in(ours, comparator), all_bedding_in(ours * scale, comparator * scale)
    for key, (own, _) in whole.items():
        if key[0].startswith("months"):
            np.testing.assert_array_equal(own, scaled[key][0])


@few
@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_a_plan_that_loses_more_is_never_favoured(one: float, other: float) -> None:
    plans = {plan("one"): flat(3, coverage=one), plan("other"): flat(3, coverage=other)}
    compared = by_world(world({FROZEN: flat(3, coverage=0.9), **plans})).query("plan == 'one' and versus == 'other'")
    losses = ["coverage", "relationship_years_lost", "months_not_bedded_in", "break_even"]
    worse = compared[compared["measure"].isin(losses)]
    assert set(worse["measure"]) == set(losses)
    unfair = "plan" if one < other else "versus"
    assert unfair not in set(worse["favours"]) or one == other


@few
@given(seeds)
def test_outcomes_and_comparison_agree(seed: int) -> None:
    """The mean of a plan's single runs is its value by world, and so is the mean difference."""
    runs = noisy_world(seed)
    keys = ["plan", "measure", "window", "sector"]
    single = outcomes(runs).groupby(keys)[["value", "comparator", "difference"]].mean()
    compared = by_world(runs).query("versus == 'frozen'").set_index(keys)
    compared = compared.loc[single.index, ["value", "versus_value", "difference"]]
    np.testing.assert_allclose(single, compared, atol=1e-10)


@few
@given(seeds, depths)
def test_break_even_repays_relationship_years(seed: int, depth: float) -> None:
    """Lost from announcement to the end of ten years after vesting, 12 months' notice apart: 132 months over 120."""
    runs = noisy_world(seed, depth=depth)
    long = replace(runs, window=(ANNOUNCED, VESTING + 119))
    table = outcomes(long).query("plan == 'merge'").set_index(["sector", "replicate"])
    lost = table.query("measure == 'relationship_years_lost' and window == 'calendar'")["value"]
    repaid = table.query("measure == 'break_even' and window == '120'")["value"].loc[lost.index]
    np.testing.assert_allclose(repaid * 120 / 12, lost, rtol=1e-9, atol=1e-9)


@few
@given(seeds, depths)
def test_the_parts_of_a_shift_sum_to_it(seed: int, depth: float) -> None:
    table = by_world(noisy_world(seed, depth=depth))
    made = {causes: f"merge, {label}" for label, causes in PARTS.items()}
    for measure, window, sector in (("influence", "60", "vcse"), ("spend", "24", "acute"), ("break_even", "60", "all")):
        found = seats_ties_and_money(table, made, "merge", "frozen", measure, window, sector)
        np.testing.assert_allclose(found[list(CAUSES)].sum(axis=1), found["whole"], rtol=1e-9, atol=1e-9)
        assert len(found) == 1


@few
@given(seeds, depths)
def test_influence_at_places_and_its_differences_agree(seed: int, depth: float) -> None:
    table = places(noisy_world(seed, depth=depth))
    np.testing.assert_allclose(table["value"] - table["comparator"], table["difference"], atol=1e-12)
    assert (table["standard_error"] >= 0).all()
    together = table.groupby(["plan", "window", "place"])["comparator"].sum()
    np.testing.assert_allclose(together, 1)


@few
@given(seeds)
def test_a_world_alone_is_the_same_as_among_others(seed: int) -> None:
    """Nothing is remembered between worlds."""
    runs = noisy_world(seed)
    before = by_world(runs)
    by_world(noisy_world(seed + 1, number=1))
    pd.testing.assert_frame_equal(before, by_world(replace(runs)), check_exact=True)
