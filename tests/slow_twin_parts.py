"""The slow twin's parts: posts, organisations and relationships, with the rules of the month as their methods.

Floating-point addition depends on its order, so sums are loops in canonical order: never `sum`, which compensates for
rounding since Python 3.12.  Draws come from a function that is handed in, keyed unless another is wanted.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from relsim.parameters import World
from relsim.randomness import Purpose, draw
from relsim.rules.month import Switches
from relsim.sectors import TRUST_KINDS, Kind
from relsim.state import (
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


class Post:
    """A liaison post, with or without somebody in it."""

    def __init__(self, line: int, vacant: bool = False) -> None:
        self.lineage, self.vacant = line, vacant
        self.just_left = False
        self.holder = 0
        self.portfolio: list[Relationship] = []

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


class Organisation:
    """A practice, PCN, VCSE organisation, trust, council or commissioner."""

    def __init__(self, code: str, kind: Kind, line: int, posts: list[Post]) -> None:
        self.code, self.kind, self.lineage, self.posts = code, kind, line, posts
        self.energy, self.given_up, self.influence = ENERGY_AT_START, False, 0.0
        self.relationships: list[Relationship] = []
        """By partner, in canonical order."""
        self.seeks: list[Relationship] = []
        """Those with public bodies, which it can give up on; of a public body, none."""

    def hazard_a_month(self, world: World) -> float:
        """Chance a month that a holder leaves, from the share of holders who leave in a year."""
        return monthly(getattr(world, "leaving_trust" if self.kind in TRUST_KINDS else f"leaving_{self.kind.code}"))

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
        self.leaving = self.hazard
        if switches.distraction and self.leaving_from <= month < self.until:
            self.leaving = min(1.0, self.hazard * world.leaving_multiplier)
        taken = 0.0
        if switches.centre and self.kind in TRUST_KINDS:
            taken = world.centre_take
        elif switches.centre and self.kind == Kind.COMMISSIONER:
            taken = world.centre_take_reorganising if settling or distracted else world.centre_take
        self.time = world.time_per_post * (1.0 - taken)

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


class Relationship:
    """Two organisations that need to work together."""

    def __init__(self, a: Organisation, b: Organisation, contracts: float, newcomer: bool) -> None:
        self.a, self.b, self.contracts, self.works = a, b, contracts, False
        self.trust_ab = self.trust_ba = TRUST_IN_NEWCOMER if newcomer else TRUST_AT_START
        self.knowing_ab = self.knowing_ba = KNOWING_OF_NEWCOMER if newcomer else KNOWING_AT_START
        self.procedures = PROCEDURES_WITH_NEWCOMER if newcomer else PROCEDURES_AT_START
        self.post_a: Post
        self.post_b: Post
        self.second_a: Post | None = None
        self.second_b: Post | None = None
        self.guest: Organisation | None = None
        """The side that can give up on the other, which is a public body and can't."""
        if a.kind.statutory != b.kind.statutory:
            self.guest = b if a.kind.statutory else a

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
        world = now.world
        least, most = world.success_without_trust, world.success_with_trust
        chance = (least + (most - least) * trust) * self.ready
        return (own * (1.0 / world.own_judgement) if own < world.own_judgement else shared) < chance

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
