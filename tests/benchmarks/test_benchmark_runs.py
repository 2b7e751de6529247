"""The benchmark runs, and what it compares the engine with follows the same rules; no timing is asserted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from mesa_objects import ObjectModel, OrganisationAgent, RelationshipAgent
from slow_twin import SlowTwin
from slow_twin_parts import keyed

from relsim.months import month_number
from relsim.network import network
from relsim.places.library import read_place
from relsim.timetable import build_timetable

HERE = Path(__file__).parent


def test_it_prints_every_figure_with_its_target() -> None:
    command = [sys.executable, str(HERE / "bench_engine.py"), "--quick"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    heading, *lines = done.stdout.splitlines()
    assert "organisations" in heading
    assert "relationships" in heading
    assert all("target" in line for line in lines)
    ratios = [line for line in lines if line.startswith("Ratio")]
    assert len(ratios) == 2
    assert all(line.endswith((": met)", ": NOT MET)")) for line in ratios)


def test_mesa_objects_follow_the_rules_of_the_twin() -> None:
    """With the same keyed draws they are the twin to the bit, up to the first change, and all agents after it."""
    place = read_place(HERE.parent / "places" / "smallshire.toml")
    table = build_timetable(place, network(place), (), month_number("2019-12"), frozenset())
    change = table.eras[1].begins
    model, twin = ObjectModel(table, keyed(1, 0)), SlowTwin(table)
    while model.society.month < change:
        model.step()
    twin.advance(change)
    assert model.society.record == twin.record
    while model.society.month < table.until:
        model.step()
    layout = table.eras[-1].structure.layout
    assert len(model.agents_by_type[OrganisationAgent]) == len(layout.kind)
    assert len(model.agents_by_type[RelationshipAgent]) == len(layout.a)
