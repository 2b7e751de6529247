"""The slow twin: the model once more, in plain Python, with one object per organisation, per post and per relationship.

It is there to be obviously right, not fast.  The compiled kernels must give the same trajectories to the bit
(`tests/differential`).  From the timetable it takes what is the same for every seed and world: who needs whom, who
decides, lineages, dates, what comes from outside, and which row of an era descends from which rows of the era before.
The rest it works out itself: people, posts and relationships in a month (`slow_twin_parts`) and in a reorganisation
(`slow_twin_reorganisation`), hostile acts, whose opinions are voiced (`slow_twin_governance`), money, and reach.
"""

from __future__ import annotations

from slow_twin_governance import Voice, decided_by, spread_opinions
from slow_twin_hostile_act import break_trust
from slow_twin_money import Money
from slow_twin_parts import APRIL, Draws, Now, Organisation, Post, Relationship, keyed, monthly
from slow_twin_reach import shares_who_reach
from slow_twin_reorganisation import Reorganising

from relsim.domain.sectors import Kind, Sector
from relsim.engine.rules.governance import EVERY_MONTHS
from relsim.engine.rules.money import MONTHS_UNTIL_FIRST
from relsim.engine.rules.switches import Switches
from relsim.measures.recorded import REACH
from relsim.timetable.structure import Floats
from relsim.timetable.timetable import Era, Timetable
from relsim.worlds.parameters import World


class SlowTwin:
    """A run; `advance` it and read its `organisations`, `relationships`, `money` and `record`."""

    post_type, new_organisation, new_relationship = Post, Organisation, Relationship
    """What its objects are made with."""

    def __init__(
        self, timetable: Timetable, *, world: World | None = None, world_number: int = 0, seed: int = 1,
        switches: Switches | None = None, draws: Draws | None = None, imposed: Floats | None = None,
    ) -> None:  # fmt: skip
        self.timetable, self.month = timetable, timetable.starts
        self.world, self.switches = world or World(), switches or Switches()
        self.draws = draws or keyed(seed, world_number)
        self.imposed = imposed
        """(months, sectors + 1) money as it went in another run; NaN where it is not taken over."""
        self.record: list[list[list[float]]] = []
        """Month → measure → sector."""
        self.money_record: list[list[float]] = []
        """Month → shares of spend by sector, then the unfunded part."""
        self.place_record: list[list[list[float]]] = []
        """Month → place → sector."""
        self.organisations: list[Organisation] = []
        self.relationships: list[Relationship] = []
        self.counted: list[tuple[Relationship, Sector, float]] = []
        """What coverage is the sum of: a relationship, the partner's sector, the need it serves."""
        self.places: list[list[tuple[Organisation, float]]] = []
        """Per place, who decides there and how much."""
        self.money = Money(dict(zip(Sector, timetable.outside_events.spend.tolist(), strict=True)))
        self.place_influence: list[Voice] = [dict.fromkeys(Sector, 0.0) for _ in timetable.places]
        """As of the last quarter, as is what practices and voluntary organisations can reach."""
        self.reach: list[Voice] = [dict.fromkeys(Sector, 0.0) for _ in REACH]
        self._coming = iter(timetable.eras)
        self._following: Era | None = next(self._coming)
        self.reorganise()

    def advance(self, until: int) -> None:
        """Simulate up to the start of a month."""
        while self.month < until:
            if self._following and self._following.begins == self.month:
                self.reorganise()
            for shock in self.timetable.shocks:
                if shock.month == self.month:
                    break_trust(shock, self.organisations, self.world)
            self.step()
            self.month += 1

    def step(self) -> None:
        """A month."""
        now = self.now()
        if self.month % 12 == APRIL and self.row >= MONTHS_UNTIL_FIRST:
            self.decide_money(now)
        self.everybody("prepare", now)
        self.everybody("people", now)
        self.every_relationship("take_stock", now)
        self.everybody("share_time", now)
        self.every_relationship("meet", now)
        self.every_relationship("learn", now)
        self.everybody("tire", now)
        self.everybody("close", now)
        if self.month % EVERY_MONTHS == 0 or self.row == 0:
            self.take_quarterly_stock(now)
        self.keep_record()

    @property
    def row(self) -> int:
        """How many months lie behind."""
        return self.month - self.timetable.starts

    def now(self) -> Now:
        """What every rule may need to know this month."""
        outside_events, switches = self.timetable.outside_events, self.switches
        return Now(
            month=self.month,
            outside=float(outside_events.pressure[self.row]) if switches.outside_pressure else 1.0,
            world=self.world,
            switches=switches,
            draws=self.draws,
            returning=monthly(self.world.returning),
            sector_time=self.money.time,
            granted=dict(zip(Kind, outside_events.engagement[self.row].tolist(), strict=True)),
        )

    def everybody(self, rule: str, now: Now) -> None:
        """A rule for every organisation."""
        for organisation in self.organisations:
            getattr(organisation, rule)(now)

    def every_relationship(self, rule: str, now: Now) -> None:
        """A rule for every relationship."""
        for relationship in self.relationships:
            getattr(relationship, rule)(now)

    def decide_money(self, now: Now) -> None:
        """Money for the year, by the rule or as it went in another run."""
        outside_events, saved = self.timetable.outside_events, 0.0
        for row in range(max(0, self.row - 11), self.row + 1):
            saved += float(outside_events.saved[row])
        overspend = dict(zip(Sector, outside_events.overspend[self.row].tolist(), strict=True))
        fences = dict(zip(Sector, outside_events.fences[self.row].tolist(), strict=True))
        self.money.decide(saved, overspend, fences, self.influence(), now)
        if self.imposed is not None:
            *spend, unfunded = self.imposed[self.row].tolist()
            if unfunded == unfunded:  # not NaN
                self.money.impose(dict(zip(Sector, spend, strict=True)), unfunded)
        self.money.pay_for_time(now)

    def influence(self) -> Voice:
        """How much of all that is decided comes from each sector, by the boards of today."""
        return decided_by([(one, one.opinion) for one in self.organisations])

    def take_quarterly_stock(self, now: Now) -> None:
        """Whose opinions are voiced, what is made of them in each place, and who can reach whom."""
        if self.switches.governance:
            spread_opinions(self.organisations, self.month, self.world)
            self.place_influence = [decided_by(deciding) for deciding in self.places]
        self.reach = shares_who_reach(self.organisations, now)

    def keep_record(self) -> None:
        """The month's rows of the record."""
        self.record.append(self.sums())
        self.money_record.append([*self.money.spend.values(), self.money.unfunded])
        self.place_record.append([list(each.values()) for each in self.place_influence])

    def sums(self) -> list[list[float]]:
        """Per measure, in the order of `relsim.engine.record.MEASURES`, a sum for each sector."""
        coverage, trust, knowing, contacts, successes, given_up, closed = ([0.0] * len(Sector) for _ in range(7))
        for relationship, sector, weight in self.counted:
            r = relationship
            coverage[sector] += weight if r.works else 0.0
            trust[sector] += weight * min(r.effective_ab, r.effective_ba)
            knowing[sector] += weight * min(r.knowing_ab, r.knowing_ba)
            contacts[sector] += r.met
            successes[sector] += r.met if r.good_a and r.good_b else 0.0
        for one in self.organisations:
            given_up[one.kind.sector] += one.given_up
            closed[one.kind.sector] += one.closed_now
        influence = list(self.influence().values()) if self.switches.governance else [0.0] * len(Sector)
        reaches = [list(each.values()) for each in self.reach]
        return [coverage, trust, knowing, contacts, successes, given_up, influence, *reaches, closed]

    def reorganise(self) -> None:
        """The next era begins: bodies come and go, and everybody else's people and agreements are untouched."""
        era = self._following
        assert era is not None
        self._following = next(self._coming, None)
        Reorganising(self, era).carry_out()
