"""Governance: boards decide by their seats, and everybody listens along trusted contact.

Opinions start with every organisation and spread (Friedkin & Johnsen 1990): each holds to its own in part, and for the
rest takes up those of the partners it meets and trusts.  Its susceptibility is L / (κ + L), at most 0.95, where L is
the trust of its average contact: lost trust lowers listening.  What an opinion weighs in decisions is its influence;
the sum over everybody is 1 without normalising, because what one does not keep another gets.

Attention is nested: an organisation listens in equal parts to the sectors that it needs (each serves the whole
population), and within a sector to each partner by their contact.  So neither the number of organisations that a
sector has, nor splitting one in two, changes what the sector weighs.  What is taken up is attention times trust.  The
linear system is solved by over-relaxed Gauss–Seidel in canonical order, never by BLAS, so that the bits do not depend
on a library.
"""

from __future__ import annotations

from relsim.compiled import stage

MOST_SUSCEPTIBLE = 0.95
TOLERANCE = 1e-9
"""Sum of changes in a sweep at which the solution is taken; its error is then about a hundredth of that."""
RELAXATION, RELAXED_SWEEPS, MOST_SWEEPS = 1.2, 60, 500
"""Each step goes this much further than Gauss–Seidel's, which halves the sweeps; plain steps follow if need be."""
EVERY_MONTHS = 12
"""Influence is worked out in months divisible by this, every January; until then successors hold their predecessors'.

It must not be worked out on the day of a reorganisation: then a mere change of name would show a difference.
"""


@stage
def spread_of_opinion(layout, state, scratch, world):
    """Set `state.influence`.

    `scratch.weight` ends as b'(I − AW)⁻¹, the adjoint form: how much of the decision passes through each organisation.
    """
    how_far_each_listens(layout, state, scratch, world)
    count = layout.kind.shape[0]
    for o in range(count):
        scratch.weight[o] = layout.opinion[o]
    for sweep in range(MOST_SWEEPS):
        step = RELAXATION if sweep < RELAXED_SWEEPS else 1.0
        change = 0.0
        for o in range(count):
            # Two sums side by side, because each addition has to wait for the one before it.
            even, odd = layout.opinion[o], 0.0
            edge, last = layout.edge_first[o], layout.edge_first[o + 1]
            while edge + 1 < last:
                even += scratch.strength[edge] * scratch.weight[layout.edge_listener[edge]]
                odd += scratch.strength[edge + 1] * scratch.weight[layout.edge_listener[edge + 1]]
                edge += 2
            if edge < last:
                even += scratch.strength[edge] * scratch.weight[layout.edge_listener[edge]]
            difference = step * (even + odd - scratch.weight[o])
            scratch.weight[o] += difference
            change += abs(difference)
        if change < TOLERANCE:
            break
    for o in range(count):
        state.influence[o] = (1.0 - scratch.susceptible[o]) * scratch.weight[o]


@stage
def how_far_each_listens(layout, state, scratch, world):
    """Set `scratch.susceptible`, and `scratch.strength`: the part of an opinion that each edge carries."""
    count = layout.kind.shape[0]
    for o in range(count):
        scratch.hears[o] = 0.0
        for sector in range(scratch.meets.shape[1]):
            scratch.meets[o, sector] = 0.0
    for i in range(layout.a.shape[0]):
        a, b, contact = layout.a[i], layout.b[i], state.contact[i]
        scratch.meets[a, layout.sector[b]] += contact
        scratch.meets[b, layout.sector[a]] += contact
    for o in range(count):
        for sector in range(scratch.meets.shape[1]):
            met = scratch.meets[o, sector]
            scratch.share[o, sector] = 1.0 / (met * layout.sectors_needed[o]) if met > 0.0 else 0.0
    for i in range(layout.a.shape[0]):
        a, b, contact = layout.a[i], layout.b[i], state.contact[i]
        by_a = contact * scratch.share[a, layout.sector[b]] * state.effective_ab[i]
        by_b = contact * scratch.share[b, layout.sector[a]] * state.effective_ba[i]
        scratch.taken_up[2 * i] = by_a
        scratch.taken_up[2 * i + 1] = by_b
        scratch.hears[a] += by_a
        scratch.hears[b] += by_b
    for o in range(count):
        trusted = scratch.hears[o]
        scratch.susceptible[o] = min(MOST_SUSCEPTIBLE, trusted / (world.listening_half + trusted))
        scratch.passes[o] = scratch.susceptible[o] / trusted if trusted > 0.0 else 0.0
    for edge in range(layout.edge_listener.shape[0]):
        scratch.strength[edge] = scratch.taken_up[layout.edge_from[edge]] * scratch.passes[layout.edge_listener[edge]]
