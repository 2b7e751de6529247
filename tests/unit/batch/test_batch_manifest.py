"""The manifest: everything that is needed to run the same again, as JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from batch_example import dates

from relsim.batch.runs.design import design
from relsim.batch.store.manifest import manifest
from relsim.domain.months import month_number
from relsim.engine.code_identity import code_hash
from relsim.experiments.experiment import Experiment
from relsim.measures import tables
from relsim.version import __version__
from relsim.worlds.parameters import World, parameters
from relsim.worlds.plausible import plausible_worlds

STARTED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """A manifest as it comes back from its file."""
    text = json.dumps(manifest(design(dates()), STARTED, 12.345), allow_nan=False)
    read: dict[str, Any] = json.loads(text)
    return read


def test_it_says_all_that_is_described(made: dict[str, Any]):
    assert list(made) == [
        "relsim", "python", "packages", "machine", "started", "duration_seconds", "file", "experiment",
        "experiment_hash", "code_hash", "runs", "failures", "seeds", "worlds", "place", "places", "plans",
        "safeguards_tried", "concerned", "need_units", "window", "parameters", "fixed",
    ]  # fmt: skip
    assert tables.__doc__ is not None
    described = tables.__doc__.partition("manifest.json")[2].partition("\nruns ")[0]
    assert [key for key in made if key not in described] == []
    for key, inside in {
        "machine": {"system", "processor", "cores"},
        "place": {"code", "name", "organisations", "relationships", "licence", "sources", "assumptions"},
        "window": {"first", "last"},
    }.items():
        assert set(made[key]) == inside
    for key, inside in {
        "places": {"code", "name"},
        "plans": {
            "name",
            "role",
            "announced",
            "vesting",
            "of",
            "takes_out",
            "causes",
            "money_of",
            "renames",
            "without",
            "beside",
            "like",
            "safeguards",
            "seats",
            "voting_power",
            "boards",
        },
        "parameters": {"name", "unit", "default", "low", "high", "source"},
        "fixed": {"name", "value", "unit", "of"},
    }.items():
        assert made[key]
        assert all(set(entry) == inside for entry in made[key])


def test_the_experiment_and_its_worlds_can_be_run_again_from_it(made: dict[str, Any]):
    again = Experiment.model_validate(made["experiment"])
    assert again == dates()
    assert again.content_hash == made["experiment_hash"]
    assert made["code_hash"] == code_hash()
    assert [World(**world) for world in made["worlds"]] == plausible_worlds(3)
    assert made["seeds"] == [1, 2, 3, 4]


def test_what_it_was_made_with(made: dict[str, Any]):
    assert made["relsim"] == __version__
    assert {"mesa", "numpy", "numba", "pandas", "scipy"} <= set(made["packages"])
    assert made["started"] == "2026-01-02T02:04:05+00:00"
    assert datetime.fromisoformat(made["started"]).tzinfo == UTC
    assert made["duration_seconds"] == 12.3


def test_what_it_says_of_the_place_and_the_plans(made: dict[str, Any]):
    assert made["place"]["organisations"]["practice"] == 8
    assert made["place"]["organisations"]["commissioner"] == 2, "in the end, under the comparator"
    assert made["need_units"]["all"] == 31
    assert made["places"] == [{"code": "SC", "name": "Smallshire County Council"}]
    early = next(plan for plan in made["plans"] if plan["name"] == "July 2022")
    assert (early["announced"], early["vesting"], early["role"]) == ("2021-02", "2022-07", "plan")
    never = next(plan for plan in made["plans"] if plan["role"] == "comparator")
    assert (never["announced"], never["vesting"]) == (None, None)
    ccg = {"seats": {"general_practice": 6.45, "commissioner": 6.8}, "openness": 1.0, "challenge": 0.0}
    assert never["boards"] == [{"bodies": ["C12", "C3"], **ccg, "delegated": 0.0, "place_seats": {}}]
    assert [board["bodies"] for board in early["boards"]] == [["ICB"]]
    assert (early["like"], early["safeguards"]) == ("", [])
    assert (early["without"], early["beside"]) == ([], "")
    calm = [plan for plan in made["plans"] if plan["role"] == "pressure_off"]
    assert [plan["of"] for plan in calm] == ["July 2022", "April 2024", "Never"]
    assert {(*plan["without"], plan["beside"]) for plan in calm} == {("outside_pressure", calm[-1]["name"])}
    part = next(plan for plan in made["plans"] if plan["name"] == "July 2022, only money")
    assert (part["role"], part["boards"], part["vesting"]) == ("part", never["boards"], "2022-07")
    assert month_number(made["window"]["first"]) == month_number("2021-02")
    assert [entry["name"] for entry in made["parameters"]] == list(parameters())
    assert all(entry["low"] <= entry["default"] <= entry["high"] for entry in made["parameters"])
