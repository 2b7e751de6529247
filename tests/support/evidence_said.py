"""What is said of results, topic by topic; findings made by hand, and results of which something else is told."""

from __future__ import annotations

import dataclasses

import numpy as np

from relsim.evidence.findings.finding import Finding
from relsim.evidence.results import Results
from relsim.evidence.sentences.answer import answer
from relsim.measures.bounds import Bounds
from relsim.measures.noise_removed import Side
from relsim.measures.shares_of_worlds import Share
from relsim.measures.verdicts import RangeOf, Why

A, B = "Plan A", "Plan B"
_PLAIN = Finding(
    outcome="months_not_bedded_in", window="120", sector="all", plan=A, versus=B, unit="months", better="lower",
    value=40.0, versus_value=46.0, difference=-6.0, interval=Bounds(-8.0, -4.0), chance=0.5, side=Side.LOWER, why=None,
    smallest=3.0, worlds=20, replicates=4.0, pairs_that_differ=80, worlds_would_do=None, replicates_would_do=None,
    higher=Share(0, 20), lower=Share(20, 20), no_difference=Share(0, 20), same_side=Share(20, 20),
    range=Bounds(-9.0, -3.5), range_of=RangeOf.TRIED, never_plan=0.0, never_versus=0.0, variance_ratio=4.0,
)  # fmt: skip


def a_finding(**changes: object) -> Finding:
    """A finding in which plan A clearly does better than plan B, but for what is changed about it."""
    return dataclasses.replace(_PLAIN, **changes)


def said(results: Results, topic: str) -> str:
    """What the answer says of a topic; empty where it says nothing."""
    return next((point.text for point in answer(results) if point.topic == topic), "")


def asked(results: Results, topic: str) -> str:
    """The question of a topic."""
    return next(point.lead for point in answer(results) if point.topic == topic)


def as_told(
    results: Results, plan: str, versus: str, measure: str, told: Side | Why, window: str = "", sector: str = "",
    size: float | None = None,
) -> Results:  # fmt: skip
    """The same results, as if of one comparison something else had been told, both ways round.

    Args:
        results: The results.
        plan: The plan.
        versus: The other plan.
        measure: Name of the outcome.
        told: The side, or why none is told.
        window: Of the outcome; empty: every one.
        sector: Its code; empty: every one.
        size: Of the mean difference, with its sign; None: it stays as it is, but for its sign.
    """
    summary = results.summary.copy()
    chosen = summary["measure"] == measure
    for column, name in (("window", window), ("sector", sector)):
        if name:
            chosen &= summary[column] == name
    for a, b, sign in ((plan, versus, 1), (versus, plan, -1)):
        rows = chosen & (summary["plan"] == a) & (summary["versus"] == b)
        side = told if isinstance(told, Side) else Side.UNDECIDED
        if sign < 0:
            side = {Side.HIGHER: Side.LOWER, Side.LOWER: Side.HIGHER}.get(side, side)
        mean = summary.loc[rows, "mean"] if size is None else sign * size
        if side in (Side.HIGHER, Side.LOWER):
            mean = abs(mean) * (1 if side is Side.HIGHER else -1)
        summary.loc[rows, "mean"] = mean
        around = (0.9, 1.1) if side in (Side.HIGHER, Side.LOWER) else (-1.0, 3.0)
        ends = [summary.loc[rows, "mean"] * factor for factor in around]
        for columns in (("low", "high"), ("world_low", "world_high")):
            summary.loc[rows, columns[0]], summary.loc[rows, columns[1]] = np.minimum(*ends), np.maximum(*ends)
        summary.loc[rows, "told"] = side.value if isinstance(told, Side) else ""
        summary.loc[rows, "why_untold"] = "" if isinstance(told, Side) else told.value
        summary.loc[rows, "non_zero"] = 1000
        for one in (Side.HIGHER, Side.LOWER, Side.NO_DIFFERENCE):
            column = one.value.replace(" ", "_")
            summary.loc[rows, column] = np.where(one is side, summary.loc[rows, "worlds"], 0.0)
        summary.loc[rows, "same_side"] = summary.loc[rows, "worlds"]
    return dataclasses.replace(results, summary=summary)
