"""Seats and votes at the end of a plan, and the table that sets them beside influence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from evidence_example import write_example

from relsim.batch.design import design
from relsim.batch.seats import seat_shares_by_sector, voting_power
from relsim.evidence.folder import read_results
from relsim.evidence.seats import seats_and_influence
from relsim.experiment import read_experiment

EXPERIMENT = Path(__file__).parents[1] / "experiments" / "smallshire-dates.toml"


def test_shares_are_those_of_the_boards_and_sum_to_one():
    made = design(read_experiment(EXPERIMENT))
    last = {plan.dates.name: plan.timetable.eras[-1].structure for plan in made.planned}
    before = seat_shares_by_sector(last["Never"])
    assert before == pytest.approx({"general_practice": 6.45 / 13.25, "commissioner": 6.8 / 13.25}, abs=1e-8)
    assert all(sum(seat_shares_by_sector(structure).values()) == pytest.approx(1) for structure in last.values())


def test_who_has_more_than_half_of_the_seats_has_all_the_votes():
    made = design(read_experiment(EXPERIMENT))
    power = voting_power(made.comparator.timetable.eras[-1].structure, made.network.population)
    assert power == pytest.approx({"commissioner": 1.0, "general_practice": 0.0})


def test_the_table_sets_seats_beside_influence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write_example(tmp_path)
    assert seats_and_influence(read_results(tmp_path)) is None, "the example's manifest tells no seats"
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    for entry in manifest["plans"]:
        before = entry["role"] == "comparator"
        entry["seats"] = {"commissioner": 0.7, "acute": 0.1 if before else 0.2, "general_practice": 0.1}
        entry["voting_power"] = {"commissioner": 1.0, "trusts": 0.0, "general_practice": 0.0}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    influence = {"mean_value": 0.2, "mean_versus_value": 0.1, "world_low": 0.05, "world_high": 0.15}
    monkeypatch.setattr("relsim.evidence.seats.longest_influence", lambda *_: ("120", influence))
    table = seats_and_influence(read_results(tmp_path))
    assert table is not None
    rows = {(row[0], row[1]): row[2:] for row in table.rows}
    assert rows["“CCGs stay”", "Commissioner"] == ["70%", "100%", "10%", "–"]
    assert rows["“ICB in July 2022”", "Commissioner"] == ["70%", "100%", "20%", "5.0 to 15.0 across worlds"]
    assert rows["“ICB in July 2022”", "Acute trusts"][:2] == ["20%", "0% (all trusts)"]
    assert not any(plan == "“ICB in April 2024”" for plan, _ in rows), "its seats are those of the plan above"
