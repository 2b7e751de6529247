"""Reorganisation: what happens to people and agreements on the day a successor body comes into being.

Each liaison post of a predecessor is dealt to a successor.  Its holder is *kept* (same person, same portfolio), *moved*
(same person at the successor, with another's portfolio: an introduction carries part of the trust) or *leaves*.  Who is
drawn by a number of the event and the post, not of the month, so that the same change on two dates has the same fates;
how many is exact.  Posts beyond the successor's number are abolished, and their portfolios dealt in turn to the others.
Contracts are carried by law; of working procedures a stated share survives.  Where those who leave have written down
whom they dealt with and how, an heir starts as if introduced.

People and agreements of everybody else are untouched.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from relsim.engine.compiled import compiled, stage
from relsim.engine.randomness import Purpose, fill_blocks
from relsim.engine.state import VACANT, State
from relsim.timetable.passage import Passage
from relsim.timetable.structure import Ints, Layout

KEPT, MOVED, GONE = 0, 1, 2
FATE = int(Purpose.FATE)


class Fates(NamedTuple):
    """The fates of the p posts of before."""

    fate: Ints
    """(p) KEPT, MOVED or GONE."""
    heir: Ints
    """(p) the new post that takes over a portfolio; −1: nobody, deal it."""


class Crossing(NamedTuple):
    """A reorganisation on its day: what there was, what there is from now on, and how the one leads to the other."""

    passage: Passage
    layout: Layout
    """The new one."""
    old: State
    new: State
    """What is new in it keeps what it starts with; all else is written."""
    fates: Fates
    """Written by `fates_of_posts`, read by `carry_over`."""


class Contact(NamedTuple):
    """One side of a relationship that is carried over: its new row, its body's new row, and its old posts."""

    relationship: int
    body: int
    post: np.int32
    second: np.int32
    """−1: none."""


def crossing(passage: Passage, layout: Layout, old: State, new: State) -> Crossing:
    """A crossing with room for the fates of the old posts."""
    fate, heir = (np.empty(len(old.status), np.int32) for _ in range(2))
    return Crossing(passage, layout, old, new, Fates(fate, heir))


@compiled
def fates_of_posts(key, crossing, switches):
    """Draw the fates of the predecessors' posts and fill in the posts of the new state.

    Args:
        key: `relsim.engine.randomness.Key`.
        crossing: `Crossing`; its fates, and the post arrays of its new state, are written.
        switches: `Switches`; with the rule off everybody whose post survives is kept.
    """
    passage, old, new = crossing.passage, crossing.old, crossing.new
    fate, heir = crossing.fates.fate, crossing.fates.heir
    for post in range(passage.post_to.shape[0]):
        to = passage.post_to[post]
        heir[post] = to
        fate[post] = KEPT
        if to >= 0:
            new.status[to] = old.status[post]
            new.holder[to] = old.holder[post]
            new.post_low[to] = old.post_low[post]
            new.post_high[to] = old.post_high[post]
    for group in range(passage.group_body.shape[0]):
        posts = passage.group_post[passage.group_first[group] : passage.group_first[group + 1]]
        count = posts.shape[0]
        low, high = np.empty(count, np.uint32), np.empty(count, np.uint32)
        draws = np.empty((4, count), np.uint32)
        for k in range(count):
            low[k], high[k] = old.post_low[posts[k]], old.post_high[posts[k]]
        event = passage.group_event[group]
        fill_blocks(key, FATE, event, (low, high), (draws[0], draws[1], draws[2], draws[3]))
        first, surviving = passage.group_to[group], passage.group_surviving[group]
        kept, moved = passage.group_kept[group], passage.group_moved[group]
        to = first
        rank = np.empty(count, np.int32)
        for k in range(count):
            rank[k] = 0
            for j in range(count):
                if draws[0, j] < draws[0, k] or (draws[0, j] == draws[0, k] and j < k):
                    rank[k] += 1
        for k in range(count):
            post = posts[k]
            heir[post] = -1
            fate[post] = GONE
            if rank[k] < surviving:
                if rank[k] < kept or not switches.reorganisation:
                    fate[post] = KEPT
                elif rank[k] < moved:
                    fate[post] = MOVED
                heir[post] = to
                new.status[to] = old.status[post] & VACANT
                new.holder[to] = old.holder[post]
                if fate[post] == GONE:
                    new.status[to] = VACANT
                new.post_low[to] = old.post_low[post]
                new.post_high[to] = old.post_high[post]
                to += 1
        for extra in range(to, first + surviving):
            new.status[extra] = VACANT
            new.post_low[extra] = passage.new_low[extra]
            new.post_high[extra] = passage.new_high[extra]
        _exchange_portfolios(posts, fate, heir)


@stage
def _exchange_portfolios(posts, fate, heir):
    """Each who moved takes the portfolio of the next who did, in canonical order; the last takes the first one's."""
    first, before = -1, -1
    for k in range(posts.shape[0]):
        post = posts[k]
        if fate[post] != MOVED:
            continue
        if first < 0:
            first, before = post, heir[post]
            continue
        heir[post], before = before, heir[post]
    if first >= 0:
        heir[first] = before


@compiled
def carry_over(crossing, world, switches):
    """Fill in the relationships and organisations of the new state from the old one.

    Args:
        crossing: `Crossing`, after `fates_of_posts`.
        world: `relsim.worlds.parameters.World`.
        switches: `Switches`.
    """
    _organisations_go_on(crossing)
    _agreements_are_carried(crossing, switches)
    passage, layout, old, new = crossing.passage, crossing.layout, crossing.old, crossing.new
    dealt = np.zeros(layout.kind.shape[0], np.int32)
    for i in range(layout.a.shape[0]):
        origin = passage.relationship_from[i]
        if origin < 0:
            continue
        post_a, post_b = np.int32(old.post_a[origin]), np.int32(old.post_b[origin])
        second_a, second_b = old.second_a[origin], old.second_b[origin]
        new.trust_ab[i], new.trust_ba[i] = old.trust_ab[origin], old.trust_ba[origin]
        new.knowing_ab[i], new.knowing_ba[i] = old.knowing_ab[origin], old.knowing_ba[origin]
        if passage.turned[i]:
            post_a, post_b, second_a, second_b = post_b, post_a, second_b, second_a
            new.trust_ab[i], new.trust_ba[i] = old.trust_ba[origin], old.trust_ab[origin]
            new.knowing_ab[i], new.knowing_ba[i] = old.knowing_ba[origin], old.knowing_ab[origin]
        new.works[i] = old.works[origin]
        for side in range(2):
            post, second = (post_a, second_a) if side == 0 else (post_b, second_b)
            body = layout.a[i] if side == 0 else layout.b[i]
            changed = passage.side_a[i] if side == 0 else passage.side_b[i]
            if not changed:
                to = passage.post_to[post]
                second_to = passage.post_to[second] if second >= 0 else np.int32(-1)
            else:
                before = Contact(i, body, post, second)
                to, second_to, trust, knowing = _new_contact(before, crossing, dealt, world, switches)
                new.trust_ab[i] *= trust
                new.trust_ba[i] *= trust
                new.knowing_ab[i] *= knowing
                new.knowing_ba[i] *= knowing
            if side == 0:
                new.post_a[i], new.second_a[i] = to, second_to
            else:
                new.post_b[i], new.second_b[i] = to, second_to


@stage
def _organisations_go_on(crossing):
    """The levels that an organisation of the new state has from the one that it descends from."""
    old, new = crossing.old, crossing.new
    for o in range(crossing.layout.kind.shape[0]):
        origin = crossing.passage.organisation_from[o]
        if origin < 0:
            continue
        new.energy[o] = old.energy[origin]
        new.given_up[o] = old.given_up[origin]
        new.closures[o] = old.closures[origin]
        new.voice[o] = old.voice[origin]


@stage
def _agreements_are_carried(crossing, switches):
    """Contracts and procedures of new relationships: those of all that each descends from, as far as they come over."""
    passage, old, new = crossing.passage, crossing.old, crossing.new
    for i in range(crossing.layout.a.shape[0]):
        if passage.relationship_from[i] < 0:
            continue
        contracts, procedures = 0.0, 0.0
        for k in range(passage.mix_first[i], passage.mix_first[i + 1]):
            share_of_contracts = share_of_procedures = passage.mix_share[k]
            if switches.reorganisation:
                share_of_contracts *= passage.mix_contracts[k]
                share_of_procedures *= passage.mix_procedures[k]
            contracts += share_of_contracts * old.contracts[passage.mix_from[k]]
            procedures += share_of_procedures * old.procedures[passage.mix_from[k]]
        new.contracts[i], new.procedures[i] = contracts, procedures
        if switches.reorganisation:
            new.contracts[i] *= passage.contracts_carried[i]
            new.procedures[i] *= passage.procedures_carried[i]


@stage
def _new_contact(contact, crossing, dealt, world, switches):
    """Find a contact for a body that is new or whose people have changed, and what that leaves.

    Args:
        contact: `Contact`.
        crossing: `Crossing`.
        dealt: (organisations) how many portfolios each has been dealt so far; is counted up.
        world: `relsim.worlds.parameters.World`.
        switches: `Switches`.

    Returns:
        The first and the second contact's new posts, and the shares of trust and of knowing that are left.
    """
    i, body, post, second = contact
    passage, layout, old, new = crossing.passage, crossing.layout, crossing.old, crossing.new
    fate, heir = crossing.fates.fate, crossing.fates.heir
    first, last = np.int32(layout.first_post[body]), np.int32(layout.first_post[body + 1])
    to = heir[post]
    here = first <= to < last
    second_to = heir[second] if second >= 0 else np.int32(-1)
    second_stays = first <= second_to < last and fate[second] == KEPT
    protected = switches.second_contact and second_stays and new.status[second_to] == 0
    trust, knowing = 1.0, 1.0
    # Whoever left before has handed over already: a vacant post has nobody to lose.
    if switches.reorganisation and old.status[post] == 0:
        if not here or fate[post] == GONE:
            trust, knowing = world.handover, world.knowing_kept
            if passage.written[i]:
                trust, knowing = max(trust, world.introduction), world.introduction
            if protected:
                trust = max(trust, world.second_contact_handover)
                knowing = max(knowing, world.second_contact_handover)
        elif fate[post] == MOVED:
            trust, knowing = world.introduction, world.introduction
            if protected:
                trust = max(trust, world.second_contact_handover)
                knowing = max(knowing, world.second_contact_handover)
    if not here:
        to = first + dealt[body] % (last - first)
        dealt[body] += 1
    if second >= 0 and not (second_stays and second_to != to):
        second_to = first + (to - first + 1) % (last - first) if last - first > 1 else np.int32(-1)
    if second < 0:
        second_to = np.int32(-1)
    return to, second_to, trust, knowing
