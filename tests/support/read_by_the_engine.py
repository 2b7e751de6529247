"""Whether two timetables are the same in all that the engine reads of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from relsim.timetable.timetable import Timetable


def read_alike(one: Timetable, other: Timetable) -> bool:
    """True if they can't lead to different runs: the same eras, people, boards, dates, money and shocks.

    What happens is only words (`Timetable.facts`): two changes that are written differently may come to the same.
    """
    ours, theirs = ((each.until, each.eras, each.outside_events, each.shocks) for each in (one, other))
    return _alike(ours, theirs)


def _alike(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return one.shape == other.shape and bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))
    if is_dataclass(one):
        return all(_alike(getattr(one, each.name), getattr(other, each.name)) for each in fields(one))
    if isinstance(one, (tuple, list)):
        return len(one) == len(other) and all(_alike(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, Mapping):
        return one.keys() == other.keys() and all(_alike(value, other[key]) for key, value in one.items())
    return bool(one == other)
