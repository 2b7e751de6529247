"""The summary over worlds and the two kinds of window, against numbers worked by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from relsim.measures.over_worlds import summary
from relsim.measures.precision import BORROWED
from relsim.measures.verdicts import CONFIDENCE

NEVER = np.nan


def rows(
    differences: Sequence[float],
    errors: Sequence[float],
    measure: str = "coverage",
    window: str = "12",
    plan: str = "A",
    versus: str = "B",
    values: Sequence[float] = (),
    role: str = "plan",
) -> pd.DataFrame:
    """Rows of by_world for one comparison, a world each."""
    worlds = len(differences)
    value = np.array(values or [0.5] * worlds)
    return pd.DataFrame(
        {
            "plan": plan, "role": role, "versus": versus, "measure": measure, "window": window, "sector": "all",
            "unit": "share", "world": np.arange(worlds), "value": value, "versus_value": value - np.array(differences),
            "difference": differences, "standard_error": errors, "replicates": 4,
            "non_zero": np.where(np.nan_to_num(np.array(differences)) != 0, 4, 0),
            "variance_ratio": np.arange(worlds) + 1.0,
        }
    )  # fmt: skip


def test_three_uncertainties_by_hand() -> None:
    found = summary(rows([1.0, 2.0, 3.0, 6.0], [0.3, 0.4, 0.0, 1.2])).iloc[0]
    assert found["worlds"] == 4
    assert found["mean"] == pytest.approx(3)
    assert found["median"] == pytest.approx(2.5)
    assert found["mc_standard_error"] == pytest.approx(1.3 / 4)  # √(0.09 + 0.16 + 0 + 1.44) / 4
    assert found["design_error"] == pytest.approx(np.sqrt(14 / 3 / 4))  # variance (4 + 1 + 0 + 9) / 3 over 4 worlds
    # Noise 0.09, 0.16, 0 and 1.44 is steadied by what worlds show on average; the variance between worlds is
    # 14/3 − 1.69/4, and each world is drawn in by the root of the share that is its own.
    between, noise = 14 / 3 - 1.69 / 4, np.array([0.09, 0.16, 0.0, 1.44])
    steady = (noise * 16 + BORROWED * 4 * noise.mean()) / (4 + BORROWED) / 4
    own = 3 + np.sqrt(between / (between + steady)) * np.array([-2, -1, 0, 3])
    assert (found["world_low"], found["world_high"]) == pytest.approx((own.min(), own.max()))
    assert found["range_of"] == "all tried"
    assert (found["higher"], found["lower"], found["no_difference"]) == (4, 0, 0)
    assert found["confidence"] == CONFIDENCE
    assert found["low"] < 3 < found["high"]
    assert (found["told"], found["why_untold"]) == ("", "too few worlds")
    assert (found["mean_replicates"], found["non_zero"]) == (4, 16)
    assert found["variance_ratio"] == 2.5
    assert found["better"] == "higher"


def test_a_range_that_is_all_noise_is_none() -> None:
    alike, alone = summary(rows([1.0, 2.0, 3.0], [2.0] * 3)).iloc[0], summary(rows([1.0], [0.0])).iloc[0]
    for found in (alike, alone):
        assert found[["world_low", "world_high", "higher", "lower", "no_difference"]].isna().all()
        assert found["range_of"] == ""
    assert alone[["low", "high", "design_error"]].isna().all(), "a single world has no error of another draw"


def test_a_direction_is_told_with_its_worlds_counted() -> None:
    found = summary(rows(list(np.linspace(-0.3, -0.1, 20)), [0.001] * 20)).iloc[0]
    assert (found["told"], found["why_untold"], found["smallest"]) == ("lower", "", 0.02)
    assert (found["higher"], found["lower"], found["no_difference"]) == (0, 20, 0)
    assert np.isnan(found["worlds_would_do"])


def test_of_an_outcome_without_a_smallest_of_interest_nothing_is_told() -> None:
    found = summary(rows([5.0] * 10 + [6.0] * 10, [0.1] * 20, "relationship_years_lost", "120")).iloc[0]
    assert (found["told"], found["why_untold"]) == ("", "")
    assert np.isnan(found["smallest"])
    assert found["low"] > 5, "its interval is there all the same"


@pytest.mark.parametrize("role", ["part", "placebo"])
def test_of_parts_and_placebos_nothing_is_told(role: str) -> None:
    found = summary(rows([0.5] * 19 + [0.6], [0.01] * 20, role=role)).iloc[0]
    assert (found["told"], found["why_untold"], found["range_of"]) == ("", "", "")
    assert found["mean"] == pytest.approx(0.505)


def test_never_is_counted_and_left_out_of_means_only() -> None:
    table = rows(
        [-4.0, NEVER, NEVER, -6.0], [1.0, NEVER, NEVER, 1.0], measure="months_to_90", values=[20.0, 30.0, NEVER, 10.0]
    )
    found = summary(table).iloc[0]
    assert found["mean"] == -5
    assert found["mean_value"] == 20
    assert found["mean_versus_value"] == 20
    assert (found["never_plan"], found["never_versus"]) == (0.25, 0.5)
    assert found["mc_standard_error"] == pytest.approx(np.sqrt(2) / 2)
    assert found["design_error"] == pytest.approx(1.0)  # of the two worlds that have a difference: √(2 / 2)
    assert found["worlds"] == 4


def test_never_in_every_world_is_no_number_and_no_warning(recwarn: pytest.WarningsRecorder) -> None:
    found = summary(rows([NEVER] * 3, [NEVER] * 3, measure="months_to_90", values=[NEVER] * 3)).iloc[0]
    assert found[["mean", "median", "mc_standard_error", "world_low", "mean_value", "low", "design_error"]].isna().all()
    assert (found["never_plan"], found["told"], found["why_untold"]) == (1, "", "")
    assert not recwarn.list


def test_the_order_of_rows_and_other_comparisons_do_not_matter() -> None:
    both = pd.concat([rows([1.0, 2.0, 4.0], [0.1] * 3), rows([9.0, 9.0, 8.0], [0.2] * 3, versus="C")])
    shuffled = both.sample(frac=1, random_state=1)
    one = summary(both).sort_values("versus", ignore_index=True)
    pd.testing.assert_frame_equal(one, summary(shuffled).sort_values("versus", ignore_index=True), check_exact=True)
    pd.testing.assert_frame_equal(one.iloc[:1], summary(rows([1.0, 2.0, 4.0], [0.1] * 3)))


def test_two_rows_of_a_world_are_refused() -> None:
    with pytest.raises(ValueError, match="two rows"):
        summary(pd.concat([rows([1.0], [0.1]), rows([1.0], [0.1])]))


def test_influence_has_no_better_direction() -> None:
    assert summary(rows([1.0, 2.0], [0.1, 0.1], measure="acute_dominance"))["better"].item() == ""
