"""Buckinghamshire, Oxfordshire and Berkshire West in 2022, run under two plans with the same worlds and seeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from relsim.domain.boards import Board
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.sectors import Sector
from relsim.engine.simulation import Simulation
from relsim.experiments.experiment import read_experiment
from relsim.timetable.network import network
from relsim.timetable.timetable import Timetable, Timetables
from relsim.worlds.parameters import World
from relsim.worlds.plausible import plausible_worlds

EXPERIMENT = read_experiment(Path(__file__).parents[2] / "experiments" / "oxford-2022.toml")
PLACE: Place = EXPERIMENT.place
EVENT: Reorganisation = next(plan for plan in EXPERIMENT.plans if plan.name == "July 2022").reorganisations[0]
ALL = len(Sector)

Value = Callable[[Simulation], float]
"""What is looked at of a run."""


def event(board: str = "", **changed: object) -> Reorganisation:
    """The event of 2022, some of it changed, with another board if one is named."""
    told = EVENT.model_dump() | changed
    if board:
        told["successors"] = [{**successor, "board": board} for successor in told["successors"]]
    return Reorganisation.model_validate(told)


def plan(*changes: Reorganisation, **provisions: object) -> Plan:
    """A plan of these changes and provisions."""
    return Plan.model_validate({"name": "A plan", "reorganisations": changes, **provisions})


def with_boards(place: Place = PLACE, **boards: Board) -> Place:
    """The place with more boards."""
    return place.model_copy(update={"boards": {**place.boards, **boards}})


@cache
def timetables(place_json: str, until: int) -> Timetables:
    place = Place.model_validate_json(place_json)
    return Timetables(place, network(place), until)


def timetable(of: Plan, until: int, place: Place = PLACE) -> Timetable:
    return timetables(place.model_dump_json(), until).build(of)


def mean_of(measure: str, sector: int, first: int, months: int) -> Value:
    """Mean of a measure of a sector (`ALL`: all) over so many months from a month on."""

    def value(simulation: Simulation) -> float:
        start = first - simulation.timetable.starts
        return float(simulation.series()[measure][start : start + months, sector].mean())

    return value


def differences(
    one: Timetable, other: Timetable, values: Sequence[Value], worlds: Iterable[tuple[int, World]], seeds: Sequence[int]
) -> np.ndarray:
    """(values, worlds, seeds) of the one less those of the other, which goes on from where the two first differ."""
    found = []
    for number, world in worlds:
        for seed in seeds:
            trunk = Simulation(other, world=world, world_number=number, seed=seed)
            trunk.advance(one.first_difference(other))
            branch = trunk.fork(one)
            trunk.advance()
            branch.advance()
            found.append([value(branch) - value(trunk) for value in values])
    return np.array(found).T.reshape(len(values), -1, len(seeds))


def plausible(count: int) -> list[tuple[int, World]]:
    """So many plausible worlds with their numbers."""
    return list(enumerate(plausible_worlds(count)))


def is_above_0(difference: np.ndarray, errors: float = 4.0) -> bool:
    """Whether the mean is so many standard errors above 0; shape (worlds, seeds), worlds taken as they are."""
    error = np.sqrt((difference.var(axis=1, ddof=1) / difference.shape[1]).mean() / difference.shape[0])
    return bool(difference.mean() > max(errors * error, 1e-9))
