"""The slow twin's reorganisations: what becomes of people, posts and relationships when an era begins.

Whoever is untouched stays the same object, so that there is nothing to carry over and nothing to get wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relsim.domain.sectors import Kind, Sector
from relsim.engine.randomness import Purpose
from relsim.timetable.lineage import lineage
from relsim.timetable.structure import SECOND_CONTACT_NEED
from relsim.timetable.timetable import Era

if TYPE_CHECKING:
    from slow_twin import SlowTwin
    from slow_twin_parts import Organisation, Post, Relationship


KEPT, MOVED, LEFT, ABOLISHED = "kept", "moved", "left", "abolished"


class Reorganising:
    """The day on which an era begins; the first era begins from nothing."""

    def __init__(self, twin: SlowTwin, era: Era) -> None:
        self.twin, self.passage = twin, era.passage
        self.structure, self.layout, self.dates = era.structure, era.structure.layout, era.dates
        self.old_relationships = twin.relationships
        self.old_organisations = twin.organisations
        self.old_posts = [post for one in twin.organisations for post in one.posts]
        self.groups_of: dict[int, list[int]] = {}
        """Row of a body → the groups of posts that come to it, in order."""
        self.fate: dict[Post, str] = dict.fromkeys(self.old_posts, KEPT)
        self.taken_over_by: dict[Post, Post] = {}
        """Old post → the post that has its portfolio now, if any has."""
        if self.passage is not None:
            for group, row in enumerate(self.passage.group_body.tolist()):
                self.groups_of.setdefault(row, []).append(group)
            staying = zip(self.old_posts, self.passage.post_to.tolist(), strict=True)
            self.taken_over_by = {post: post for post, to in staying if to >= 0}
        self.staying = frozenset(self.taken_over_by)
        """Old posts that stay where they are."""
        self.was_vacant = {post for post in self.old_posts if post.vacant}
        self.dealt: dict[Organisation, int] = {}

    def carry_out(self) -> None:
        """Put the era's organisations and relationships in place of those of the era before."""
        twin, layout = self.twin, self.layout
        twin.organisations = [self.organisation(row) for row in range(len(layout.kind))]
        for one in twin.organisations:
            one.relationships, one.seeks = [], []
            for post in one.posts:
                post.portfolio = []
        twin.relationships = [self.relationship(i) for i in range(len(layout.a))]
        for row, one in enumerate(twin.organisations):
            self.describe_organisation(one, row)
        for i, relationship in enumerate(twin.relationships):
            self.describe_relationship(relationship, i)
        counted = zip(layout.counted.tolist(), layout.counted_sector, layout.counted_weight.tolist(), strict=True)
        twin.counted = [(twin.relationships[i], Sector(sector), weight) for i, sector, weight in counted]
        twin.places = [self.deciding_for_place(number) for number in range(len(layout.place_first) - 1)]

    def deciding_for_place(self, number: int) -> list[tuple[Organisation, float]]:
        """Whose opinion decides for a place, and how much."""
        layout = self.layout
        rows = range(int(layout.place_first[number]), int(layout.place_first[number + 1]))
        return [(self.twin.organisations[layout.place_member[k]], float(layout.place_weight[k])) for k in rows]

    def organisation(self, row: int) -> Organisation:
        """The organisation of a row: a successor, one that was there before, or one that opens."""
        origin = -1 if self.passage is None else int(self.passage.organisation_from[row])
        code, line = self.structure.codes[row], self.structure.lineages[row]
        if origin >= 0 and self.old_organisations[origin].code == code:
            one = self.old_organisations[origin]
            one.posts = [post for post in one.posts if post in self.staying]
            self.take_over(one, row)
            return one
        places = int(self.layout.first_post[row + 1]) - int(self.layout.first_post[row])
        number = 0 if row in self.groups_of else places
        posts = [self.twin.post_type(lineage("post", line, number)) for number in range(number)]
        one = self.twin.new_organisation(code, Kind(self.layout.kind[row]), line, posts)
        self.take_over(one, row)
        if origin >= 0:
            # Until the next quarter it voices what its largest predecessor did.
            before = self.old_organisations[origin]
            one.energy, one.given_up, one.closures, one.voice = (
                before.energy, before.given_up, before.closures, dict(before.voice),
            )  # fmt: skip
        return one

    def take_over(self, one: Organisation, row: int) -> None:
        """Let those come who come to a body, group by group, after those who have stayed."""
        for group in self.groups_of.get(row, ()):
            for post in self.staff_of_group(group):
                one.posts.append(post)
            short = int(self.passage.group_to[group] + self.passage.group_surviving[group])
            while len(one.posts) + int(self.layout.first_post[row]) < short:
                again = [int(self.passage.group_event[group])] if one in self.old_organisations else []
                line = lineage("post", self.structure.lineages[row], one.code, len(one.posts), *again)
                one.posts.append(self.twin.post_type(line, vacant=True))

    def staff_of_group(self, group: int) -> list[Post]:
        """The posts that go on; by each holder's draw the first are kept, the next moved, the next leave, exactly.

        Posts beyond the number that there is place for are abolished.
        """
        passage, twin = self.passage, self.twin
        assert passage is not None
        places = int(passage.group_surviving[group])
        first, last = passage.group_first[group], passage.group_first[group + 1]
        posts = [self.old_posts[number] for number in passage.group_post[first:last]]
        event = int(passage.group_event[group])
        drawn = {post: twin.draws(Purpose.FATE, event, post.lineage)() for post in posts}
        for rank, post in enumerate(sorted(posts, key=lambda post: drawn[post])):
            if rank >= places:
                self.fate[post] = ABOLISHED
            elif rank < passage.group_kept[group] or not twin.switches.reorganisation:
                self.fate[post] = KEPT
            else:
                self.fate[post] = MOVED if rank < passage.group_moved[group] else LEFT
        survivors = [post for post in posts if self.fate[post] != ABOLISHED]
        movers = [post for post in posts if self.fate[post] == MOVED]
        self.taken_over_by |= {post: post for post in survivors}
        # Those who moved exchange portfolios in a ring: each one's goes to the mover before.
        self.taken_over_by |= {post: movers[number - 1] for number, post in enumerate(movers)}
        for post in survivors:
            post.vacant = post.vacant or self.fate[post] == LEFT
        return survivors

    def relationship(self, i: int) -> Relationship:
        """The relationship of a row: one that was there before, one that was handed over, or a new one."""
        a = self.twin.organisations[self.layout.a[i]]
        b = self.twin.organisations[self.layout.b[i]]
        origin = -1 if self.passage is None else int(self.passage.relationship_from[i])
        if origin < 0:
            return self.twin.new_relationship(a, b, float(self.structure.contracts[i]), self.passage is not None)
        assert self.passage is not None
        before = self.old_relationships[origin]
        changed = [body for body, flag in ((a, self.passage.side_a[i]), (b, self.passage.side_b[i])) if flag]
        if not changed:
            assert before.a is a
            assert before.b is b
            return before
        new = self.twin.new_relationship(a, b, 0.0, False)
        self.carry_agreements(new, i)
        self.carry_trust(new, before, bool(self.passage.turned[i]))
        for body in changed:
            self.carry_people(new, body, i)
        return new

    def carry_agreements(self, new: Relationship, i: int) -> None:
        """Agreements of all predecessors in proportion to need; contracts are carried by law, procedures in part."""
        passage = self.passage
        assert passage is not None
        contracts = procedures = 0.0
        for k in range(passage.mix_first[i], passage.mix_first[i + 1]):
            source, share = self.old_relationships[passage.mix_from[k]], float(passage.mix_share[k])
            of_contracts, of_procedures = float(passage.mix_contracts[k]), float(passage.mix_procedures[k])
            if not self.twin.switches.reorganisation:
                of_contracts = of_procedures = 1.0
            contracts += share * of_contracts * source.contracts
            procedures += share * of_procedures * source.procedures
        if self.twin.switches.reorganisation:
            contracts *= float(passage.contracts_carried[i])
            procedures *= float(passage.procedures_carried[i])
        new.contracts, new.procedures = contracts, procedures

    @staticmethod
    def carry_trust(new: Relationship, before: Relationship, turned: bool) -> None:
        """What both sides know and think of each other, and who deals with it, as it was."""
        trust, knowing = (before.trust_ab, before.trust_ba), (before.knowing_ab, before.knowing_ba)
        firsts, seconds = (before.post_a, before.post_b), (before.second_a, before.second_b)
        if turned:
            trust, knowing, firsts, seconds = trust[::-1], knowing[::-1], firsts[::-1], seconds[::-1]
        new.works = before.works
        new.trust_ab, new.trust_ba = trust
        new.knowing_ab, new.knowing_ba = knowing
        new.post_a, new.post_b = firsts
        new.second_a, new.second_b = seconds

    def carry_people(self, new: Relationship, body: Organisation, i: int) -> None:
        """Trust and knowing, both ways, as far as the people of a body who carried them are still there."""
        old_first, old_second = (new.post_a, new.second_a) if new.a is body else (new.post_b, new.second_b)
        first = self.taken_over_by.get(old_first)
        second = None if old_second is None else self.taken_over_by.get(old_second)
        second_stays = second in body.posts and old_second is not None and self.fate[old_second] == KEPT
        if old_first not in self.was_vacant:  # Whoever left before has handed over already.
            protected = second_stays and second is not None and not second.vacant
            written = self.passage is not None and bool(self.passage.written[i])
            new.keep_only(*self.kept(self.fate[old_first], first in body.posts, protected, written))
        if first is None or first not in body.posts:
            first = body.posts[self.dealt.get(body, 0) % len(body.posts)]
            self.dealt[body] = self.dealt.get(body, 0) + 1
        if old_second is not None and not (second_stays and second is not first):
            second = next_in_turn(body, first)
        if new.a is body:
            new.post_a, new.second_a = first, second
        else:
            new.post_b, new.second_b = first, second

    def kept(self, fate: str, here: bool, second_is_there: bool, written: bool) -> tuple[float, float]:
        """Shares of trust and of knowing that a relationship keeps, by what became of its first contact's post.

        Whoever moved introduces their heir, and so does a written handover; a second contact keeps more than either.
        """
        world, switches = self.twin.world, self.twin.switches
        if not switches.reorganisation or (here and fate == KEPT):
            return 1.0, 1.0
        if here and fate == MOVED:
            trust, knowing = world.introduction, world.introduction
        elif written:
            trust, knowing = max(world.handover, world.introduction), world.introduction
        else:
            trust, knowing = world.handover, world.knowing_kept
        if switches.second_contact and second_is_there:
            least = world.second_contact_handover
            trust, knowing = max(trust, least), max(knowing, least)
        return trust, knowing

    def describe_organisation(self, one: Organisation, row: int) -> None:
        """What the era says of an organisation."""
        one.opinion = float(self.layout.opinion[row])
        one.settling_from = int(self.dates.settling_from[row])
        one.distracted_from = int(self.dates.distracted_from[row])
        one.leaving_from = int(self.dates.leaving_from[row])
        one.until = int(self.dates.until[row])
        one.time_from, one.time_factor = int(self.dates.time_from[row]), float(self.dates.time_factor[row])
        one.overseen_from, one.oversight = int(self.dates.overseen_from[row]), float(self.dates.oversight[row])
        overseer = int(self.dates.overseer[row])
        one.overseer = self.twin.organisations[overseer] if overseer >= 0 else None
        one.attention = dict(zip(Sector, self.layout.attention[row].tolist(), strict=True))
        one.asks = bool(self.layout.asks[row])

    def describe_relationship(self, one: Relationship, i: int) -> None:
        """What the era says of a relationship; a new one is given to a post of each side, dealt in turn."""
        one.lineage, one.need = self.structure.relationship_lineages[i], float(self.layout.need[i])
        one.dependence_a, one.dependence_b = float(self.layout.dependence_a[i]), float(self.layout.dependence_b[i])
        one.shared_boards, one.closed = float(self.layout.shared_boards[i]), float(self.layout.closed[i])
        one.footprint = float(self.layout.footprint[i])
        a, b = one.a, one.b
        if self.passage is None or self.passage.relationship_from[i] < 0:
            one.post_a = a.posts[len(a.relationships) % len(a.posts)]
            one.post_b = b.posts[len(b.relationships) % len(b.posts)]
            if one.need >= SECOND_CONTACT_NEED:
                one.second_a, one.second_b = next_in_turn(a, one.post_a), next_in_turn(b, one.post_b)
        a.relationships.append(one)
        b.relationships.append(one)
        one.post_a.portfolio.append(one)
        one.post_b.portfolio.append(one)
        if one.guest is not None:
            one.guest.seeks.append(one)


def next_in_turn(organisation: Organisation, post: Post) -> Post | None:
    """The post after this one, or none where there is only one."""
    posts = organisation.posts
    return posts[(posts.index(post) + 1) % len(posts)] if len(posts) > 1 else None
