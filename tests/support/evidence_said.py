"""What is said of results, topic by topic; and findings made by hand."""

from __future__ import annotations

import dataclasses

from relsim.evidence.findings.finding import Finding
from relsim.evidence.results import Results
from relsim.evidence.sentences.answer import answer

A, B = "Plan A", "Plan B"
_PLAIN = Finding(
    outcome="months_not_bedded_in", window="120", sector="all", plan=A, versus=B, unit="months", better="lower",
    value=40.0, versus_value=44.0, difference=-4.0, median=-4.0, low=-9.0, high=2.0, chance=0.5, worlds=20,
    for_plan=0.85, for_versus=0.05, undecided=0.1, never_plan=0.0, never_versus=0.0, variance_ratio=4.0,
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
