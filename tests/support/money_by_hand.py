"""One April of money, of numbers that can be worked by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
from hand_made import SECTORS, as_written

from relsim.domain.sectors import Sector
from relsim.engine.rules import money
from relsim.engine.rules.switches import Switches
from relsim.timetable.outside_events import NOT_FENCED
from relsim.worlds.parameters import World

GP, VCSE, ACUTE, MENTAL, COUNCIL, COMMISSIONER, PUBLIC = (int(sector) for sector in Sector)
# Round numbers: 5 % is decided afresh, and twice the influence is a claim that is a fifth higher.
WORLD = World(decided_afresh=0.05, money_follows_influence=0.2, funded_time=0.5, unfunded_work=0.3)
ON = Switches()


def shares(**of: float) -> np.ndarray:
    """(sectors) a share for each, 0 where nothing is said."""
    return np.array([of.get(sector.code, 0.0) for sector in Sector])


START = shares(general_practice=0.1, acute=0.5, community_mental_health=0.2, commissioner=0.2)
EVEN = shares(general_practice=0.25, acute=0.25, community_mental_health=0.25, commissioner=0.25)


def purse(spend: np.ndarray = START, influence_then: np.ndarray = EVEN) -> SimpleNamespace:
    """A state as far as money looks at it."""
    return SimpleNamespace(
        spend=spend.copy(), first_spend=spend.copy(), first_influence=influence_then.copy(), fence=np.zeros(SECTORS),
        sector_time=np.ones(SECTORS), unfunded=np.zeros(1),
    )  # fmt: skip


def april(
    state: SimpleNamespace, influence: np.ndarray = EVEN, overspend: np.ndarray | None = None,
    fences: np.ndarray | None = None, saved: float = 0.0, world: World = WORLD, switches: Switches = ON,
) -> SimpleNamespace:  # fmt: skip
    """One April of it, and what follows for time; the same state."""
    overspend = np.zeros(SECTORS) if overspend is None else overspend
    fences = np.full(SECTORS, NOT_FENCED) if fences is None else fences
    with as_written(money):
        money.money_is_decided(saved, overspend, fences, influence, state, world, switches)
        money.time_follows_money(state, world, switches)
    return state


def fenced(**floors: float) -> np.ndarray:
    """(sectors) a floor for each, none where nothing is said."""
    return np.array([floors.get(sector.code, NOT_FENCED) for sector in Sector])
