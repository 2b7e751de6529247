"""The subject of an experiment, from what its own plans differ in, on manifests made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from relsim.evidence.findings.subject import Subject, sector_of_seats, subject
from relsim.evidence.results import Results
from relsim.measures.over_worlds import COLUMNS, summary

NEW_BODY = {"code": "X", "name": "A board", "of": ["C1", "C2"], "board": "icb"}


def change(vesting: str = "2022-07", kind: str = "replace", **more: Any) -> dict[str, Any]:
    successors = [] if kind == "abolish" else [NEW_BODY]
    return {"name": "change", "kind": kind, "vesting": vesting, "successors": successors, **more}


def plan(name: str, **written: Any) -> dict[str, Any]:
    return {"name": name, "like": "", "safeguards": [], **written}


def results(*plans: dict[str, Any], lost: dict[str, float] | None = None) -> Results:
    """Results of these options and of a comparator that changes nothing; `lost`: plan → share of what would work."""
    entries: list[dict[str, Any]] = [{"name": "Never", "role": "comparator", "seats": {"commissioner": 1.0}}]
    for one in plans:
        dates = [each.get("vesting") or each.get("begins") for key in ("reorganisations", "governance")
                 for each in one.get(key, ())]  # fmt: skip
        entries.append({"name": one["name"], "role": "plan", "announced": max(dates, default=None),
                        "vesting": max(dates, default=None), "like": one["like"], "safeguards": one["safeguards"],
                        "seats": one.get("seats", {})})  # fmt: skip
    manifest = {"experiment": {"plans": [plan("Never"), *plans]}, "plans": entries}
    nothing = pd.DataFrame()
    of_plans = pd.DataFrame(columns=list(COLUMNS)) if lost is None else pd.concat(
        [_summary(name, share) for name, share in lost.items()], ignore_index=True
    )  # fmt: skip
    return Results(Path("results"), manifest, nothing, nothing, nothing, nothing, nothing, nothing, of_plans)


def _summary(name: str, share: float) -> pd.DataFrame:
    share_by_world = share + np.linspace(-0.0005, 0.0005, 20)
    return summary(pd.DataFrame({
        "plan": name, "role": "plan", "versus": "Never", "measure": "share_lost", "window": "120", "sector": "all",
        "unit": "share", "world": range(20), "value": share_by_world, "versus_value": 0.0, "difference": share_by_world,
        "standard_error": 0.0001, "replicates": 4, "non_zero": 4, "variance_ratio": np.nan,
    }))  # fmt: skip


SEATED = {"governance": [{"name": "seats", "begins": "2022-07", "bodies": ["C1"], "board": "icb"}]}
RING = {"ring_fences": [{"sector": "general_practice", "share": 0.1}]}


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        ([plan("A", reorganisations=[change()])], Subject.LOSS),
        ([plan("A", reorganisations=[change(kind="abolish")])], Subject.CLOSURE),
        ([plan("A", reorganisations=[change(kind="abolish"), change()])], Subject.LOSS),
        ([plan("A", **SEATED)], Subject.SEAT),
        ([plan("A")], Subject.LOSS),
        ([plan("A", reorganisations=[change()]), plan("B", reorganisations=[change("2024-04")])], Subject.DATE),
        ([plan("A", reorganisations=[change()]), plan("B", reorganisations=[change(kept=0.9)])], Subject.PLAN),
        ([plan("A", **SEATED), plan("B", governance=[{**SEATED["governance"][0], "board": "pct"}])], Subject.SEAT),
        (
            [plan("A", reorganisations=[change()]),
             plan("B", reorganisations=[change() | {"successors": [NEW_BODY | {"board": "pct"}]}])],
            Subject.SEAT,
        ),
        ([plan("A", reorganisations=[change()]), plan("B", reorganisations=[change()], **RING)], Subject.MONEY),
        (
            [plan("A", reorganisations=[change()]),
             plan("A and care", reorganisations=[change()], like="A", safeguards=["written_handover"])],
            Subject.REMEDY,
        ),
    ],
)  # fmt: skip
def test_the_subject_is_what_plans_differ_in(plans: list[dict[str, Any]], expected: Subject) -> None:
    assert subject(results(*plans)) is expected


def test_names_tell_nothing() -> None:
    plans = [plan("A", reorganisations=[change() | {"name": "seats"}]),
             plan("B", reorganisations=[change() | {"name": "money"}], like="A", safeguards=["x"])]  # fmt: skip
    assert subject(results(*plans)) is Subject.REMEDY


def test_the_plan_in_question_with_safeguards_makes_no_date() -> None:
    dated = [plan("A", reorganisations=[change()]), plan("B", reorganisations=[change("2024-04")])]
    guarded = plan("A and care", reorganisations=[change()], like="A", safeguards=["written_handover"])
    assert subject(results(*dated, guarded)) is Subject.DATE


def test_where_relationships_stay_as_they_are_seats_are_what_is_asked_of() -> None:
    boards = [change(), change() | {"successors": [NEW_BODY | {"board": "pct"}]}]
    plans = [plan("A", reorganisations=[boards[0]]), plan("B", reorganisations=[boards[1] | {"kept": 0.9}])]
    assert subject(results(*plans, lost={"A": 0.2, "B": 0.001})) is Subject.PLAN
    assert subject(results(*plans, lost={"A": 0.002, "B": 0.001})) is Subject.SEAT


def test_the_sector_of_seats_is_that_whose_share_differs_most() -> None:
    def seated(name: str, **seats: float) -> dict[str, Any]:
        return plan(name, **SEATED, seats=seats)

    one = seated("A", commissioner=0.8, general_practice=0.2)
    assert sector_of_seats(results(one, seated("B", commissioner=0.5, general_practice=0.2, vcse=0.3))) == "vcse"
    lmc = seated("B", commissioner=0.5, general_practice=0.2, lmc=0.3)
    assert sector_of_seats(results(one, lmc)) == "general_practice", "who speaks for practices counts as practices"
    council = seated("B", local_government=0.7, general_practice=0.2, acute=0.1)
    assert sector_of_seats(results(one, council)) == "acute", "councils and commissioners hold what others lose"
    assert sector_of_seats(results(one, seated("B", commissioner=0.8, general_practice=0.2))) == "general_practice"
    assert sector_of_seats(results(plan("A"))) == "general_practice"
