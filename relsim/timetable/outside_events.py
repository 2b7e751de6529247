"""The course of events from outside, month by month: pressure, grants, ring-fences, overspends, costs saved.

Nothing in it depends on a seed or a world.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.sectors import Kind, Sector
from relsim.timetable.structure import Floats

NOT_FENCED, AT_ITS_SHARE = -1.0, 0.0


class OutsideEvents(NamedTuple):
    """Arrays of t months."""

    pressure: Floats
    """(t) what outside pressure multiplies readiness by."""
    engagement: Floats
    """(t, kinds) what grants multiply the time of a post by."""
    fences: Floats
    """(t, sectors) floor of a sector's spend share; AT_ITS_SHARE: what it has when the fence begins; or NOT_FENCED."""
    overspend: Floats
    """(t, sectors) share of the sector's spend that it overspends a year."""
    saved: Floats
    """(t) share of all spend that is saved from this month on."""
    spend: Floats
    """(sectors) shares of spend at the start."""


@dataclass(frozen=True)
class Shock:
    """A loss of trust in a commissioner, on a day: a practice is put out to tender, and its partners hear of it."""

    month: int
    practice: str
    trust_lost: float
    spread: float


def outside_events(place: Place, plan: Plan, until: int) -> OutsideEvents:
    """All that comes from outside under a plan, from the place's start to `until`."""
    months = until - place.starts
    result = OutsideEvents(
        pressure=np.ones(months),
        engagement=np.ones((months, len(Kind))),
        fences=np.full((months, len(Sector)), NOT_FENCED),
        overspend=np.zeros((months, len(Sector))),
        saved=np.zeros(months),
        spend=np.array([place.spend.get(sector.code, 0.0) for sector in Sector]),
    )

    def rows(begins: int, ends: int | None) -> slice:
        return slice(max(0, begins - place.starts), max(0, (until if ends is None else ends) - place.starts))

    # By name or kind, so that the order in a file makes no difference to a product.
    for pressure in sorted(place.pressures, key=lambda one: (one.begins, one.name)):
        result.pressure[rows(pressure.begins, pressure.ends)] *= pressure.readiness
    for overspend in sorted(place.overspends, key=lambda one: (one.begins, one.sector, one.share)):
        result.overspend[rows(overspend.begins, overspend.ends), sector_of(overspend.sector)] += overspend.share
    for grant in sorted(plan.grants, key=lambda one: (one.begins, one.to, one.time)):
        result.engagement[rows(grant.begins, grant.ends), Kind[grant.to.upper()]] *= grant.time
    for fence in sorted(plan.ring_fences, key=lambda one: (one.begins, one.sector)):
        floor = AT_ITS_SHARE if fence.share is None else fence.share
        result.fences[rows(fence.begins, fence.ends), sector_of(fence.sector)] = floor
    if plan.benefits.cost_saved and plan.reorganisations:
        vesting = max(change.vesting for change in plan.reorganisations)
        result.saved[rows(vesting, vesting + 1)] = plan.benefits.cost_saved
    return result


def sector_of(code: str) -> Sector:
    """The sector of a code, such as ``general_practice``."""
    return Sector[code.upper()]


def shocks(plan: Plan) -> tuple[Shock, ...]:
    """The hostile acts of a plan, in order of month and practice."""
    acts = sorted(plan.hostile_acts, key=lambda act: (act.month, act.practice))
    return tuple(Shock(act.month, act.practice, act.trust_lost, act.spread) for act in acts)
