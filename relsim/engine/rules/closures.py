"""Closures: every April some voluntary organisations close, and others take their place.

How many is what the register of charities loses (Charity Commission, via press: 2 to 3.5 % a year); those that have
given up on public bodies close more often (assumption).  Another takes on what it was there for: whoever needed the one
needs the other, so that no need disappears, but starts from scratch with it: a newcomer's trust, nobody known, no
procedures; contracts go to the successor.  Shares are of the organisations that there were, none of which is forgotten.
"""

from __future__ import annotations

from relsim.domain.sectors import Kind
from relsim.engine.compiled import stage
from relsim.engine.randomness import UNIT
from relsim.engine.state import ENERGY_AT_START, KNOWING_OF_NEWCOMER, PROCEDURES_WITH_NEWCOMER, TRUST_IN_NEWCOMER

MONTH = 3
"""Aprils: months that leave 3 when divided by 12."""
VCSE = int(Kind.VCSE)


@stage
def some_close_and_others_take_their_place(layout, state, rates, draws, closed):
    """One April; `draws` is a lane an organisation, `closed` is raised by sector."""
    for o in range(layout.kind.shape[0]):
        if layout.kind[o] != VCSE or draws[o] * UNIT >= rates.closing[1 if state.given_up[o] else 0]:
            continue
        closed[layout.sector[o]] += 1.0
        state.closures[o] += 1
        state.energy[o] = ENERGY_AT_START
        state.given_up[o] = 0
        for post in range(layout.first_post[o], layout.first_post[o + 1]):
            state.status[post] = 0
            state.holder[post] += 1
        for edge in range(layout.edge_first[o], layout.edge_first[o + 1]):
            i = layout.edge_from[edge] >> 1
            state.trust_ab[i] = state.trust_ba[i] = TRUST_IN_NEWCOMER
            state.knowing_ab[i] = state.knowing_ba[i] = KNOWING_OF_NEWCOMER
            state.procedures[i] = PROCEDURES_WITH_NEWCOMER
            state.works[i] = 0
