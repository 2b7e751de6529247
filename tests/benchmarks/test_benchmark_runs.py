"""The benchmark runs, and what it compares the engine with follows the same rules; no timing is asserted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from england import BOARDS, PLACES, England, quarter
from mesa_objects import ObjectModel, OrganisationAgent, RelationshipAgent
from slow_twin import SlowTwin
from slow_twin_parts import keyed

from relsim.domain.months import month_number
from relsim.engine.simulation import Simulation
from relsim.places.library import read_place
from relsim.timetable.network import network
from relsim.timetable.timetable import build_timetable

HERE = Path(__file__).parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE.parents[1]), str(HERE.parent / "support")])}


def test_it_prints_every_figure_with_its_target() -> None:
    command = [sys.executable, str(HERE / "bench_engine.py"), "--quick"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT)
    heading, *lines = done.stdout.splitlines()
    assert "organisations" in heading
    assert "relationships" in heading
    (england,) = (line for line in lines if line.endswith(":"))
    figures = [line for line in lines if line != england]
    assert all("target" in line for line in figures)
    assert sum("42 boards" in line and "target: at most" in line for line in figures) == 2
    ratios = [line for line in lines if line.startswith("Ratio")]
    assert len(ratios) == 2
    assert all(line.endswith((": met)", ": NOT MET)")) for line in ratios)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "lines", "judged"), [("throughput", 5, 0), ("scheduling", 1, 1), ("mesa", 1, 0), ("memory", 5, 1)]
)
def test_each_part_of_the_benchmark_of_batches_runs(part: str, lines: int, judged: int) -> None:
    command = [sys.executable, str(HERE / "bench_batch.py"), "--quick", "--only", part]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT)
    figures = [line for line in done.stdout.splitlines() if "target" in line]
    assert len(figures) == lines
    assert sum(line.endswith((": met)", ": NOT MET)")) for line in figures) == judged


def test_each_area_of_england_is_its_place_run_alone() -> None:
    """Smallshire 42 times: voices, boards and places of every area are those of a run with its seed."""
    place = read_place(HERE.parent / "places" / "smallshire.toml")
    month = month_number("2021-01")
    england = England(place, month)
    layout, state = england.deciding(PLACES), england.state(PLACES)
    quarter(month, layout, england.dates, state, england.scratch, england.world)
    table = build_timetable(place, network(place), None, month + 1)
    count = england.organisations // BOARDS
    for seed in (0, 17, 41):
        run = Simulation(table, seed=seed)
        run.advance(month + 1)
        voice = state.voice[seed * count : (seed + 1) * count]
        # Areas wait for the last of them to be solved.
        assert voice == pytest.approx(run.state.voice, abs=1e-5)
        decided = run.series()["influence"][-1, :-1]
        assert state.place_influence[seed] == pytest.approx(decided, abs=1e-5)
        assert state.place_influence[BOARDS + seed] == pytest.approx(decided, abs=1e-5)  # Smallshire is one place
    assert state.place_influence.shape[0] == BOARDS + PLACES
    assert state.place_influence.sum(axis=1) == pytest.approx(1.0)


def test_mesa_objects_follow_the_rules_of_the_twin() -> None:
    """With the same keyed draws they are the twin to the bit, up to the first change, and all agents after it."""
    place = read_place(HERE.parent / "places" / "smallshire.toml")
    table = build_timetable(place, network(place), None, month_number("2019-12"))
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
