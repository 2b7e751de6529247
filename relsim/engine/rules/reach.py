"""Reach: who knows whom to ask, who has a working contact, and what becomes of a concern.

A practice or VCSE organisation *knows whom to ask* at its commissioner if it knows it well enough; it *reaches* the
commissioner if that relationship works and both sides can meet.  Who does not may go through another body that does: a
primary care network, a local medical committee, a federation or alliance, Healthwatch, the council (two steps).

A concern is *raised* by who knows whom to ask, or knows somebody who does; *heard* where every step of such a way
works; and *acted on* with the chance that each contact on the best such way is judged good by who receives it.  This is
what would become of a concern that each of them had, once: how many concerns there are is not modelled.
"""

from __future__ import annotations

from relsim.domain.sectors import Kind
from relsim.engine.compiled import stage
from relsim.engine.rules.contact import chance_of_success
from relsim.engine.state import KNOWS_FROM

COMMISSIONER = int(Kind.COMMISSIONER)
_chance = chance_of_success


@stage
def who_reaches_whom(layout, state, scratch, world):
    """Set `state.reach` from relationships as they are this month."""
    for o in range(layout.kind.shape[0]):
        scratch.knows[o] = 0.0
        scratch.reaches[o] = 0.0
        scratch.heard[o] = 0.0
        scratch.acted_on[o] = 0.0
        if layout.asks[o] or layout.intermediary[o]:
            for edge in range(layout.edge_first[o], layout.edge_first[o + 1]):
                if layout.kind[layout.edge_partner[edge]] == COMMISSIONER:
                    knows, reaches, chance = one_step(layout.edge_from[edge], state, scratch, world)
                    scratch.knows[o] = max(scratch.knows[o], knows)
                    scratch.reaches[o] = max(scratch.reaches[o], reaches)
                    # Of one commissioner it may know whom to ask, and have its working contact with another.
                    scratch.heard[o] = max(scratch.heard[o], knows * reaches)
                    scratch.acted_on[o] = max(scratch.acted_on[o], knows * reaches * chance)
    state.reach[:] = 0.0
    for o in range(layout.kind.shape[0]):
        if layout.asks[o]:
            _ask(o, layout, state, scratch, world)


@stage
def _ask(o, layout, state, scratch, world):
    raised, reaches, heard, acted_on = scratch.knows[o], scratch.reaches[o], scratch.heard[o], scratch.acted_on[o]
    for edge in range(layout.edge_first[o], layout.edge_first[o + 1]):
        through = layout.edge_partner[edge]
        if layout.intermediary[through]:
            knows, works, chance = one_step(layout.edge_from[edge], state, scratch, world)
            raised = max(raised, knows * scratch.knows[through])
            reaches = max(reaches, works * scratch.reaches[through])
            heard = max(heard, knows * works * scratch.heard[through])
            acted_on = max(acted_on, knows * works * chance * scratch.acted_on[through])
    sector = layout.sector[o]
    state.reach[0, sector] += scratch.knows[o]
    state.reach[1, sector] += scratch.reaches[o]
    state.reach[2, sector] += reaches
    state.reach[3, sector] += raised
    state.reach[4, sector] += heard
    state.reach[5, sector] += acted_on


@stage
def one_step(edge, state, scratch, world):
    """Of an organisation and a partner: does it know whom to ask, can it reach them, and would they judge it good?"""
    i, from_b = edge >> 1, edge & 1
    knowing = state.knowing_ba[i] if from_b else state.knowing_ab[i]
    trust = state.effective_ab[i] if from_b else state.effective_ba[i]
    knows = 1.0 if knowing >= KNOWS_FROM else 0.0
    works = 1.0 if state.works[i] and state.reachable[i] > 0.0 else 0.0
    return knows, works, min(1.0, max(0.0, _chance(trust, state.ready[i], world) - scratch.offset[i]))
