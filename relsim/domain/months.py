"""Months as whole numbers: 12 × year + (month − 1), so that 2022-07 is 24270.

Everything in relsim happens on the first of a month.  A whole number can be compared, subtracted and used as a key of
a random draw; `Month` is that number with the spelling that people use, ``2022-07``.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

FIRST_YEAR, LAST_YEAR = 1900, 2200
LAST_MONTH = 12 * LAST_YEAR + 11
_SPELLING = re.compile(r"(\d{4})-(\d{2})")


def month_number(text: str) -> int:
    """The month number of ``"2022-07"``; `ValueError` says what would be right."""
    match = _SPELLING.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a month; write it as year-month, such as 2022-07")
    year, month = int(match[1]), int(match[2])
    if not 1 <= month <= 12:
        raise ValueError(f"{text!r} is not a month: months run from 01 to 12")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{text!r} is not a month that relsim knows: years run from {FIRST_YEAR} to {LAST_YEAR}")
    return 12 * year + month - 1


def month_text(number: int) -> str:
    """The spelling of a month number: ``month_text(24270) == "2022-07"``."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


MONTH_NAMES = ("January", "February", "March", "April", "May", "June", "July",
          "August", "September", "October", "November", "December")  # fmt: skip


def month_name(number: int) -> str:
    """The month in words: ``month_name(24270) == "July 2022"``."""
    return f"{MONTH_NAMES[number % 12]} {number // 12}"


def _read(value: Any) -> int:
    if isinstance(value, bool):
        raise ValueError(f"{value!r} is not a month; write it as year-month, such as 2022-07")
    if isinstance(value, str):
        return month_number(value)
    if isinstance(value, int) and FIRST_YEAR * 12 <= value < (LAST_YEAR + 1) * 12:
        return value
    raise ValueError(f"{value!r} is not a month; write it in quotes as year-month, such as \"2022-07\"")


Month = Annotated[int, BeforeValidator(_read), PlainSerializer(month_text, return_type=str, when_used="json")]
"""A month number that pydantic reads from ``"2022-07"``."""
