"""The fates of staff on the day of a change of Smallshire's groups."""

from __future__ import annotations

from model_example import timetable

from relsim.domain.reorganisation import Reorganisation
from relsim.engine.randomness import Key
from relsim.engine.rules.reorganisation import crossing, fates_of_posts
from relsim.engine.rules.switches import Switches
from relsim.engine.simulation import Simulation
from relsim.engine.state import first_state
from relsim.timetable.structure import Structure
from relsim.timetable.timetable import Era, Timetable


def around(table: Timetable, vesting: int) -> tuple[Structure, Era]:
    """The structure before a vesting, and the era that begins with it."""
    number = next(k for k, era in enumerate(table.eras) if era.begins == vesting)
    return table.eras[number - 1].structure, table.eras[number]


def fates(told: Reorganisation, seed: int, world: int = 0):
    """Fates and heirs of the old posts, the state after, and what is around the vesting."""
    table = timetable(told, until=told.vesting + 1)
    old, era = around(table, told.vesting)
    simulation = Simulation(table, seed=seed, world_number=world)
    simulation.advance(told.vesting)
    before, after = simulation.state, first_state(era.structure)
    assert era.passage is not None
    day = crossing(era.passage, era.structure.layout, before, after)
    fates_of_posts(Key(seed, world), day, Switches())
    return *day.fates, before, after, old, era
