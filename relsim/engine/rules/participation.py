"""Participation: fruitless effort drains energy, and the exhausted stop seeking statutory partners.

After yet another reorganisation VCSE leaders "talked of giving up" at more relationships to make (Gamsu 2020,
comment). Practices, PCNs, VCSE organisations and those who speak for them can give up on statutory bodies; a statutory
body can't.  Giving up is not for ever: some return, with a stated chance.
"""

from __future__ import annotations

from relsim.engine.compiled import scalar, stage
from relsim.engine.randomness import UNIT
from relsim.engine.state import ENERGY_ON_RETURN


@scalar
def energy_after(energy, share_met, world):
    """Energy after a month in which this share of what was sought from statutory bodies was met."""
    return (
        energy
        + world.energy_restored * share_met * (1.0 - energy)
        - world.energy_drained * (1.0 - share_met) * energy
    )


@stage
def those_who_gave_up_meet_no_statutory_body(layout, state):
    """Takes what the given-up seek no more out of `state.reachable`."""
    for o in range(layout.kind.shape[0]):
        if state.given_up[o]:
            for k in range(layout.guest_first[o], layout.guest_first[o + 1]):
                state.reachable[layout.guest_relationship[k]] = 0.0


@stage
def tire_give_up_and_return(layout, state, world, rates, draws):
    """One month of every organisation that can give up; `draws` is a lane an organisation."""
    for o in range(layout.kind.shape[0]):
        if layout.sought[o] <= 0.0:
            continue
        if state.given_up[o]:
            if draws[o] * UNIT < rates.returning:
                state.given_up[o] = 0
                state.energy[o] = ENERGY_ON_RETURN
            continue
        met = 0.0
        for k in range(layout.guest_first[o], layout.guest_first[o + 1]):
            good = state.good[layout.guest_relationship[k]] & layout.guest_side[k]
            met += layout.guest_need[k] if good else 0.0
        state.energy[o] = energy_after(state.energy[o], met / layout.sought[o], world)
        if state.energy[o] < world.giving_up_below:
            state.given_up[o] = 1
