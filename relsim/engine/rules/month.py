"""A month: its stages, compiled as one loop from reorganisation to reorganisation.

`relsim.engine.rules.switches.Stage` says which they are and in which order.

Reorganisations happen at the start of a month, before people (`relsim.engine.rules.reorganisation`); every April money
is decided before that month's people (`relsim.engine.rules.money`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from relsim.domain.sectors import Kind
from relsim.engine.compiled import compiled, stage
from relsim.engine.randomness import UNIT, Purpose, fill_blocks
from relsim.engine.rates import Rates
from relsim.engine.record import MEASURES
from relsim.engine.rules import (
    attention,
    closures,
    contact,
    governance,
    money,
    participation,
    people,
    reach,
    readiness,
    trust,
)
from relsim.engine.rules.switches import Switches
from relsim.engine.state import WORKS_FROM, WORKS_UNTIL
from relsim.measures import recorded
from relsim.timetable.era_dates import EraDates
from relsim.timetable.outside_events import OutsideEvents
from relsim.timetable.structure import Floats, Layout
from relsim.worlds.parameters import World


class Months(NamedTuple):
    """The months that are simulated in one go, as month numbers."""

    starts: int
    """The place's first month: row 0 of what comes from outside and of the record."""
    first: int
    """First month to simulate."""
    last: int
    """Month to stop before."""


class Setting(NamedTuple):
    """All that an era puts before its rules, and no rule changes."""

    layout: Layout
    dates: EraDates
    outside_events: OutsideEvents
    imposed: Floats
    """(months, sectors + 1) money that is taken over from another run; NaN where it is not."""


class Rulebook(NamedTuple):
    """All that the rules go by: a world, what is worked out from it once, and which rules are on."""

    world: World
    rates: Rates
    switches: Switches


CONTACT, PEOPLE, PARTICIPATION = int(Purpose.CONTACT), int(Purpose.PEOPLE), int(Purpose.PARTICIPATION)
CLOSURE = int(Purpose.CLOSURE)
COMMISSIONER, FIRST_TRUST, LAST_TRUST = int(Kind.COMMISSIONER), int(Kind.ACUTE), int(Kind.AMBULANCE)
CLOSED = MEASURES.index(recorded.CLOSED)
NONE, ONE, TWO = np.uint8(0), np.uint8(1), np.uint8(2)
EVERY_MONTHS, APRIL, MONTHS_UNTIL_MONEY = governance.EVERY_MONTHS, money.MONTH, money.MONTHS_UNTIL_FIRST
# A compiled function finds others by their plain names.
_leaving = people.chance_of_leaving
_people, _hand_over = people.holders_leave_and_posts_are_filled, people.portfolios_are_handed_over
_readiness = readiness.readiness
_time, _wanted, _part = attention.time_of_a_post, attention.wanted_contact, attention.part_there_is_time_for
_contacts, _chance, _judged = contact.number_of_contacts, contact.chance_of_success, contact.judged_good
_trust_after, _knowing_after, _procedures_after = trust.trust_after, trust.knowing_after, trust.procedures_after
_effective = trust.effective_trust
_seek_no_more = participation.those_who_gave_up_meet_no_statutory_body
_participate = participation.tire_give_up_and_return
_close = closures.some_close_and_others_take_their_place
_spread, _boards, _places = governance.opinions_spread, governance.boards_decide, governance.places_are_heard
_money, _fund = money.money_is_decided, money.time_follows_money
_reach = reach.who_reaches_whom


@compiled
def run_months(key, months, setting, rules, state, scratch, record):
    """Simulate months of one era; changes `state` and writes rows of `record`.

    Args:
        key: `relsim.engine.randomness.Key`.
        months: `Months`.
        setting: `Setting`.
        rules: `Rulebook`.
        state: `relsim.engine.state.State`.
        scratch: `relsim.engine.state.Scratch`.
        record: `relsim.engine.record.Record`.
    """
    layout, outside_events = setting.layout, setting.outside_events
    world, switches = rules.world, rules.switches
    everybody = np.arange(layout.kind.shape[0], dtype=np.int32)
    closed_cost = world.closed_cost if switches.openness else 0.0
    for i in range(scratch.offset.shape[0]):
        scratch.offset[i] = closed_cost * layout.closed[i] - layout.footprint[i]
    _boards(layout, state, scratch.influence)
    for month in range(months.first, months.last):
        row = month - months.starts
        _draw(key, month, layout, state, scratch)
        outside = outside_events.pressure[row] if switches.outside_pressure else 1.0
        april = month % 12 == APRIL
        if april and row >= MONTHS_UNTIL_MONEY:
            _decide_money(row, setting, scratch.influence, state, rules)
        granted = row > 0 and (outside_events.engagement[row] != outside_events.engagement[row - 1]).any()
        rows = everybody if month == months.first or april or granted else setting.dates.rows
        _take_dates(month, rows, outside_events.engagement[row], setting, state, rules)
        _people(layout, state, world, switches)
        _hand_over(layout, state, world, switches)
        if switches.participation:
            _seek_no_more(layout, state)
        _take_stock(layout, state, world, switches)
        _share_time(layout, state, outside, switches)
        _meet(state, scratch, rules)
        _learn(layout, state, world, switches)
        if switches.participation:
            _participate(layout, state, world, rules.rates, scratch.lane0)
        if switches.closures and april:
            lanes = (scratch.lane0, scratch.lane1, scratch.lane2, scratch.lane3)
            fill_blocks(key, CLOSURE, month, (layout.low, layout.high), lanes)
            _close(layout, state, rules.rates, scratch.lane0, record.sums[row, CLOSED])
        if month % EVERY_MONTHS == 0 or month == months.starts:
            if switches.governance:
                _spread(month, layout, setting.dates, state, scratch, world)
                _places(layout, state)
            _reach(layout, state, scratch, world)
        _boards(layout, state, scratch.influence)
        _record(layout, state, scratch.influence, switches, row, record)


@stage
def _decide_money(row, setting, influence, state, rules):
    """Money for the year, by the rule or as it went in another run; and what follows for everybody's time."""
    outside_events, imposed = setting.outside_events, setting.imposed
    saved = outside_events.saved[max(0, row - 11) : row + 1].sum()
    _money(
        saved, outside_events.overspend[row], outside_events.fences[row], influence, state, rules.world, rules.switches
    )
    sectors = state.spend.shape[0]
    if imposed[row, sectors] == imposed[row, sectors]:
        state.spend[:] = imposed[row, :sectors]
        state.unfunded[0] = imposed[row, sectors]
    _fund(state, rules.world, rules.switches)


@stage
def _draw(key, month, layout, state, scratch):
    """All of the month's draws, ahead of what uses them, so that they come from vector instructions."""
    relationships = (layout.relationship_low, layout.relationship_high)
    fill_blocks(key, CONTACT, month, relationships, (state.lane0, state.lane1, state.lane2, state.lane3))
    lanes = (state.post_lane0, state.post_lane1, state.post_lane2, state.post_lane3)
    fill_blocks(key, PEOPLE, month, (state.post_low, state.post_high), lanes)
    # Only those who gave up have a draw to come back by, and mostly nobody has.
    if state.given_up.any():
        lanes = (scratch.lane0, scratch.lane1, scratch.lane2, scratch.lane3)
        fill_blocks(key, PARTICIPATION, month, (layout.low, layout.high), lanes)


@stage
def _take_dates(month, rows, engagement, setting, state, rules):
    """Bring up to date what depends on the month, for some organisations: few have dates that come and go."""
    layout, dates = setting.layout, setting.dates
    world, rates, switches = rules.world, rules.rates, rules.switches
    for o in rows:
        kind = layout.kind[o]
        employer = layout.kind[dates.overseer[o]] if dates.overseen_from[o] <= month else kind
        settling, distracted, until = dates.settling_from[o], dates.distracted_from[o], dates.until[o]
        state.leaving[o] = _leaving(month, dates.leaving_from[o], until, employer, rates, switches)
        state.readiness[o] = _readiness(month, settling, distracted, until, world, switches)
        reorganising = kind == COMMISSIONER and (
            (switches.settling_in and 0 <= month - settling < world.settling_months)
            or (switches.distraction and distracted <= month < until)
        )
        takes_orders = kind == COMMISSIONER or FIRST_TRUST <= kind <= LAST_TRUST
        given = state.sector_time[layout.sector[o]] * engagement[kind] * rates.time[kind]
        pooled_or_cut = dates.time_factor[o] if dates.time_from[o] <= month else 1.0
        state.time[o] = _time(takes_orders, reorganising, world, switches) * (given * pooled_or_cut)


# The loops over relationships below go through plain arrays without branches, so that they become vector instructions.


@stage
def _take_stock(layout, state, world, switches):
    """Effective trust, what works, and the contact that each pair wants, or has on a board."""
    meetings = world.board_contact if switches.board_contact else 0.0
    for i in range(layout.need.shape[0]):
        contracts, procedures = state.contracts[i], state.procedures[i]
        trust_ab = _effective(state.trust_ab[i], contracts, procedures, state.knowing_ab[i], world)
        trust_ba = _effective(state.trust_ba[i], contracts, procedures, state.knowing_ba[i], world)
        state.effective_ab[i] = trust_ab
        state.effective_ba[i] = trust_ba
        on_boards = meetings * layout.shared_boards[i]
        state.wanted[i] = (_wanted(layout.need[i], trust_ab, trust_ba, world) + on_boards) * state.reachable[i]
    for i in range(state.works.shape[0]):
        lower = min(state.effective_ab[i], state.effective_ba[i])
        state.works[i] = ONE if lower >= WORKS_FROM else (state.works[i] if lower >= WORKS_UNTIL else NONE)


@stage
def _share_time(layout, state, outside, switches):
    """The contact that both sides of each pair have time for, and how ready they are for it.

    Pressure from outside bears on a contact once, not on each side.
    """
    for o in range(layout.kind.shape[0]):
        state.load[o] = 0.0
    for o in range(layout.kind.shape[0]):
        total = state.load[o]
        for i in range(layout.first_as_a[o], layout.first_as_a[o + 1]):
            total += state.wanted[i]
            state.load[layout.b[i]] += state.wanted[i]
        state.load[o] = total
    for o in range(layout.kind.shape[0]):
        state.capacity[o] = state.filled[o] * state.time[o]
        state.part[o] = _part(state.capacity[o], state.load[o], switches)
    for i in range(layout.a.shape[0]):
        a, b = layout.a[i], layout.b[i]
        state.contact[i] = state.wanted[i] * min(state.part[a], state.part[b])
        state.ready[i] = outside * (state.readiness[a] * state.readiness[b])


@stage
def _meet(state, scratch, rules):
    """Set the number of contacts of each pair, and each side's judgement of them."""
    world, switches, inverse = rules.world, rules.switches, rules.rates.own_judgement_inverse
    for i in range(state.met.shape[0]):
        met = _contacts(state.contact[i], state.lane0[i] * UNIT) if switches.contact else 0.0
        shared = state.lane1[i] * UNIT
        chance_a = _chance(state.effective_ab[i], state.ready[i], world) - scratch.offset[i]
        chance_b = _chance(state.effective_ba[i], state.ready[i], world) - scratch.offset[i]
        good_a = _judged(chance_a, shared, state.lane2[i] * UNIT, world, inverse) | (not switches.outcome)
        good_b = _judged(chance_b, shared, state.lane3[i] * UNIT, world, inverse) | (not switches.outcome)
        state.met[i] = met
        state.good[i] = ((ONE if good_a else NONE) + (TWO if good_b else NONE)) if met > 0.0 else NONE


@stage
def _learn(layout, state, world, switches):
    """Apply what meeting, or not meeting, does to trust, knowing and procedures."""
    count = state.met.shape[0]
    for i in range(count):
        both = state.good[i] == 3
        knowing_ab, knowing_ba = state.knowing_ab[i], state.knowing_ba[i]
        state.procedures[i] = _procedures_after(
            state.procedures[i], state.met[i], both, knowing_ab, knowing_ba, world, switches
        )
    for i in range(count):
        good = (state.good[i] & ONE) != 0
        state.trust_ab[i] = _trust_after(state.trust_ab[i], state.met[i], good, layout.dependence_a[i], world, switches)
    for i in range(count):
        good = (state.good[i] & TWO) != 0
        state.trust_ba[i] = _trust_after(state.trust_ba[i], state.met[i], good, layout.dependence_b[i], world, switches)
    for i in range(count):
        state.knowing_ab[i] = _knowing_after(state.knowing_ab[i], state.met[i], world, switches)
    for i in range(count):
        state.knowing_ba[i] = _knowing_after(state.knowing_ba[i], state.met[i], world, switches)


@stage
def _record(layout, state, influence, switches, month, record):
    """Sums of the month by sector, in the order of `relsim.engine.record.MEASURES`; money; influence at places."""
    row = record.sums[month]
    for k in range(layout.counted.shape[0]):
        i, sector, weight = layout.counted[k], layout.counted_sector[k], layout.counted_weight[k]
        row[0, sector] += weight if state.works[i] else 0.0
        row[1, sector] += weight * min(state.effective_ab[i], state.effective_ba[i])
        row[2, sector] += weight * min(state.knowing_ab[i], state.knowing_ba[i])
        row[3, sector] += state.met[i]
        row[4, sector] += state.met[i] if state.good[i] == 3 else 0.0
    for o in range(layout.kind.shape[0]):
        row[5, layout.sector[o]] += state.given_up[o]
    for sector in range(influence.shape[0]):
        row[6, sector] = influence[sector] if switches.governance else 0.0
        for k in range(state.reach.shape[0]):
            row[7 + k, sector] = state.reach[k, sector]
        record.money[month, sector] = state.spend[sector]
    record.money[month, influence.shape[0]] = state.unfunded[0]
    record.places[month] = state.place_influence
