"""Whether two timetables are the same in all that the engine reads of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from relsim.timetable.timetable import Timetable


def read_alike(one: Timetable, other: Timetable) -> bool:
    """True if they can't lead to different runs: the same eras, people, boards, dates, money and shocks.

    Two plans that are written differently may come to the same, as where so few people have to move that shares of them
    are rounded to the same numbers; `Timetable.facts` holds what is written.
    """
    ours, theirs = ((each.until, each.eras, each.outside_events, each.shocks) for each in (one, other))
    return _alike(ours, theirs)


def _alike(one: Any, other: Any) -> bool:
    if one is other:
        return True  # Timetables of one place share what they have in common.
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return one.shape == other.shape and bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))
    if is_dataclass(one) and not isinstance(one, type):
        return all(_alike(getattr(one, each.name), getattr(other, each.name)) for each in fields(one))
    if isinstance(one, (tuple, list)):
        return len(one) == len(other) and all(_alike(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(_alike(value, other[key]) for key, value in one.items())
    return bool(one == other)
