"""Results of every subject that an answer may have, made from the made-up example."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evidence_example import write_example

from relsim.evidence.findings.subject import Subject
from relsim.evidence.results import Results, read_results

FIRST, SECOND = "ICB in July 2022", "ICB in April 2024"
VOICE, PLACES, BOTH = "Voice funded", "Places decide", "Voice and places"


def with_manifest(results: Results, change: Callable[[dict[str, Any]], None]) -> Results:
    """The same results with another manifest."""
    manifest = copy.deepcopy(results.manifest)
    change(manifest)
    return dataclasses.replace(results, manifest=manifest)


def every_subject(folder: Path) -> dict[Subject, Results]:
    """Subject → results; `folder` is for the examples."""
    two = read_results(write_example(folder / "two", replicates=2))
    guarded = read_results(write_example(folder / "guarded", replicates=2, options=1, safeguards=True))
    seated = read_results(write_example(folder / "seated", replicates=2, options=1, govern_only=True))
    alone = read_results(write_example(folder / "alone", replicates=2, options=1))
    return {
        Subject.LOSS: alone, Subject.CLOSURE: with_manifest(alone, _closed), Subject.DATE: two,
        Subject.PLAN: with_manifest(two, _on_one_date), Subject.REMEDY: guarded, Subject.SEAT: seated,
        Subject.MONEY: with_manifest(guarded, _ring_fenced),
    }  # fmt: skip


def tried_alone(results: Results) -> Results:
    """The same results, as if the safeguards of its plans had been tried by relsim itself."""
    def tried(manifest: dict[str, Any]) -> None:
        for plan in manifest["plans"]:
            if plan["like"]:
                plan["role"] = "safeguard"

    return with_manifest(results, tried)


def _written(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan for plan in manifest["experiment"]["plans"] if plan["name"] not in ("CCGs stay",)]


def _closed(manifest: dict[str, Any]) -> None:
    for plan in _written(manifest):
        for change in plan["reorganisations"]:
            change |= {"kind": "abolish", "successors": []}


def _on_one_date(manifest: dict[str, Any]) -> None:
    for plan in manifest["plans"]:
        if plan["name"] == SECOND:
            plan["vesting"] = manifest["plans"][1]["vesting"]


def _ring_fenced(manifest: dict[str, Any]) -> None:
    for plan in _written(manifest)[1:]:
        plan["ring_fences"] = [{"sector": "general_practice", "share": 0.1}]
