"""Participation: fruitless effort drains energy, and the exhausted stop seeking statutory partners.

After yet another reorganisation VCSE leaders "talked of giving up" at more relationships to make (Gamsu 2020, comment).
Practices, PCNs and VCSE organisations can give up on statutory bodies; a statutory body can't.  Giving up is not for ever:
some return, with a stated chance.
"""

from __future__ import annotations

from relsim.compiled import scalar
from relsim.randomness import UNIT
from relsim.state import ENERGY_ON_RETURN


@scalar
def energy_after(energy, share_met, world):  # type: ignore[no-untyped-def]
    """Energy after a month in which this share of what was sought from statutory bodies was met."""
    return (
        energy
        + world.energy_restored * share_met * (1.0 - energy)
        - world.energy_drained * (1.0 - share_met) * energy
    )


@scalar
def tire_give_up_and_return(month, layout, state, world, rates, draws):  # type: ignore[no-untyped-def]
    """One month of every organisation that can give up; `draws` is a lane a organisation."""
    for o in range(layout.kind.shape[0]):
        if layout.statutory[o] or layout.sought[o] <= 0.0 or month < layout.opened[o]:
            continue
        if state.given_up[o]:
            if draws[o] * UNIT < rates.returning:
                state.given_up[o] = 0
                state.energy[o] = ENERGY_ON_RETURN
            continue
        state.energy[o] = energy_after(state.energy[o], state.fruit[o] / layout.sought[o], world)
        if state.energy[o] < world.giving_up_below:
            state.given_up[o] = 1
