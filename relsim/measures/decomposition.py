"""Taking a shift apart: how much of it each of several causes makes.

Causes act together, so what one of them adds depends on which others are already there.  Its Shapley value is what it
adds on average over every order in which the causes can come (Shapley 1953): the parts sum to the whole exactly, and a
cause that never adds anything gets nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations
from math import factorial

import pandas as pd

Parts = frozenset[str]


def shapley(value: Callable[[Parts], float] | Mapping[Parts, float], parts: Parts) -> dict[str, float]:
    """The part of ``value(all) − value(none)`` that each cause makes.

    Args:
        value: The outcome with a set of causes at work: a function, or a table of all 2ⁿ of them.
        parts: The n causes.

    Returns:
        Cause → its part, in the unit of the outcome; together exactly the whole shift, but for rounding.

    Raises:
        KeyError: The table lacks a combination.
    """
    outcome = value.__getitem__ if isinstance(value, Mapping) else value
    count = len(parts)
    shares = {}
    for part in sorted(parts):
        others = sorted(parts - {part})
        total = 0.0
        for size in range(count):
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for before in combinations(others, size):
                without = frozenset(before)
                total += weight * (outcome(without | {part}) - outcome(without))
        shares[part] = total
    return shares


def seats_and_relationships(
    by_world: pd.DataFrame, plan: str, comparator: str, ties: str, seats: str, measure: str, window: str, sector: str
) -> pd.DataFrame:
    """What seats, and what relationships lost and unequally rebuilt, add to a shift of influence, world by world.

    Args:
        by_world: The table of that name, see `relsim.tables`.
        plan: The plan whose shift is taken apart.
        comparator: What it is compared with.
        ties: The diagnostic in which all happens but the change of seats.
        seats: The diagnostic in which nothing but bodies and seats change.
        measure: Such as ``acute_dominance``.
        window: Such as ``120``.
        sector: Such as ``acute``.

    Returns:
        A row a world: world, whole, seats, relationships (whole = seats + relationships), in the unit of the measure,
        on the replicates that the diagnostics have.
    """
    found = by_world[
        (by_world["measure"] == measure)
        & (by_world["window"].astype(str) == window)
        & (by_world["sector"] == sector)
        & by_world["plan"].isin([ties, seats])
    ]
    both = frozenset({"seats", "relationships"})
    rows = []
    for world, rows_of_world in found.groupby("world"):
        at = {(row["plan"], row["versus"]): row for row in rows_of_world.to_dict("records")}
        before = at[ties, comparator]["versus_value"]
        value = {
            frozenset[str](): before,
            frozenset({"relationships"}): at[ties, comparator]["value"],
            frozenset({"seats"}): at[seats, comparator]["value"],
            both: at[ties, plan]["versus_value"],
        }
        rows.append({"world": world, "whole": value[both] - before, **shapley(value, both)})
    return pd.DataFrame(rows, columns=["world", "whole", "seats", "relationships"])
