"""Months are whole numbers that people can spell."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ValidationError

from relsim.domain.months import FIRST_YEAR, LAST_YEAR, Month, month_name, month_number, month_text


class Dated(BaseModel):
    month: Month


def test_july_2022_is_24270():
    assert month_number("2022-07") == 24270
    assert month_text(24270) == "2022-07"
    assert month_name(24270) == "July 2022"


def test_a_year_has_twelve_months():
    assert month_number("2023-01") - month_number("2022-01") == 12
    assert month_number("2023-01") - month_number("2022-12") == 1
    assert [month_name(month_number(f"2022-{month:02d}")).split()[0] for month in (1, 12)] == ["January", "December"]


@pytest.mark.parametrize("spelling", ["2022", "2022-7", "07-2022", "July 2022", "2022-07-01", "", "2022-00", "2022-13",
                                      "1899-12", "2201-01", "2022/07", "-2022-07"])  # fmt: skip
def test_what_is_no_month_is_refused_and_named(spelling: str):
    with pytest.raises(ValueError, match="is not a month") as refused:
        month_number(spelling)
    assert repr(spelling) in str(refused.value)


@pytest.mark.parametrize("value", [True, 2022, 2022.5, None, [2022, 7], LAST_YEAR * 12 + 12, FIRST_YEAR * 12 - 1])
def test_only_text_or_a_month_number_is_read_as_a_month(value: object):
    with pytest.raises(ValidationError, match="is not a month"):
        Dated.model_validate({"month": value})


def test_a_month_is_spelt_in_json_and_a_number_in_python():
    dated = Dated.model_validate({"month": "2022-07"})
    assert dated.model_dump() == {"month": 24270}
    assert dated.model_dump(mode="json") == {"month": "2022-07"}
