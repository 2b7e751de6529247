"""The kinds of things with dates: none that a plan can hold is missing, nor any of their months."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from relsim.domain.dated_parts import DATED_PARTS, DatedPart
from relsim.domain.description import Description
from relsim.domain.months import Month
from relsim.domain.plan import PlanContent


def things_held() -> dict[str, type[Description]]:
    """Field of a plan → what it holds a tuple of, where that is a description."""
    held = {key: get_args(hint) for key, hint in get_type_hints(PlanContent).items()}
    return {
        key: kinds[0]
        for key, kinds in held.items()
        if kinds and isinstance(kinds[0], type) and issubclass(kinds[0], Description)
    }


def test_every_kind_that_a_plan_holds_several_of_is_there_once() -> None:
    assert [part.key for part in DATED_PARTS] == list(things_held())


@pytest.mark.parametrize("part", DATED_PARTS, ids=lambda part: part.key)
def test_every_month_of_a_kind_is_there(part: DatedPart) -> None:
    hints = get_type_hints(things_held()[part.key], include_extras=True)
    assert set(part.months) == {key for key, hint in hints.items() if hint in (Month, Month | None)}
