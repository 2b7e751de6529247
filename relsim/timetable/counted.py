"""The relationships that are counted: those of the commissioners concerned."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from relsim.domain.responsibilities import Function
from relsim.domain.sectors import Sector
from relsim.timetable.members import EraMembers
from relsim.timetable.need_units import NOBODY
from relsim.timetable.structure import Floats, Ints, Rows


@dataclass(frozen=True, eq=False)
class Counted:
    """The relationships that coverage counts: with whoever does what is concerned, each for a sector (c of them)."""

    row: Rows
    sector: Ints
    weight: Floats
    """(c) need that the relationship serves of what is concerned."""
    unserved: Floats
    """(sectors) need of what is concerned that nobody serves any more."""
    partners: Ints
    """Rows of those who need a commissioner in the localities concerned."""


def counted_need(era_members: EraMembers, concerned: frozenset[Function]) -> Counted:
    """Count each unit concerned for the sector of the end that is not; where both are, for the first in order."""
    served = era_members.served
    units = served.units
    one, other = units.concerned(concerned)
    of_one = (one == 0) | (other == 1)
    partner = np.where(of_one, units.one, units.other)
    # The last one of each stands for whoever commissions; indexing with `NOBODY` finds it.
    founders = units.network.organisations
    sectors = np.array([*(one.kind.sector for one in founders), Sector.COMMISSIONER], np.int32)
    opened = np.array([*(one.opened for one in founders), era_members.month])
    sector = sectors[partner]
    wanted = (one == 1) | (other == 1)
    there = wanted & (served.row != NOBODY)
    keys, inverse = np.unique(served.row[there].astype(np.int64) * len(Sector) + sector[there], return_inverse=True)
    weight = np.bincount(inverse, units.need[there], len(keys))
    # Nobody is at an end though both are open: that end has ended.
    begun = (opened[units.one] <= era_members.month) & (opened[units.other] <= era_members.month)
    ended = wanted & begun & ((served.one == NOBODY) | (served.other == NOBODY))
    commissioned = there & (units.other == NOBODY)
    return Counted(
        row=(keys // len(Sector)).astype(np.uint32),
        sector=(keys % len(Sector)).astype(np.int32),
        weight=weight.astype(np.float64),
        unserved=np.bincount(sector[ended], units.need[ended], len(Sector)).astype(np.float64),
        partners=np.unique(served.one[commissioned]).astype(np.int32),
    )
