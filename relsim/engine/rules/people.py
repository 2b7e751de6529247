"""People: relationships are carried by the holders of liaison posts, and holders leave.

A holder leaves with the monthly chance of the kind of organisation; sooner where the body is known to go (testimony of
people who "saw the writing on the wall": Gamsu 2020, comment).  The post is vacant until it is filled.  A newcomer
starts from a handover: part of the trust, next to none of the knowing (Broschak & Block 2014 for ties lost with
managers).  A pair with a second contact keeps more (Bermiss & Greenbaum 2016).
"""

from __future__ import annotations

import numpy as np

from relsim.engine.compiled import scalar, stage
from relsim.engine.randomness import UNIT
from relsim.engine.state import LEFT, VACANT

SOMEBODY, NOBODY, GONE = np.uint8(0), np.uint8(VACANT), np.uint8(VACANT | LEFT)


@scalar
def chance_of_leaving(month, leaving_from, until, kind, rates, switches):
    """Chance that a holder of an organisation leaves this month."""
    if switches.distraction and leaving_from <= month < until:
        return rates.leaving_early[kind]
    return rates.leaving[kind]


@stage
def holders_leave_and_posts_are_filled(layout, state, world, switches):
    """One month of every post: sets its status and counts its holders."""
    for post in range(layout.organisation_of.shape[0]):
        leaves = state.post_lane0[post] * UNIT < state.leaving[layout.organisation_of[post]]
        filled = state.post_lane1[post] * UNIT < world.filling
        vacant = state.status[post] & VACANT
        after = (NOBODY if not filled else SOMEBODY) if vacant else (GONE if leaves else SOMEBODY)
        state.holder[post] += 1 if vacant and filled and switches.people else 0
        state.status[post] = after if switches.people else vacant


@stage
def portfolios_are_handed_over(layout, state, world, switches):
    """What the relationships of vacant posts keep where the holder has just left, and which of them can't meet.

    Sets `state.reachable` and `state.filled`; trust and knowing are lowered both ways, once for each side that lost its
    holder.
    """
    for o in range(layout.kind.shape[0]):
        state.filled[o] = layout.first_post[o + 1] - layout.first_post[o]
    for i in range(state.reachable.shape[0]):
        state.reachable[i] = 1.0
    for post in range(state.status.shape[0]):
        if state.status[post] == 0:
            continue
        state.filled[layout.organisation_of[post]] -= 1
        for k in range(state.portfolio_first[post], state.portfolio_first[post + 1]):
            i = state.portfolio[k] >> 1
            second = state.second_b[i] if state.portfolio[k] & 1 else state.second_a[i]
            somebody = switches.second_contact and second >= 0 and state.status[second] == 0
            if not somebody:
                state.reachable[i] = 0.0
            if state.status[post] & LEFT:
                trust = world.second_contact_handover if somebody else world.handover
                knowing = world.second_contact_handover if somebody else world.knowing_kept
                state.trust_ab[i] *= trust
                state.trust_ba[i] *= trust
                state.knowing_ab[i] *= knowing
                state.knowing_ba[i] *= knowing
