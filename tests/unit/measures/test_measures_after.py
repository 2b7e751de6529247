"""What follows a change beside coverage, by hand: reach, closures, money, repayment, and influence by place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from measures_example import ANNOUNCED, FIRST, FROZEN, PLACES, VESTING, flat, places, plan, world

from relsim.domain.sectors import Sector
from relsim.measures.comparison import by_world
from relsim.measures.outcomes import outcomes
from relsim.measures.places_table import places as places_table
from relsim.measures.recorded import REACH

AFTER = ("24", "60", "120")
AT_VESTING, AT_ANNOUNCEMENT = VESTING - FIRST, ANNOUNCED - FIRST


def value(table: pd.DataFrame, measure: str, window: str, sector: str, column: str = "value") -> float:
    rows = table[(table["measure"] == measure) & (table["window"] == window) & (table["sector"] == sector)]
    assert rows[column].nunique() == 1, rows
    return float(rows[column].iloc[0])


def windows(table: pd.DataFrame, measure: str) -> dict[str, set[str]]:
    """Window → sectors."""
    return {w: set(rows["sector"]) for w, rows in table[table["measure"] == measure].groupby("window")}


@pytest.mark.parametrize("measure", REACH)
def test_reach_is_the_mean_of_the_year_up_to_the_window(measure: str) -> None:
    series = flat(2)
    series[measure][:, AT_VESTING + 13 : AT_VESTING + 25] = np.nan
    series[measure][:, AT_VESTING + 13 : AT_VESTING + 19, [Sector.GENERAL_PRACTICE, Sector.VCSE, -1]] = [0.1, 0.2, 0.3]
    series[measure][:, AT_VESTING + 19 : AT_VESTING + 25, [Sector.GENERAL_PRACTICE, Sector.VCSE, -1]] = [0.3, 0.6, 0.5]
    table = outcomes(world({FROZEN: flat(2), plan(): series}))
    assert windows(table, measure) == {each: {"general_practice", "vcse", "all"} for each in AFTER}
    assert value(table, measure, "24", "general_practice") == pytest.approx(0.2)
    assert value(table, measure, "24", "vcse") == pytest.approx(0.4)
    assert value(table, measure, "24", "all") == pytest.approx(0.4)
    assert value(table, measure, "24", "all", "difference") == pytest.approx(-0.1)
    assert value(table, measure, "60", "all") == 0.5


def test_sectors_without_organisations_concerned_have_no_reach() -> None:
    both = [flat(2), flat(2)]
    for series in both:
        for measure in REACH:
            series[measure][:, :, Sector.VCSE] = np.nan
    table = outcomes(world({FROZEN: both[0], plan(): both[1]}))
    assert windows(table, "concerns_heard")["60"] == {"general_practice", "all"}
    assert not table["value"].isna().any()


def test_closures_add_up_over_the_window() -> None:
    frozen, series = flat(2, closed=0.0), flat(2, closed=0.0)
    april = np.arange(AT_ANNOUNCEMENT + 2, AT_ANNOUNCEMENT + 122, 12)  # announced in July 2021: first closures in 2022
    for each, share in ((frozen, 0.03), (series, 0.05)):
        each["closed"][:, april, Sector.VCSE] = each["closed"][:, april, -1] = share
        each["closed"][:, AT_ANNOUNCEMENT - 1, Sector.VCSE] = 0.9
    table = outcomes(world({FROZEN: frozen, plan(): series}))
    assert windows(table, "closed") == {"60": {"vcse"}, "120": {"vcse"}}
    assert value(table, "closed", "60", "vcse") == pytest.approx(5 * 0.05)
    assert value(table, "closed", "120", "vcse", "comparator") == pytest.approx(10 * 0.03)


def test_spend_is_of_every_sector_and_the_year() -> None:
    series = flat(2, spend=0.1)
    series["spend"][:, AT_VESTING + 54 : AT_VESTING + 61, Sector.ACUTE] = 0.58  # 7 of the 12 months to month 60
    table = outcomes(world({FROZEN: flat(2, spend=0.1), plan(): series}))
    assert windows(table, "spend") == {each: {sector.code for sector in Sector} for each in AFTER}
    assert value(table, "spend", "60", "acute", "difference") == pytest.approx(0.48 * 7 / 12)
    assert value(table, "spend", "120", "acute", "difference") == 0


def test_joint_work_is_what_succeeded_since_the_announcement() -> None:
    series = flat(2, successes=2.0)
    series["successes"][:, AT_ANNOUNCEMENT + 59] = 10.0  # the last month of the first window
    series["successes"][:, AT_ANNOUNCEMENT - 1] = 1000.0
    table = outcomes(world({FROZEN: flat(2, successes=2.0), plan(): series}))
    assert value(table, "joint_work", "60", "vcse") == pytest.approx(59 * 2 + 10)
    assert value(table, "joint_work", "120", "all", "difference") == pytest.approx(8)
    assert "public_voice" not in windows(table, "joint_work")["60"]


def test_what_breaks_even_repays_the_loss_from_announcement_to_the_end_of_the_window() -> None:
    """0.1 of 912 lost for the 12 months of notice, 0.2 for 30 from vesting on, nothing later."""
    series = flat(2)
    series["coverage"][:, AT_ANNOUNCEMENT:AT_VESTING] -= 0.1
    series["coverage"][:, AT_VESTING : AT_VESTING + 30] -= 0.2
    series["coverage"][:, AT_VESTING + 60 :] -= 0.4
    table = outcomes(world({FROZEN: flat(2), plan(): series}))
    relationship_months = (12 * 0.1 + 30 * 0.2) * 912
    assert value(table, "break_even", "60", "all") == pytest.approx(relationship_months / 60)
    assert value(table, "break_even", "60", "all", "comparator") == 0
    assert value(table, "break_even", "120", "vcse") == pytest.approx((12 * 0.1 + 30 * 0.2 + 60 * 0.4) * 240 / 120)
    repaid = dict(series, coverage=series["coverage"].copy())
    repaid["coverage"][:, AT_VESTING : AT_VESTING + 60] += value(table, "break_even", "60", "all") / 912
    again = outcomes(world({FROZEN: flat(2), plan(): repaid}))
    assert value(again, "break_even", "60", "all") == pytest.approx(0, abs=1e-9)
    compared = by_world(world({FROZEN: flat(2), plan(): series})).query("measure == 'break_even' and sector == 'all'")
    assert set(compared["favours"]) == {"versus"}


def test_influence_before_and_during_a_change() -> None:
    series = flat(2, influence=0.2)
    series["influence"][:, AT_ANNOUNCEMENT:AT_VESTING, Sector.ACUTE] = 0.4
    series["influence"][:, AT_ANNOUNCEMENT - 12, Sector.ACUTE] = 0.8
    table = outcomes(world({FROZEN: flat(2, influence=0.2), plan(): series}))
    assert set(windows(table, "influence")) == set(windows(table, "acute_dominance")) == {
        "before", "during", "24", "60", "120",
    }  # fmt: skip
    assert value(table, "influence", "during", "acute") == pytest.approx(0.4)
    assert value(table, "influence", "during", "vcse") == pytest.approx(0.2)
    assert value(table, "acute_dominance", "during", "acute") == pytest.approx(0.5)
    assert value(table, "influence", "before", "acute") == pytest.approx((11 * 0.2 + 0.8) / 12)
    assert value(table, "influence", "24", "acute") == pytest.approx(0.2)


def test_a_change_without_notice_has_no_during() -> None:
    sudden = replace(plan(), announced=VESTING)
    table = outcomes(world({FROZEN: flat(2), sudden: flat(2)}))
    assert set(windows(table, "influence")) == {"before", "24", "60", "120"}
    early = replace(plan(), announced=FIRST + 11)
    assert "before" not in windows(outcomes(world({FROZEN: flat(2), early: flat(2)})), "influence")


def test_influence_by_place_by_hand() -> None:
    there = {name: places(3, 0.1) for name in ("frozen", "merge", "renamed")}
    for run, shift in enumerate((0.2, 0.2, 0.26)):
        there["merge"][run, AT_VESTING + 49 : AT_VESTING + 61, 1, Sector.VCSE] += shift
    there["frozen"][:, :, 0, Sector.ACUTE] = 0.7
    plans = {FROZEN: flat(3), plan(): flat(3), plan("renamed", "placebo"): flat(3)}
    table = places_table(world(plans, number=4, place_influence=there))
    assert not table.duplicated(["plan", "world", "window", "place", "sector"]).any()
    assert len(table) == 3 * len(PLACES) * len(Sector), "of the plan alone"
    rows = table.set_index(["window", "place", "sector"])
    found = rows.loc[("60", "TOWN", "vcse")]
    assert (found["plan"], found["world"]) == ("merge", 4)
    assert (found["value"], found["comparator"]) == (pytest.approx(0.32), pytest.approx(0.1))
    # Shifts 0.20, 0.20 and 0.26: mean 0.22, variance 0.0012, standard error √(0.0012 / 3) = 0.02.
    assert (found["difference"], found["standard_error"]) == (pytest.approx(0.22), pytest.approx(0.02))
    found = rows.loc[("60", "COUNTY", "acute")]
    assert (found["value"], found["comparator"]) == (pytest.approx(0.1), pytest.approx(0.7))
    assert (found["difference"], found["standard_error"]) == (pytest.approx(-0.6), 0)
    assert rows.loc[("24", "TOWN", "vcse"), "difference"] == 0
