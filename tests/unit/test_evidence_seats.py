"""Plans that differ by their seats alone: they cost the same, and the report says who is heard instead."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pandas as pd
import pytest
from evidence_example import write_example

from relsim.evidence.folder import Results, read_results
from relsim.evidence.influence_words import other_seats
from relsim.evidence.timing import SAME, another_date, rivals


@pytest.fixture
def results(tmp_path: Path) -> Results:
    return read_results(write_example(tmp_path))


def as_alike(results: Results) -> Results:
    """The same results, as if the second option lost in every run what the first one loses."""
    first, second = (plan.name for plan in results.options)
    outcomes = results.outcomes
    own = outcomes[outcomes["plan"] == first]
    return dataclasses.replace(
        results, outcomes=pd.concat([outcomes[outcomes["plan"] != second], own.assign(plan=second)], ignore_index=True)
    )


def test_plans_that_lose_the_same_in_every_run_are_not_called_too_rare(results: Results):
    assert all(rival.verdict != SAME for rival in rivals(results))
    alike = as_alike(results)
    assert [rival.verdict for rival in rivals(alike)] == [SAME]
    told = another_date(alike)
    assert told is not None
    assert told[1].startswith("No: every other")
    assert "exactly as much, run for run" in told[1]


def test_who_is_heard_is_told_of_boards_with_other_seats_only(results: Results, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("relsim.evidence.influence_words.longest_influence", lambda *_: ("120", {"mean_value": 0.25}))
    first, second = (plan.name for plan in results.options)
    seats = {first: {"commissioner": 1.0}, second: {"commissioner": 0.5, "vcse": 0.5}}
    for entry in results.manifest["plans"]:
        entry["seats"] = seats.get(entry["name"])
    told = other_seats(results, first)
    assert f"under “{second}” general practice 25%" in told
    assert first not in told
    seats[second] = seats[first]
    for entry in results.manifest["plans"]:
        entry["seats"] = seats.get(entry["name"])
    assert other_seats(results, first) == ""
