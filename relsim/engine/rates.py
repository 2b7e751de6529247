"""Monthly chances, worked out once from a world's yearly shares."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from relsim.domain.sectors import Kind
from relsim.timetable.structure import Floats
from relsim.worlds.parameters import World


class Rates(NamedTuple):
    """Numbers that are worked out from a world once, because it needs a power or a division."""

    leaving: Floats
    """Per kind of organisation: chance a month that a holder leaves."""
    leaving_early: Floats
    """The same where the body is to go."""
    time: Floats
    """Per kind of organisation: part of a post's time that its contact has for others."""
    closing: Floats
    """Chance a year that a VCSE organisation closes, and that one which gave up does."""
    returning: float
    """Chance a month that an organisation which gave up returns."""
    own_judgement_inverse: float


_YEARLY = {
    Kind.PRACTICE: "leaving_practice",
    Kind.PCN: "leaving_pcn",
    Kind.VCSE: "leaving_vcse",
    Kind.LMC: "leaving_practice",
    Kind.FEDERATION: "leaving_pcn",
    Kind.ALLIANCE: "leaving_vcse",
    Kind.HEALTHWATCH: "leaving_vcse",
    Kind.ACUTE: "leaving_trust",
    Kind.MENTAL_HEALTH: "leaving_trust",
    Kind.COMMUNITY: "leaving_trust",
    Kind.AMBULANCE: "leaving_trust",
    Kind.COUNCIL: "leaving_council",
    Kind.COMMISSIONER: "leaving_commissioner",
}


def rates(world: World) -> Rates:
    """Monthly chances of a world; its yearly shares are reached over twelve months."""
    leaving = np.array([_monthly(getattr(world, _YEARLY[kind])) for kind in Kind])
    return Rates(
        leaving=leaving,
        leaving_early=np.minimum(1.0, leaving * world.leaving_multiplier),
        time=np.array([world.vcse_time if kind is Kind.VCSE else 1.0 for kind in Kind]),
        closing=np.array([world.closing_vcse, min(1.0, world.closing_vcse * world.closing_given_up)]),
        returning=_monthly(world.returning),
        own_judgement_inverse=1.0 / world.own_judgement if world.own_judgement > 0 else 0.0,
    )


def _monthly(share_a_year: float) -> float:
    return float(round(1.0 - (1.0 - share_a_year) ** (1 / 12), 15))
