"""Every month has one spelling and one number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from relsim.domain.months import FIRST_YEAR, LAST_YEAR, Month, month_number, month_text


@given(st.integers(FIRST_YEAR * 12, LAST_YEAR * 12 + 11))
def test_spelling_and_number_are_the_same_month(number: int):
    assert month_number(month_text(number)) == number
    dated = TypeAdapter(Month)
    assert dated.validate_python(number) == number
    assert dated.validate_json(dated.dump_json(number)) == number
