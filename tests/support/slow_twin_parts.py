"""The slow twin's parts: posts, organisations and relationships, with the rules of the month as their methods.

Floating-point addition depends on its order, so sums are loops in canonical order: never `sum`, which compensates for
rounding since Python 3.12.  Draws come from a function that is handed in, keyed unless another is wanted.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from relsim.domain.sectors import TRUST_KINDS, Kind, Sector
from relsim.engine.randomness import Purpose, draw
from relsim.engine.rules.switches import Switches
from relsim.engine.state import (
    ENERGY_AT_START,
    ENERGY_ON_RETURN,
    KNOWING_AT_START,
    KNOWING_OF_NEWCOMER,
    PROCEDURES_AT_START,
    PROCEDURES_WITH_NEWCOMER,
    TRUST_AT_START,
    TRUST_IN_NEWCOMER,
    WORKS_FROM,
    WORKS_UNTIL,
)
from relsim.worlds.parameters import World

APRIL = 3
"""Of month numbers, which leave 0 in January when divided by 12."""

Draws = Callable[[Purpose, int, int], Callable[[], float]]
"""(purpose, month or event, lineage) → a function that gives the decision's numbers in [0, 1) one after another."""


def keyed(seed: int, world: int) -> Draws:
    """Draws that are a function of what they are for: the plain-Python reference."""
    return lambda purpose, month, who: iter(draw(seed, world, purpose, month, who)).__next__


@dataclass
class Now:
    """What every rule may need to know this month."""

    month: int
    outside: float
    """What pressure from outside leaves of the chance that a contact succeeds."""
    world: World
    switches: Switches
    draws: Draws
    returning: float
    """Chance that an organisation which gave up returns."""
    sector_time: dict[Sector, float]
    """What money makes of the time of a sector's posts."""
    granted: dict[Kind, float]
    """What grants multiply the time of a kind's posts by."""


class Post:
    """A liaison post, with or without somebody in it."""

    def __init__(self, line: int, vacant: bool = False) -> None:
        self.lineage, self.vacant = line, vacant
        self.just_left = False
        self.holder = 0
        self.portfolio: list[Relationship] = []

    def somebody_new(self) -> None:
        """Another organisation's person takes the place of whoever was here."""
        self.vacant = self.just_left = False
        self.holder += 1

    def holder_leaves_or_post_is_filled(self, chance: float, now: Now) -> None:
        """One month of a post."""
        self.just_left = False
        if not now.switches.people:
            return
        number = now.draws(Purpose.PEOPLE, now.month, self.lineage)
        leaves, filled = number() < chance, number() < now.world.filling
        if self.vacant:
            self.vacant = not filled
            self.holder += filled
        else:
            self.vacant = self.just_left = leaves


STAFFED_LIKE = {
    Kind.LMC: Kind.PRACTICE,
    Kind.FEDERATION: Kind.PCN,
    Kind.ALLIANCE: Kind.VCSE,
    Kind.HEALTHWATCH: Kind.VCSE,
}
"""Whose people they are who work for those who speak for others."""


class Organisation:
    """A practice, PCN, VCSE organisation, one that speaks for others, a trust, council or commissioner."""

    def __init__(self, code: str, kind: Kind, line: int, posts: list[Post]) -> None:
        self.code, self.kind, self.lineage, self.posts = code, kind, line, posts
        self.energy, self.given_up = ENERGY_AT_START, False
        self.closures, self.closed_now = 0, False
        self.voice = {sector: 1.0 if sector is kind.sector else 0.0 for sector in Sector}
        """How much of what it voices comes from each sector: before anybody has met, all from its own."""
        self.relationships: list[Relationship] = []
        """By partner, in canonical order."""
        self.seeks: list[Relationship] = []
        """Those with public bodies, which it can give up on; of a public body, none."""
        self.overseer: Organisation | None = None
        """The trust that runs it, or is going to."""

    def overseen(self, month: int) -> bool:
        """Whether it is a network that a trust runs by now."""
        return self.overseer is not None and self.overseen_from <= month

    def hazard_a_month(self, now: Now) -> float:
        """Chance a month that a holder leaves, from the share of holders who leave in a year; by who employs them."""
        kind = self.overseer.kind if self.overseer is not None and self.overseen(now.month) else self.kind
        kind = STAFFED_LIKE.get(kind, kind)
        return monthly(getattr(now.world, "leaving_trust" if kind in TRUST_KINDS else f"leaving_{kind.code}"))

    def prepare(self, now: Now) -> None:
        """How ready it is this month, how likely its people are to leave, and what time the centre leaves them."""
        world, switches, month = now.world, now.switches, now.month
        elapsed = month - self.settling_from
        settling = switches.settling_in and 0 <= elapsed < world.settling_months
        distracted = switches.distraction and self.distracted_from <= month < self.until
        ready = 1.0
        if settling:
            start = world.new_body_readiness
            ready = start + (1.0 - start) * (elapsed / world.settling_months)
        if distracted:
            ready = ready * (1.0 - world.distraction)
        self.readiness = ready
        self.leaving = self.hazard_a_month(now)
        if switches.distraction and self.leaving_from <= month < self.until:
            self.leaving = min(1.0, self.leaving * world.leaving_multiplier)
        taken = 0.0
        if switches.centre and self.kind in TRUST_KINDS:
            taken = world.centre_take
        elif switches.centre and self.kind == Kind.COMMISSIONER:
            taken = world.centre_take_reorganising if settling or distracted else world.centre_take
        own = world.vcse_time if self.kind is Kind.VCSE else 1.0
        given = now.sector_time[self.kind.sector] * now.granted[self.kind] * own
        pooled_or_cut = self.time_factor if self.time_from <= month else 1.0
        self.time = world.time_per_post * (1.0 - taken) * (given * pooled_or_cut)

    def people(self, now: Now) -> None:
        """Holders leave, posts are filled; whoever left takes most of the trust and knowing along."""
        for post in self.posts:
            post.holder_leaves_or_post_is_filled(self.leaving, now)
        for post in self.posts:
            if post.just_left:
                for relationship in post.portfolio:
                    relationship.lose_contact(relationship.second(post), now)

    def share_time(self, now: Now) -> None:
        """The same part of what is wanted for every partner, at most all of it."""
        load = 0.0
        for relationship in self.relationships:
            load += relationship.wanted
        self.load = load
        self.filled = len([post for post in self.posts if not post.vacant])
        self.capacity = self.filled * self.time
        busy = now.switches.attention and self.load > self.capacity
        self.part = self.capacity / self.load if busy else 1.0

    def tire(self, now: Now) -> None:
        """Fruitless effort drains energy, success restores it; who gave up may return."""
        if not self.seeks or not now.switches.participation:
            return
        if self.given_up:
            if now.draws(Purpose.PARTICIPATION, now.month, self.lineage)() < now.returning:
                self.given_up, self.energy = False, ENERGY_ON_RETURN
            return
        sought = met = 0.0
        for relationship in self.seeks:
            sought += relationship.need
            if relationship.good_a if relationship.a is self else relationship.good_b:
                met += relationship.need
        share, world = met / sought, now.world
        restored = world.energy_restored * share * (1.0 - self.energy)
        drained = world.energy_drained * (1.0 - share) * self.energy
        self.energy = self.energy + restored - drained
        self.given_up = self.energy < world.giving_up_below

    def close(self, now: Now) -> None:
        """In April a voluntary organisation may close; another is met from scratch, and keeps the contracts."""
        self.closed_now = False
        if now.month % 12 != APRIL or not now.switches.closures or self.kind is not Kind.VCSE:
            return
        chance = now.world.closing_vcse
        if self.given_up:
            chance = min(1.0, chance * now.world.closing_given_up)
        self.closed_now = now.draws(Purpose.CLOSURE, now.month, self.lineage)() < chance
        if self.closed_now:
            self.closures += 1
            self.energy, self.given_up = ENERGY_AT_START, False
            for post in self.posts:
                post.somebody_new()
            for relationship in self.relationships:
                relationship.start_from_scratch()


class Relationship:
    """Two organisations that need to work together."""

    def __init__(self, a: Organisation, b: Organisation, contracts: float, newcomer: bool) -> None:
        self.a, self.b, self.contracts, self.works = a, b, contracts, False
        if newcomer:
            self.start_from_scratch()
        else:
            self.trust_ab = self.trust_ba = TRUST_AT_START
            self.knowing_ab = self.knowing_ba = KNOWING_AT_START
            self.procedures = PROCEDURES_AT_START
        self.post_a: Post
        self.post_b: Post
        self.second_a: Post | None = None
        self.second_b: Post | None = None
        self.guest: Organisation | None = None
        """The side that can give up on the other, which is a public body and can't."""
        if a.kind.statutory != b.kind.statutory:
            self.guest = b if a.kind.statutory else a

    def start_from_scratch(self) -> None:
        """A side is new: it is met with some goodwill, nobody knows anybody, and there are no procedures."""
        self.trust_ab = self.trust_ba = TRUST_IN_NEWCOMER
        self.knowing_ab = self.knowing_ba = KNOWING_OF_NEWCOMER
        self.procedures, self.works = PROCEDURES_WITH_NEWCOMER, False

    def partner_of(self, one: Organisation) -> Organisation:
        """The other side."""
        return self.b if one is self.a else self.a

    def trust_of(self, one: Organisation) -> float:
        """Effective trust that this side has in the other, at the start of the month."""
        return self.effective_ab if one is self.a else self.effective_ba

    def trust_now(self, one: Organisation, world: World) -> float:
        """The same as it is now."""
        if one is self.a:
            return self.effective_trust(self.trust_ab, self.knowing_ab, world)
        return self.effective_trust(self.trust_ba, self.knowing_ba, world)

    def knowing_of(self, one: Organisation) -> float:
        """How well this side knows the other by now."""
        return self.knowing_ab if one is self.a else self.knowing_ba

    def second(self, post: Post) -> Post | None:
        """The second contact beside this first one."""
        return self.second_a if post is self.post_a else self.second_b

    def lose_contact(self, second: Post | None, now: Now) -> None:
        """A holder has left: trust falls to the handover fraction, knowing to near nothing; a second protects."""
        if protects(second, now):
            self.keep_only(now.world.second_contact_handover, now.world.second_contact_handover)
        else:
            self.keep_only(now.world.handover, now.world.knowing_kept)

    def keep_only(self, trust: float, knowing: float) -> None:
        """Keep this share of trust and of knowing, both ways."""
        self.trust_ab, self.trust_ba = self.trust_ab * trust, self.trust_ba * trust
        self.knowing_ab, self.knowing_ba = self.knowing_ab * knowing, self.knowing_ba * knowing

    def take_stock(self, now: Now) -> None:
        """Effective trust, whether the relationship works, and what contact the two want this month."""
        self.effective_ab = self.effective_trust(self.trust_ab, self.knowing_ab, now.world)
        self.effective_ba = self.effective_trust(self.trust_ba, self.knowing_ba, now.world)
        lower = min(self.effective_ab, self.effective_ba)
        self.works = lower >= WORKS_FROM or (self.works and lower >= WORKS_UNTIL)
        somebody_a = not self.post_a.vacant or protects(self.second_a, now)
        somebody_b = not self.post_b.vacant or protects(self.second_b, now)
        gave_up = now.switches.participation and self.guest is not None and self.guest.given_up
        self.reachable = somebody_a and somebody_b and not gave_up
        by_trust = now.world.trust_attention
        wanted = self.need * (1.0 - by_trust + by_trust * (self.effective_ab + self.effective_ba))
        if now.switches.board_contact:
            wanted += now.world.board_contact * self.shared_boards
        self.wanted = wanted if self.reachable else 0.0

    def effective_trust(self, trust: float, knowing: float, world: World) -> float:
        """Between people, and by agreements between bodies: procedures help only where someone knows them."""
        between, law = world.interpersonal_weight, world.contract_weight
        agreements = law * self.contracts + (1.0 - law) * (self.procedures * knowing)
        return between * trust + (1.0 - between) * agreements

    def meet(self, now: Now) -> None:
        """As often as the busier side can; each side judges by its own draw or by the shared one."""
        self.contact = self.wanted * min(self.a.part, self.b.part)
        self.ready = now.outside * (self.a.readiness * self.b.readiness)
        self.met, self.good_a, self.good_b = 0.0, False, False
        if not now.switches.contact:
            return
        number = now.draws(Purpose.CONTACT, now.month, self.lineage)
        below = float(math.floor(self.contact))
        self.met = below + (1.0 if number() < self.contact - below else 0.0)
        if self.met > 0.0:
            shared = number()
            self.good_a = self.judge(self.effective_ab, shared, number(), now)
            self.good_b = self.judge(self.effective_ba, shared, number(), now)

    def judge(self, trust: float, shared: float, own: float, now: Now) -> bool:
        """Whether a side thinks the month's contacts went well."""
        if not now.switches.outcome:
            return True
        by_own = own < now.world.own_judgement
        return (own * (1.0 / now.world.own_judgement) if by_own else shared) < self.chance(trust, now)

    def chance(self, trust: float, now: Now) -> float:
        """Chance that a side with this trust in the other judges a contact good.

        Decisions behind closed doors cost, a common footprint helps.
        """
        world = now.world
        least, most = world.success_without_trust, world.success_with_trust
        closed = world.closed_cost * self.closed if now.switches.openness else 0.0
        return (least + (most - least) * trust) * self.ready - (closed - self.footprint)

    def learn(self, now: Now) -> None:
        """What meeting, or not meeting, does to procedures, trust and knowing."""
        world, on = now.world, now.switches
        if self.good_a and self.good_b and on.procedures:
            rise = min(1.0, self.met * world.procedures_rise) * (self.knowing_ab * self.knowing_ba)
            self.procedures = self.procedures + rise * (1.0 - self.procedures)
        self.trust_ab = self.trust_after(self.trust_ab, self.good_a, self.dependence_a, now)
        self.trust_ba = self.trust_after(self.trust_ba, self.good_b, self.dependence_b, now)
        self.knowing_ab = self.knowing_after(self.knowing_ab, now)
        self.knowing_ba = self.knowing_after(self.knowing_ba, now)

    def trust_after(self, trust: float, good: bool, dependence: float, now: Now) -> float:
        """Success raises trust, failure lowers it, more so with dependence; without contact it fades."""
        world = now.world
        if not self.met:
            return trust - world.trust_decay * trust if now.switches.decay else trust
        if not now.switches.trust:
            return trust
        if good:
            return trust + min(1.0, self.met * world.trust_gain) * (1.0 - trust)
        return trust - min(1.0, self.met * (world.trust_loss * (1.0 + world.dependence_effect * dependence))) * trust

    def knowing_after(self, knowing: float, now: Now) -> float:
        """Contact teaches whom to ask; without contact that fades."""
        if not self.met:
            return knowing - now.world.knowing_decay * knowing if now.switches.decay else knowing
        if not now.switches.knowing:
            return knowing
        return knowing + min(1.0, self.met * now.world.knowing_gain) * (1.0 - knowing)


def monthly(share_a_year: float) -> float:
    """The chance a month that comes to this share in twelve months."""
    return round(1.0 - (1.0 - share_a_year) ** (1 / 12), 15)


def protects(second: Post | None, now: Now) -> bool:
    """Whether there is a second contact, and somebody in that post."""
    return now.switches.second_contact and second is not None and not second.vacant
