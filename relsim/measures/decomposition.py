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

from relsim.measures.tables import CAUSES

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


def seats_ties_and_money(
    by_world: pd.DataFrame, made: Mapping[Parts, str], plan: str, comparator: str,
    measure: str, window: str, sector: str,
) -> pd.DataFrame:  # fmt: skip
    """The parts that the three causes add to a plan's shift of a measure, world by world.

    With nothing at work a run is the comparator's, with all three the plan's; the other six are the plans of role
    ``part``, each on the same replicates.

    Args:
        by_world: The table of that name, see `relsim.measures.tables`.
        made: Causes at work → name of the plan of role ``part``.
        plan: The plan in question, whose shift is taken apart.
        comparator: What it is compared with.
        measure: Such as ``acute_dominance``; not one that is a duration.
        window: Such as ``120``.
        sector: Such as ``acute``.

    Returns:
        A row a world: world, whole, seats, ties, money (whole = seats + ties + money), in the unit of the measure; no
        rows where the table holds no parts of the plan.

    Raises:
        KeyError: A world has some of the parts, not all.
    """
    causes_of = {name: causes for causes, name in made.items()}
    found = by_world[
        (by_world["measure"] == measure)
        & (by_world["window"].astype(str) == window)
        & (by_world["sector"] == sector)
        & by_world["plan"].isin(list(causes_of))
    ]
    nothing, everything = frozenset[str](), frozenset(CAUSES)
    rows = []
    for world, rows_of_world in found.groupby("world"):
        value: dict[Parts, float] = {}
        for row in rows_of_world.to_dict("records"):
            value[causes_of[row["plan"]]] = row["value"]
            if row["versus"] in (comparator, plan):
                value[nothing if row["versus"] == comparator else everything] = row["versus_value"]
        parts = shapley(value, everything)
        rows.append({"world": world, "whole": value[everything] - value[nothing], **{c: parts[c] for c in CAUSES}})
    return pd.DataFrame(rows, columns=["world", "whole", *CAUSES])
