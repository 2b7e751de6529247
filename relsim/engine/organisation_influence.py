"""The influence of each organisation: how much of what is decided comes from its own opinion.

The month works out sectors only (`relsim.engine.rules.governance`); this is the same system solved the other way round,
for whoever looks at a run, and with scipy's sparse solver, so that it also checks the month's own.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import spsolve

from relsim.engine.rules.governance import MOST_SUSCEPTIBLE
from relsim.engine.state import State
from relsim.timetable.era_dates import EraDates
from relsim.timetable.structure import Floats, Layout
from relsim.worlds.parameters import World


def influence_of_organisations(layout: Layout, dates: EraDates, state: State, world: World, month: int) -> Floats:
    """(organisations) shares of influence by the contact and trust of the last month; they sum to 1.

    Args:
        layout: The layout.
        dates: The era's dates: who is overseen by whom.
        state: The state after that month.
        world: The world.
        month: That month.
    """
    susceptible, listening = who_listens_to_whom(layout, state, world)
    own = 1.0 - susceptible
    overseen = np.flatnonzero(dates.overseen_from <= month)
    kept = np.ones(len(own))
    kept[overseen] = 1.0 - dates.oversight[overseen]
    run_by = sparse.csr_array(
        (dates.oversight[overseen], (overseen, dates.overseer[overseen])), shape=(len(own), len(own))
    )
    passes = sparse.diags_array(kept) @ listening + run_by
    system = (sparse.eye_array(len(own)) - passes).T.tocsc()
    decided_through: Floats = np.atleast_1d(spsolve(system, layout.opinion))
    return decided_through * kept * own


def who_listens_to_whom(layout: Layout, state: State, world: World) -> tuple[Floats, sparse.csr_array]:
    """Susceptibility (organisations), and the part of a row's opinion that is each column's (sparse)."""
    count, sector = len(layout.kind), layout.sector
    listener, partner = np.concatenate([layout.a, layout.b]), np.concatenate([layout.b, layout.a])
    own_trust = np.concatenate([state.effective_ab, state.effective_ba])
    partners_trust = np.concatenate([state.effective_ba, state.effective_ab])
    contact = np.concatenate([state.contact, state.contact])
    nest = listener.astype(np.int64) * (sector.max() + 1) + sector[partner]
    met = np.bincount(nest, contact)[nest]
    attention = layout.attention[listener, sector[partner]]
    share = np.divide(attention * contact, met, out=np.zeros_like(contact), where=met > 0)
    taken_up = share * np.where(layout.represents[listener] == 1, partners_trust, own_trust)
    trusted = np.bincount(listener, taken_up, count)
    susceptible = np.minimum(MOST_SUSCEPTIBLE, trusted / (world.listening_half + trusted))
    part = np.divide(susceptible, trusted, out=np.zeros(count), where=trusted > 0)
    listening = sparse.csr_array((taken_up * part[listener], (listener, partner)), shape=(count, count))
    return susceptible, listening
