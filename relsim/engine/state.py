"""The state of a run: what changes from month to month, as arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from relsim.domain.sectors import Sector
from relsim.engine.compiled import compiled
from relsim.engine.vectors import LANES
from relsim.measures.recorded import REACH
from relsim.timetable.needs import Fixed
from relsim.timetable.structure import FULL_ATTENTION, SECOND_CONTACT_NEED, Floats, Ints, Layout, Rows, Structure

Flags = NDArray[np.uint8]
Words = NDArray[np.uint32]

VOICES = LANES
"""Columns of `State.voice`: the sectors, and one that stays empty, so that a row is one of `relsim.engine.vectors`."""

VACANT, LEFT = 1, 2
"""Flags of a post: nobody in it; its holder left this month."""

WORKS_FROM, WORKS_UNTIL = 0.55, 0.45
"""A relationship starts to work when effective trust is this high on both sides, and stops below the second."""

TRUST_AT_START, KNOWING_AT_START, PROCEDURES_AT_START, ENERGY_AT_START = 0.5, 0.5, 0.3, 0.6
"""The levels at which every place starts, at least twenty years before the change in question (assumption)."""
TRUST_IN_NEWCOMER, KNOWING_OF_NEWCOMER, PROCEDURES_WITH_NEWCOMER = 0.4, 0.1, 0.0
"""The reception of one that opens later: with some goodwill, no acquaintance and no procedures (assumption)."""
KNOWS_FROM = 0.5
"""Knowing from which somebody knows whom to ask (assumption)."""
ENERGY_ON_RETURN = 0.5
"""Energy of an organisation that has come back from giving up (assumption)."""


class State(NamedTuple):
    """n organisations, p posts, r relationships; shares and trust are in [0, 1]."""

    # Organisations (n).
    energy: Floats
    given_up: Flags
    readiness: Floats
    filled: Ints
    """Posts with somebody in them."""
    leaving: Floats
    """Chance that a holder leaves this month."""
    time: Floats
    """Contacts a month that a filled post has time for."""
    capacity: Floats
    """Contacts a month that its filled posts have time for."""
    load: Floats
    """Contacts a month that it and its partners want of it."""
    part: Floats
    """Share of the wanted contact that it has time for."""
    closures: Ints
    """Times that it has closed, and another has taken its place."""
    voice: Floats
    """(n, VOICES) how much of what it voices comes from each sector; a row sums to 1."""
    # Posts (p).
    status: Flags
    holder: Ints
    """Counts the post's holders from 0."""
    post_low: Words
    post_high: Words
    # Relationships (r).
    trust_ab: Floats
    trust_ba: Floats
    knowing_ab: Floats
    knowing_ba: Floats
    contracts: Floats
    procedures: Floats
    effective_ab: Floats
    """Effective trust of a in b at the start of the month."""
    effective_ba: Floats
    works: Flags
    reachable: Floats
    """1 where the pair can meet this month, 0 where a post is vacant or a side has given up."""
    wanted: Floats
    """Contacts wanted this month."""
    contact: Floats
    """Contacts that both sides have time for: the mean of this month's number."""
    ready: Floats
    """Readiness of both sides together."""
    met: Floats
    """This month's number of contacts."""
    good: Flags
    """1 if a judged them good, plus 2 if b did."""
    post_a: Rows
    post_b: Rows
    second_a: Ints
    second_b: Ints
    """Post of the second contact on a side; −1: none."""
    # Portfolios: who deals with what (the first contacts only), by post.
    portfolio_first: Rows
    """(p + 1) entries of post q are portfolio_first[q] … portfolio_first[q + 1] − 1."""
    portfolio: Rows
    """(2r) relationship × 2, plus 1 where the post is on side b."""
    # Sectors (s).
    spend: Floats
    """Shares of all spend; sum to 1."""
    first_spend: Floats
    """The same at the start."""
    first_influence: Floats
    """Influence when money began to be decided; zeros before."""
    fence: Floats
    """Floor of a sector's share of spend while it is ring-fenced, otherwise 0."""
    sector_time: Floats
    """The factor that money makes of the time of the sector's posts."""
    unfunded: Floats
    """(1) share of what is decided afresh that this year's overspends took."""
    reach: Floats
    """(REACH, s) practices and VCSE organisations that know whom to ask, and so on, as of the last quarter."""
    place_influence: Floats
    """(places, s) influence on what is decided for each place, as of the last quarter."""
    # This month's draws.
    lane0: Words
    lane1: Words
    lane2: Words
    lane3: Words
    post_lane0: Words
    post_lane1: Words
    post_lane2: Words
    post_lane3: Words

    def copy(self) -> State:
        """The same state in arrays of its own."""
        return State._make(array.copy() for array in self)


BY_SECTOR = (
    "spend", "first_spend", "first_influence", "fence", "sector_time", "unfunded", "reach", "place_influence",
)  # fmt: skip
"""The arrays of a state that belong to no organisation, and so outlast every reorganisation."""


class Scratch(NamedTuple):
    """Room that a month works in and leaves nothing behind in."""

    meets: Floats
    """(n, sectors) contact of each organisation with each sector."""
    share: Floats
    """(n, sectors) attention that each contact with a sector gets."""
    hears: Floats
    """(n) trust of its average contact, and so on: one number an organisation."""
    susceptible: Floats
    passes: Floats
    knows: Floats
    """(n) 1 if it knows whom to ask at a commissioner."""
    reaches: Floats
    """(n) 1 if it has a working contact at a commissioner."""
    heard: Floats
    """(n) 1 if it has both at the same commissioner."""
    acted_on: Floats
    """(n) chance that a commissioner acts on what it brings."""
    offset: Floats
    """(r) what closed decisions take from the chance of success, less what a common footprint adds."""
    taken_up: Floats
    """(2r) attention times trust: of side a at twice the relationship's row, of side b after it."""
    strength: Floats
    """(2r) the same as a part of all that the listener takes up, in the order of the layout's edges."""
    influence: Floats
    """(sectors) this month's."""
    lane0: Words
    lane1: Words
    lane2: Words
    lane3: Words
    """Draws, one an organisation."""


def scratch_for(layout: Layout) -> Scratch:
    """Scratch of the right shape for a layout."""
    n = len(layout.kind)
    floats = (np.zeros(n) for _ in range(7))
    lanes = (np.zeros(n, np.uint32) for _ in range(4))
    by_sector = (np.zeros((n, len(Sector))) for _ in range(2))
    directed = (np.zeros(2 * len(layout.a)) for _ in range(2))
    return Scratch._make([*by_sector, *floats, np.zeros(len(layout.a)), *directed, np.zeros(len(Sector)), *lanes])


def empty_state(layout: Layout) -> State:
    """Arrays of the right shape for a layout, of zeros."""
    n, p, r = len(layout.kind), len(layout.organisation_of), len(layout.a)
    shapes: dict[str, tuple[int | tuple[int, int], type]] = dict.fromkeys(State._fields, (r, np.float64))
    shapes |= dict.fromkeys(_OF_ORGANISATIONS, (n, np.float64))
    shapes |= dict.fromkeys(("works", "good"), (r, np.uint8))
    shapes |= dict.fromkeys(("second_a", "second_b"), (r, np.int32))
    shapes |= dict.fromkeys(("post_a", "post_b", "lane0", "lane1", "lane2", "lane3"), (r, np.uint32))
    shapes |= dict.fromkeys(("post_low", "post_high"), (p, np.uint32))
    shapes |= dict.fromkeys(("post_lane0", "post_lane1", "post_lane2", "post_lane3"), (p, np.uint32))
    shapes |= {"given_up": (n, np.uint8), "status": (p, np.uint8), "holder": (p, np.int32), "filled": (n, np.int32)}
    s = len(Sector)
    shapes |= dict.fromkeys(("spend", "first_spend", "first_influence", "fence", "sector_time"), (s, np.float64))
    shapes |= {"unfunded": (1, np.float64), "reach": ((len(REACH), s), np.float64), "closures": (n, np.int32)}
    shapes |= {"voice": ((n, VOICES), np.float64)}
    shapes |= {"place_influence": ((len(layout.place_first) - 1, s), np.float64)}
    shapes |= {"portfolio_first": (p + 1, np.uint32), "portfolio": (2 * r, np.uint32)}
    return State._make(np.zeros(*shapes[name]) for name in State._fields)


_OF_ORGANISATIONS = ("energy", "readiness", "leaving", "time", "capacity", "load", "part")


def newcomer_state(structure: Structure) -> State:
    """The state that an era starts with where nothing is carried over; portfolios are yet to be indexed."""
    state = _unindexed_state(structure)
    for array in (state.trust_ab, state.trust_ba):
        array[:] = TRUST_IN_NEWCOMER
    for array in (state.knowing_ab, state.knowing_ba):
        array[:] = KNOWING_OF_NEWCOMER
    state.procedures[:] = PROCEDURES_WITH_NEWCOMER
    return state


def first_state(structure: Structure) -> State:
    """The state in which a place starts: every post filled, trust and knowing middling everywhere."""
    state = _unindexed_state(structure)
    index_portfolios(state.post_a, state.post_b, state.portfolio_first, state.portfolio)
    return state


def _unindexed_state(structure: Structure) -> State:
    layout = structure.layout
    state = empty_state(layout)
    state.energy[:] = ENERGY_AT_START
    for array in (state.trust_ab, state.trust_ba):
        array[:] = TRUST_AT_START
    for array in (state.knowing_ab, state.knowing_ba):
        array[:] = KNOWING_AT_START
    state.contracts[:] = structure.contracts
    state.procedures[:] = PROCEDURES_AT_START
    state.post_a[:] = structure.first_portfolio_a
    state.post_b[:] = structure.first_portfolio_b
    second_posts(layout.need, layout.first_post, layout.a, state.post_a, state.second_a)
    second_posts(layout.need, layout.first_post, layout.b, state.post_b, state.second_b)
    state.post_low[:], state.post_high[:] = structure.post_words
    # Before anybody has met, everybody voices their own opinion.
    state.voice[np.arange(len(layout.sector)), layout.sector] = 1.0
    state.sector_time[:] = 1.0
    return state


@compiled
def index_portfolios(post_a, post_b, first, portfolio):
    """Fill `first` (p + 1) and `portfolio` (2r) from the posts of each side: a counting sort, in canonical order."""
    for post in range(first.shape[0]):
        first[post] = 0
    for i in range(post_a.shape[0]):
        first[post_a[i] + 1] += 1
        first[post_b[i] + 1] += 1
    for post in range(1, first.shape[0]):
        first[post] += first[post - 1]
    filled = first.copy()
    for i in range(post_a.shape[0]):
        portfolio[filled[post_a[i]]] = 2 * i
        filled[post_a[i]] += 1
        portfolio[filled[post_b[i]]] = 2 * i + 1
        filled[post_b[i]] += 1


@compiled
def second_posts(need, first_post, organisation, first, second):
    """Fill `second` (r): the post after the first one, in turn, where a pair needs it and its side has more than one.

    Args:
        need: (r) the layout's, and
        first_post: (organisations + 1) the layout's.
        organisation: (r) whose posts these are.
        first: (r) the first post.
        second: (r) is set to the second; −1: none.
    """
    for i in range(need.shape[0]):
        start, end = np.int64(first_post[organisation[i]]), np.int64(first_post[organisation[i] + 1])
        following = start + (np.int64(first[i]) - start + 1) % (end - start)
        second[i] = following if need[i] >= SECOND_CONTACT_NEED and end - start > 1 else -1


def fixed_starts() -> list[Fixed]:
    """The fixed numbers above, and those of attention and second contacts."""
    return [
        Fixed("works_from", WORKS_FROM, "effective_trust"),
        Fixed("works_until", WORKS_UNTIL, "effective_trust"),
        Fixed("second_contact_need", SECOND_CONTACT_NEED, "contacts_a_month_wanted"),
        Fixed("full_attention", FULL_ATTENTION, "contacts_a_month_wanted"),
        Fixed("trust_at_start", TRUST_AT_START, "of_1"),
        Fixed("knowing_at_start", KNOWING_AT_START, "of_1"),
        Fixed("procedures_at_start", PROCEDURES_AT_START, "of_1"),
        Fixed("energy_at_start", ENERGY_AT_START, "of_1"),
        Fixed("trust_in_newcomer", TRUST_IN_NEWCOMER, "of_1"),
        Fixed("knowing_of_newcomer", KNOWING_OF_NEWCOMER, "of_1"),
        Fixed("knows_from", KNOWS_FROM, "of_1"),
        Fixed("energy_on_return", ENERGY_ON_RETURN, "of_1"),
    ]
