"""What is said of results, topic by topic; and findings made by hand."""

from __future__ import annotations

import dataclasses

from relsim.evidence.findings.finding import Finding
from relsim.evidence.results import Results
from relsim.evidence.sentences.answer import answer
from relsim.measures.bounds import Bounds
from relsim.measures.noise_removed import Side
from relsim.measures.shares_of_worlds import Share
from relsim.measures.verdicts import RangeOf

A, B = "Plan A", "Plan B"
_PLAIN = Finding(
    outcome="months_not_bedded_in", window="120", sector="all", plan=A, versus=B, unit="months", better="lower",
    value=40.0, versus_value=46.0, difference=-6.0, interval=Bounds(-8.0, -4.0), chance=0.5, side=Side.LOWER, why=None,
    smallest=3.0, worlds=20, replicates=4.0, pairs_that_differ=80, worlds_would_do=None, replicates_would_do=None,
    higher=Share(0, 20), lower=Share(20, 20), no_difference=Share(0, 20), range=Bounds(-9.0, -3.5),
    range_of=RangeOf.TRIED, never_plan=0.0, never_versus=0.0, variance_ratio=4.0,
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
