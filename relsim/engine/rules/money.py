"""Money: once a year a part of all spend is decided afresh, and where it goes has consequences.

Overspends take first call on it, by the same rule for any sector.  The rest is shared out by what each sector spends
already, more of it to those who have more influence than when this began: a claim is spend × (1 + φ·(influence ÷
influence then − 1)), the straight line that touches a power law there, because the model keeps to plain arithmetic.  A
ring-fence is a floor, kept at the cost of everybody without one.

Nothing here knows which sector is which, but for two things.  What the first call leaves unfunded is work that falls
to general practice and takes its time (Pulse 2021, testimony).  And the time that a sector has for others follows its
share of spend, except a commissioner's and a council's, whose share of health spend says little of their staff.
"""

from __future__ import annotations

import numpy as np

from relsim.domain.sectors import Sector
from relsim.engine.compiled import stage

MONTH = 3
"""Money is decided in Aprils: months that leave 3 when divided by 12."""
MONTHS_UNTIL_FIRST = 24
"""Relationships form for so long before influence is taken as the reference."""
LEAST_TIME, MOST_TIME = 0.5, 1.5
"""Bounds of what money makes of a sector's time (assumption)."""
GENERAL_PRACTICE = int(Sector.GENERAL_PRACTICE)
COUNCILS, COMMISSIONER = int(Sector.LOCAL_GOVERNMENT), int(Sector.COMMISSIONER)


@stage
def money_is_decided(saved, overspend, fences, influence, state, world, switches):
    """One April: sets `state.spend`, `state.fence` and `state.unfunded`.

    Args:
        saved: Share of all spend saved since the April before.
        overspend: (sectors) share of the sector's spend.
        fences: (sectors) as `relsim.timetable.outside_events.OutsideEvents.fences`.
        influence: (sectors) influence as it is.
        state: `State`.
        world: `World`.
        switches: `Switches`.
    """
    spend, sectors = state.spend, state.spend.shape[0]
    if state.first_influence.sum() == 0.0:
        state.first_influence[:] = influence
    for s in range(sectors):
        fenced = switches.money and fences[s] >= 0.0
        begun = state.fence[s] if state.fence[s] > 0.0 else spend[s]
        state.fence[s] = (fences[s] if fences[s] > 0.0 else begun) if fenced else 0.0
    state.unfunded[0] = 0.0
    if not switches.money:
        return
    spend[COMMISSIONER] -= min(saved, spend[COMMISSIONER])
    afresh, calls, claims = 1.0, 0.0, 0.0
    claim = np.zeros(sectors)
    for s in range(sectors):
        ratio = influence[s] / state.first_influence[s] if state.first_influence[s] > 0.0 else 1.0
        claim[s] = spend[s] * max(0.0, 1.0 + world.money_follows_influence * (ratio - 1.0))
        claims += claim[s]
        calls += overspend[s] * spend[s] if switches.first_call else 0.0
        afresh -= (1.0 - world.decided_afresh) * spend[s]
    met = min(1.0, afresh / calls) if calls > 0.0 else 0.0
    rest = afresh - met * calls
    state.unfunded[0] = met * calls / afresh
    for s in range(sectors):
        called = met * overspend[s] * spend[s] if switches.first_call else 0.0
        spend[s] = (1.0 - world.decided_afresh) * spend[s] + called + rest * claim[s] / claims
    _keep_fences(state)


@stage
def _keep_fences(state):
    """Raise who is under their floor to it; everybody without a floor gives the same part of what they have."""
    missing, open_spend = 0.0, 0.0
    for s in range(state.spend.shape[0]):
        if state.fence[s] > 0.0:
            missing += max(0.0, state.fence[s] - state.spend[s])
        else:
            open_spend += state.spend[s]
    given = min(1.0, missing / open_spend) if open_spend > 0.0 else 0.0
    part = given * open_spend / missing if missing > 0.0 else 0.0
    for s in range(state.spend.shape[0]):
        if state.fence[s] > 0.0:
            state.spend[s] += part * max(0.0, state.fence[s] - state.spend[s])
        else:
            state.spend[s] -= given * state.spend[s]


@stage
def time_follows_money(state, world, switches):
    """Set `state.sector_time`: what spend, and work that is not paid for, make of the time of each sector's posts."""
    for s in range(state.spend.shape[0]):
        time = 1.0
        if switches.money and switches.funded_time and s != COMMISSIONER and s != COUNCILS:
            ratio = state.spend[s] / state.first_spend[s] if state.first_spend[s] > 0.0 else 1.0
            time = min(MOST_TIME, max(LEAST_TIME, 1.0 + world.funded_time * (ratio - 1.0)))
        if switches.money and switches.unfunded_work and s == GENERAL_PRACTICE:
            time = time * (1.0 - world.unfunded_work * state.unfunded[0])
        state.sector_time[s] = time
