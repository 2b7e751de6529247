"""Governance: boards decide by their seats, and everybody listens along trusted contact.

Opinions start with every organisation and spread (Friedkin & Johnsen 1990): each holds to its own in part, and for the
rest takes up those of the partners it meets and trusts.  Its susceptibility is L / (κ + L), at most 0.95, where L is
the trust of its average contact: lost trust lowers listening.  So what each organisation voices comes in some part from
every sector, and these parts sum to 1.  A sector's influence on a board is what the board's seats make of these voices;
it sums to 1 without normalising.  One solution serves every board, committee and place.

Attention is nested: an organisation listens in equal parts to the sectors that it needs (each serves the whole
population; one that it needs less than once a quarter gets less), and within a sector to each partner by their contact.
So neither the number of organisations that a sector has, nor splitting one in two, changes what the sector weighs.
What is taken up is attention times trust.

A body that speaks for others, such as a local medical committee, listens to its members alone, and as far as *they*
trust it: its voice carries that of those who trust it.  A network that a trust runs voices the trust's opinion in part.

The linear system x = (I − A)·own + A·W·x is solved by over-relaxed Gauss–Seidel in canonical order, never by BLAS, so
that the bits do not depend on a library.
"""

from __future__ import annotations

from relsim.engine.compiled import stage
from relsim.engine.vectors import one_at, row_of, set_row, sum_of_sizes, zeros

MOST_SUSCEPTIBLE = 0.95
TOLERANCE = 1e-6
"""Largest change of a voice in a sweep at which the solution is taken; its error is then of that order, or less."""
RELAXATION, RELAXED_SWEEPS, MOST_SWEEPS = 1.15, 60, 500
"""Each step goes this much further than Gauss–Seidel's, which saves sweeps; plain steps follow if need be.

Each quarter starts from the voices of the quarter before, which saves some more.
"""
EVERY_MONTHS = 3
"""Voices are worked out in months divisible by this, every quarter; until then successors have their predecessors'.

The months are the same whatever happens: worked out on the day of a reorganisation besides, they would show a
difference for a mere change of name.
"""


@stage
def opinions_spread(month, layout, dates, state, scratch, world):
    """Set `state.voice`: how much of what each organisation voices comes from each sector."""
    how_far_each_listens(layout, state, scratch, world)
    voice = state.voice
    for sweep in range(MOST_SWEEPS):
        step = RELAXATION if sweep < RELAXED_SWEEPS else 1.0
        largest = 0.0
        for o in range(layout.kind.shape[0]):
            heard = zeros()
            for edge in range(layout.edge_first[o], layout.edge_first[o + 1]):
                heard = heard + scratch.strength[edge] * row_of(voice, layout.edge_partner[edge])
            heard = heard + one_at(layout.sector[o], 1.0 - scratch.susceptible[o])
            if dates.overseen_from[o] <= month:
                oversight, overseer = dates.oversight[o], dates.overseer[o]
                heard = (1.0 - oversight) * heard + oversight * row_of(voice, overseer)
            voiced = row_of(voice, o)
            change = step * (heard - voiced)
            set_row(voice, o, voiced + change)
            largest = max(largest, sum_of_sizes(change))
        if largest < TOLERANCE:
            break


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
            scratch.share[o, sector] = layout.attention[o, sector] / met if met > 0.0 else 0.0
    for i in range(layout.a.shape[0]):
        a, b, contact = layout.a[i], layout.b[i], state.contact[i]
        trust_a = state.effective_ba[i] if layout.represents[a] else state.effective_ab[i]
        trust_b = state.effective_ab[i] if layout.represents[b] else state.effective_ba[i]
        by_a = contact * scratch.share[a, layout.sector[b]] * trust_a
        by_b = contact * scratch.share[b, layout.sector[a]] * trust_b
        scratch.taken_up[2 * i] = by_a
        scratch.taken_up[2 * i + 1] = by_b
        scratch.hears[a] += by_a
        scratch.hears[b] += by_b
    for o in range(count):
        trusted = scratch.hears[o]
        scratch.susceptible[o] = min(MOST_SUSCEPTIBLE, trusted / (world.listening_half + trusted))
        scratch.passes[o] = scratch.susceptible[o] / trusted if trusted > 0.0 else 0.0
    for o in range(count):
        for edge in range(layout.edge_first[o], layout.edge_first[o + 1]):
            scratch.strength[edge] = scratch.taken_up[layout.edge_from[edge]] * scratch.passes[o]


@stage
def places_are_heard(layout, state):
    """Set `state.place_influence`: what is decided for each place, by the seats that decide there."""
    for place in range(state.place_influence.shape[0]):
        for sector in range(state.place_influence.shape[1]):
            total = 0.0
            for k in range(layout.place_first[place], layout.place_first[place + 1]):
                total += layout.place_weight[k] * state.voice[layout.place_member[k], sector]
            state.place_influence[place, sector] = total


@stage
def boards_decide(layout, state, influence):
    """Set `influence`, an array of sectors: how much of what is decided comes from each."""
    for sector in range(influence.shape[0]):
        influence[sector] = 0.0
    for o in range(layout.kind.shape[0]):
        opinion = layout.opinion[o]
        if opinion > 0.0:
            for sector in range(influence.shape[0]):
                influence[sector] += opinion * state.voice[o, sector]
