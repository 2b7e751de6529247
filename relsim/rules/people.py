"""People: relationships are carried by the holders of liaison posts, and holders leave.

A holder leaves with the monthly chance of the kind of organisation; sooner where the body is known to go (testimony of
people who "saw the writing on the wall": Gamsu 2020, comment).  The post is vacant until it is filled.  A newcomer starts
from a handover: part of the trust, next to none of the knowing (Broschak & Block 2014 for ties lost with managers).  A
pair with a second contact keeps more (Bermiss & Greenbaum 2016).
"""

from __future__ import annotations

from relsim.compiled import scalar
from relsim.randomness import UNIT
from relsim.state import CLOSED, LEFT, VACANT


@scalar
def holders_leave_and_posts_are_filled(month, layout, dates, state, world, rates, switches):  # type: ignore[no-untyped-def]
    """One month of every post: sets its status and counts its holders."""
    for post in range(layout.organisation_of.shape[0]):
        organisation = layout.organisation_of[post]
        if month < layout.opened[organisation]:
            state.status[post] = CLOSED
            continue
        vacant = state.status[post] & VACANT
        state.status[post] = vacant
        if not switches.people:
            continue
        if vacant:
            if state.post_lane1[post] * UNIT < world.filling:
                state.status[post] = 0
                state.holder[post] += 1
            continue
        kind = layout.kind[organisation]
        chance = rates.leaving[kind]
        if switches.distraction and dates.leaving_from[organisation] <= month < dates.until[organisation]:
            chance = rates.leaving_early[kind]
        if state.post_lane0[post] * UNIT < chance:
            state.status[post] = VACANT | LEFT


@scalar
def hand_over(status, second, statuses, world, switches):  # type: ignore[no-untyped-def]
    """Shares of (trust, knowing) that a relationship keeps on one side this month."""
    if not status & LEFT:
        return 1.0, 1.0
    if switches.second_contact and second >= 0 and statuses[second] == 0:
        return world.second_contact_handover, world.second_contact_handover
    return world.handover, world.knowing_kept


@scalar
def somebody_is_there(status, second, statuses, switches):  # type: ignore[no-untyped-def]
    """Whether a side can be reached: nobody is met through a vacant post."""
    if status == 0:
        return True
    return switches.second_contact and second >= 0 and statuses[second] == 0
