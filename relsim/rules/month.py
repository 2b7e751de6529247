"""A month: the rules in the order in which they happen, compiled as one loop from reorganisation to reorganisation.

    1. people           holders leave, posts are filled
    2. readiness        settling-in, distraction, outside pressure; the time that each organisation has
    3. attention        what each pair wants, and what both have time for
    4. contact          how often they meet, and how each side judges it
    5. trust            trust, knowing and procedures move, or fade
    6. participation    energy, giving up, coming back
    7. governance       influence, twice a year
    8. record           sums by sector

Reorganisations happen at the start of a month, before people (`relsim.rules.reorganisation`).
"""

from __future__ import annotations

from typing import NamedTuple

from relsim.compiled import compiled, scalar
from relsim.randomness import UNIT, Purpose, fill_blocks
from relsim.rules import attention, contact, governance, participation, people, readiness, trust
from relsim.rules.names import RULES
from relsim.sectors import Kind
from relsim.state import CLOSED, VACANT, WORKS_FROM, WORKS_UNTIL


class Switches(NamedTuple):
    """Which rules are on; the names are those of `relsim.rules.names.RULES`."""

    people: bool = True
    second_contact: bool = True
    reorganisation: bool = True
    settling_in: bool = True
    distraction: bool = True
    outside_pressure: bool = True
    centre: bool = True
    attention: bool = True
    contact: bool = True
    outcome: bool = True
    trust: bool = True
    decay: bool = True
    knowing: bool = True
    procedures: bool = True
    participation: bool = True
    governance: bool = True

    @classmethod
    def without(cls, *rules: str) -> Switches:
        """All rules on but these; `ValueError` for a name that is none."""
        unknown = [rule for rule in rules if rule not in RULES]
        if unknown:
            raise ValueError(f"no rule is called {', '.join(map(repr, unknown))}; the rules are {', '.join(RULES)}")
        return cls(**dict.fromkeys(rules, False))


CONTACT, PEOPLE, PARTICIPATION = int(Purpose.CONTACT), int(Purpose.PEOPLE), int(Purpose.PARTICIPATION)
COMMISSIONER, FIRST_TRUST, LAST_TRUST = int(Kind.COMMISSIONER), int(Kind.ACUTE), int(Kind.AMBULANCE)
_people = people.holders_leave_and_posts_are_filled
_hand_over, _there = people.hand_over, people.somebody_is_there
_readiness = readiness.readiness
_time, _wanted, _part = attention.time_for_contact, attention.wanted_contact, attention.part_there_is_time_for
_contacts, _chance, _judged = contact.number_of_contacts, contact.chance_of_success, contact.judged_good
_trust_after, _knowing_after, _procedures_after = trust.trust_after, trust.knowing_after, trust.procedures_after
_effective = trust.effective_trust
_participate = participation.tire_give_up_and_return
_spread = governance.spread_of_opinion
EVERY_MONTHS = governance.EVERY_MONTHS


@compiled
def run_months(seed, number, starts, begins, first, last, layout, dates, state, scratch, world, rates, switches, pressure, record):  # type: ignore[no-untyped-def]
    """Simulate months `first` … `last` − 1 of one era; changes `state` and writes rows of `record`.

    Args:
        seed: Seed of the replicate.
        number: Number of the world; with the seed, the key of every draw.
        starts: Month number of row 0 of `pressure` and `record`.
        begins: First month of the era; influence is worked out then too.
        first: First month to simulate.
        last: Month to stop before.
        layout: `relsim.structure.Layout`.
        dates: `relsim.timetable.Dates`.
        state: `relsim.state.State`.
        scratch: `relsim.state.Scratch`.
        world: `relsim.parameters.World`.
        rates: `relsim.state.Rates`.
        switches: `Switches`.
        pressure: Per month: what outside pressure multiplies readiness by.
        record: (months, measures, sectors) float64.
    """
    for month in range(first, last):
        _draw(seed, number, month, layout, state, scratch)
        _people(month, layout, dates, state, world, rates, switches)
        _prepare(month, layout, dates, state, pressure[month - starts], world, switches)
        _want(layout, state, world, switches)
        for o in range(layout.kind.shape[0]):
            state.part[o] = _part(state.capacity[o], state.load[o], switches)
        _meet(layout, state, world, rates, switches)
        if switches.participation:
            _participate(month, layout, state, world, rates, scratch.lane0)
        if switches.governance and (month % EVERY_MONTHS == 0 or month == begins):
            _spread(layout, state, scratch, world)
        _record(month, layout, state, record[month - starts])


@scalar
def _draw(seed, number, month, layout, state, scratch):  # type: ignore[no-untyped-def]
    """All of the month's draws, ahead of what uses them, so that they come from vector instructions."""
    low, high = layout.relationship_low, layout.relationship_high
    fill_blocks(seed, number, CONTACT, month, low, high, state.lane0, state.lane1, state.lane2, state.lane3)
    lanes = (state.post_lane0, state.post_lane1, state.post_lane2, state.post_lane3)
    fill_blocks(seed, number, PEOPLE, month, state.post_low, state.post_high, lanes[0], lanes[1], lanes[2], lanes[3])
    lanes = (scratch.lane0, scratch.lane1, scratch.lane2, scratch.lane3)
    fill_blocks(seed, number, PARTICIPATION, month, layout.low, layout.high, lanes[0], lanes[1], lanes[2], lanes[3])


@scalar
def _prepare(month, layout, dates, state, pressure, world, switches):  # type: ignore[no-untyped-def]
    """Readiness and time of every organisation."""
    for o in range(layout.kind.shape[0]):
        filled = 0
        for post in range(layout.first_post[o], layout.first_post[o + 1]):
            filled += 1 if state.status[post] == 0 else 0
        settling, distracted, until = dates.settling_from[o], dates.distracted_from[o], dates.until[o]
        state.readiness[o] = _readiness(month, settling, distracted, until, pressure, world, switches)
        kind = layout.kind[o]
        commissioner = kind == COMMISSIONER
        reorganising = commissioner and (
            (switches.settling_in and 0 <= month - settling < world.settling_months)
            or (switches.distraction and distracted <= month < until)
        )
        takes_orders = commissioner or FIRST_TRUST <= kind <= LAST_TRUST
        state.capacity[o] = _time(filled, takes_orders, reorganising, world, switches)
        state.load[o] = 0.0
        state.fruit[o] = 0.0


@scalar
def _want(layout, state, world, switches):  # type: ignore[no-untyped-def]
    """Hand over where a holder has left, take stock of every relationship, and add up the contact that is wanted."""
    for i in range(layout.a.shape[0]):
        a, b = layout.a[i], layout.b[i]
        status_a, status_b = state.status[state.post_a[i]], state.status[state.post_b[i]]
        reachable = True
        if status_a | status_b:
            if (status_a | status_b) & CLOSED:
                state.wanted[i] = -1.0
                continue
            trust_a, knowing_a = _hand_over(status_a, state.second_a[i], state.status, world, switches)
            trust_b, knowing_b = _hand_over(status_b, state.second_b[i], state.status, world, switches)
            state.trust_ab[i] *= trust_a * trust_b
            state.trust_ba[i] *= trust_a * trust_b
            state.knowing_ab[i] *= knowing_a * knowing_b
            state.knowing_ba[i] *= knowing_a * knowing_b
            reachable = _there(status_a, state.second_a[i], state.status, switches) and _there(
                status_b, state.second_b[i], state.status, switches
            )
        contracts, procedures = state.contracts[i], state.procedures[i]
        trust_ab = _effective(state.trust_ab[i], contracts, procedures, state.knowing_ab[i], world)
        trust_ba = _effective(state.trust_ba[i], contracts, procedures, state.knowing_ba[i], world)
        lower = min(trust_ab, trust_ba)
        state.works[i] = 1 if lower >= WORKS_FROM else (state.works[i] if lower >= WORKS_UNTIL else 0)
        state.effective_ab[i] = trust_ab
        state.effective_ba[i] = trust_ba
        guest = layout.guest[i]
        if not reachable or (guest >= 0 and state.given_up[guest]):
            state.wanted[i] = 0.0
            continue
        wanted = _wanted(layout.need[i], trust_ab, trust_ba, world)
        state.wanted[i] = wanted
        state.load[a] += wanted
        state.load[b] += wanted


@scalar
def _meet(layout, state, world, rates, switches):  # type: ignore[no-untyped-def]
    """Contacts, judgements, and what they do to trust, knowing and procedures."""
    inverse = rates.own_judgement_inverse
    for i in range(layout.a.shape[0]):
        a, b = layout.a[i], layout.b[i]
        wanted = state.wanted[i]
        if wanted < 0.0:
            continue
        mean = wanted * min(state.part[a], state.part[b])
        state.contact[i] = mean
        met = _contacts(mean, state.lane0[i] * UNIT) if switches.contact else 0
        ready = state.readiness[a] * state.readiness[b]
        shared = state.lane1[i] * UNIT
        good_a = _judged(_chance(state.effective_ab[i], ready, world), shared, state.lane2[i] * UNIT, world, inverse)
        good_b = _judged(_chance(state.effective_ba[i], ready, world), shared, state.lane3[i] * UNIT, world, inverse)
        if not switches.outcome:
            good_a = good_b = True
        knowing_ab, knowing_ba = state.knowing_ab[i], state.knowing_ba[i]
        state.procedures[i] = _procedures_after(
            state.procedures[i], met, good_a and good_b, knowing_ab, knowing_ba, world, switches
        )
        state.trust_ab[i] = _trust_after(state.trust_ab[i], met, good_a, layout.dependence_a[i], world, switches)
        state.trust_ba[i] = _trust_after(state.trust_ba[i], met, good_b, layout.dependence_b[i], world, switches)
        state.knowing_ab[i] = _knowing_after(knowing_ab, met, world, switches)
        state.knowing_ba[i] = _knowing_after(knowing_ba, met, world, switches)
        state.met[i] = met
        state.good[i] = (1 if good_a else 0) + (2 if good_b else 0) if met > 0 else 0
        guest = layout.guest[i]
        if guest >= 0 and met > 0 and (good_a if guest == a else good_b):
            state.fruit[guest] += layout.need[i]


@scalar
def _record(month, layout, state, row):  # type: ignore[no-untyped-def]
    """Sums of the month by sector, in the order of `relsim.state.MEASURES`."""
    for k in range(layout.counted.shape[0]):
        i, sector, weight = layout.counted[k], layout.counted_sector[k], layout.counted_weight[k]
        if month < layout.counted_opened[k]:
            continue
        if state.works[i]:
            row[0, sector] += weight
        row[1, sector] += weight * min(state.effective_ab[i], state.effective_ba[i])
        row[2, sector] += weight * min(state.knowing_ab[i], state.knowing_ba[i])
        row[3, sector] += state.met[i]
        if state.good[i] == 3:
            row[4, sector] += state.met[i]
    for o in range(layout.kind.shape[0]):
        if state.given_up[o]:
            row[5, layout.sector[o]] += 1.0
        row[6, layout.sector[o]] += state.influence[o]


__all__ = ["VACANT", "Switches", "run_months"]
