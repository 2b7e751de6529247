"""The slow twin: the model once more, in plain Python, with one object per organisation, per post and per relationship.

It is there to be obviously right, not fast.  The compiled kernels must give the same trajectories to the bit
(`tests/differential`).  From the timetable it takes what is the same for every seed and world: who needs whom,
lineages, dates, and which row of an era descends from which rows of the era before.  The month
(`slow_twin_parts`), and what becomes of people, posts and relationships in a reorganisation
(`slow_twin_reorganisation`), it works out itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from slow_twin_parts import Draws, Now, Organisation, Post, Relationship, keyed, monthly
from slow_twin_reorganisation import Reorganising

from relsim.parameters import World
from relsim.rules import governance
from relsim.rules.month import Switches
from relsim.sectors import Sector
from relsim.state import MEASURES
from relsim.timetable import Era, Timetable


class SlowTwin:
    """A run; `advance` it and read its `organisations`, `relationships` and `record`."""

    post_type, new_organisation, new_relationship = Post, Organisation, Relationship
    """What its objects are made with."""

    def __init__(
        self, timetable: Timetable, *, world: World | None = None, world_number: int = 0, seed: int = 1,
        switches: Switches | None = None, draws: Draws | None = None,
    ) -> None:  # fmt: skip
        self.timetable, self.month = timetable, timetable.starts
        self.world, self.switches = world or World(), switches or Switches()
        self.draws = draws or keyed(seed, world_number)
        self.record: list[list[list[float]]] = []
        """Month → measure → sector."""
        self.organisations: list[Organisation] = []
        self.relationships: list[Relationship] = []
        self.counted: list[tuple[Relationship, Sector, float]] = []
        """What coverage is the sum of: a relationship, the partner's sector, the need it serves."""
        self._coming = iter(timetable.eras)
        self._following: Era | None = next(self._coming)
        self.reorganise()

    def advance(self, until: int) -> None:
        """Simulate up to the start of a month."""
        while self.month < until:
            if self._following and self._following.begins == self.month:
                self.reorganise()
            self.step()
            self.month += 1

    def step(self) -> None:
        """A month."""
        pressure = float(self.timetable.pressure[self.month - self.timetable.starts])
        outside = pressure if self.switches.outside_pressure else 1.0
        now = Now(self.month, outside, self.world, self.switches, self.draws, monthly(self.world.returning))
        self.everybody("prepare", now)
        self.everybody("people", now)
        self.every_relationship("take_stock", now)
        self.everybody("share_time", now)
        self.every_relationship("meet", now)
        self.every_relationship("learn", now)
        self.everybody("tire", now)
        january = self.month % governance.EVERY_MONTHS == 0
        if self.switches.governance and (january or self.month == self.timetable.starts):
            self.spread_opinions()
        self.record.append(self.sums())

    def everybody(self, rule: str, now: Now) -> None:
        """A rule for every organisation."""
        for organisation in self.organisations:
            getattr(organisation, rule)(now)

    def every_relationship(self, rule: str, now: Now) -> None:
        """A rule for every relationship."""
        for relationship in self.relationships:
            getattr(relationship, rule)(now)

    def spread_opinions(self) -> None:
        """Friedkin and Johnsen: how much of the decision passes through each organisation, and how much it keeps."""
        listening = {one: self.listening(one) for one in self.organisations}
        listeners = {one: list(self.listeners(one, listening)) for one in self.organisations}
        weight = {one: one.opinion for one in self.organisations}
        for sweep in range(governance.MOST_SWEEPS):
            step = governance.RELAXATION if sweep < governance.RELAXED_SWEEPS else 1.0
            change = 0.0
            for one in self.organisations:
                # The compiled sum adds every other listener, and puts the two halves together at the end.
                even, odd = one.opinion, 0.0
                for listener, strength in listeners[one][0::2]:
                    even += strength * weight[listener]
                for listener, strength in listeners[one][1::2]:
                    odd += strength * weight[listener]
                difference = step * (even + odd - weight[one])
                weight[one] += difference
                change += abs(difference)
            if change < governance.TOLERANCE:
                break
        for one in self.organisations:
            one.influence = (1.0 - listening[one][0]) * weight[one]

    def listening(self, one: Organisation) -> tuple[float, dict[Relationship, float]]:
        """How far an organisation listens at all, and the part that it takes up of each partner's opinion.

        It attends in equal parts to the sectors that it needs, and within a sector to each partner by their contact.
        """
        sector = {r: (r.b if r.a is one else r.a).kind.sector for r in one.relationships}
        meets = dict.fromkeys(sector.values(), 0.0)
        for r in one.relationships:
            meets[sector[r]] += r.contact
        share = {each: 1.0 / (met * len(meets)) if met > 0.0 else 0.0 for each, met in meets.items()}
        taken_up, trusted = {}, 0.0
        for r in one.relationships:
            trust = r.effective_ab if r.a is one else r.effective_ba
            taken_up[r] = r.contact * share[sector[r]] * trust
            trusted += taken_up[r]
        susceptible = min(governance.MOST_SUSCEPTIBLE, trusted / (self.world.listening_half + trusted))
        a_part = susceptible / trusted if trusted > 0.0 else 0.0
        return susceptible, {r: taken_up[r] * a_part for r in one.relationships}

    def listeners(
        self, one: Organisation, listening: dict[Organisation, tuple[float, dict[Relationship, float]]]
    ) -> Iterator[tuple[Organisation, float]]:
        """Who listens to an organisation, and what part of its opinion is this one's."""
        for r in one.relationships:
            listener = r.b if r.a is one else r.a
            yield listener, listening[listener][1][r]

    def sums(self) -> list[list[float]]:
        """The month's row of the record: per measure, a sum for each sector."""
        row = [[0.0] * len(Sector) for _ in MEASURES]
        for relationship, sector, weight in self.counted:
            r = relationship
            row[0][sector] += weight if r.works else 0.0
            row[1][sector] += weight * min(r.effective_ab, r.effective_ba)
            row[2][sector] += weight * min(r.knowing_ab, r.knowing_ba)
            row[3][sector] += r.met
            row[4][sector] += r.met if r.good_a and r.good_b else 0.0
        for one in self.organisations:
            row[5][one.kind.sector] += one.given_up
            row[6][one.kind.sector] += one.influence
        return row

    def reorganise(self) -> None:
        """The next era begins: bodies come and go, and everybody else's people and agreements are untouched."""
        era = self._following
        assert era is not None
        self._following = next(self._coming, None)
        Reorganising(self, era).carry_out()
