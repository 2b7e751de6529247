"""The fates of staff on the day of a change of Smallshire's groups."""

from __future__ import annotations

import numpy as np
from model_example import timetable

from relsim.domain.reorganisation import Reorganisation
from relsim.engine.rules.month import Switches
from relsim.engine.rules.reorganisation import fates_of_posts
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
    fate, heir = (np.empty(len(before.status), np.int32) for _ in range(2))
    fates_of_posts(seed, world, era.passage, before, after, fate, heir, Switches())
    return fate, heir, before, after, old, era
