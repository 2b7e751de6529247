"""A simulation: one timetable, one world, one seed, carried forward month by month.

This is what batches run.  `relsim.interfaces.mesa_model.ReorganisationModel` puts Mesa's agents in front of it.
"""

from __future__ import annotations

from copy import copy

import numpy as np

from relsim.domain.months import month_text
from relsim.domain.sectors import Sector
from relsim.engine.randomness import Key
from relsim.engine.rates import Rates, rates
from relsim.engine.record import Record, empty_record
from relsim.engine.rules.hostile_act import trust_is_broken
from relsim.engine.rules.month import Months, Rulebook, Setting, run_months
from relsim.engine.rules.reorganisation import carry_over, crossing, fates_of_posts
from relsim.engine.rules.switches import Switches
from relsim.engine.state import BY_SECTOR, Scratch, State, first_state, index_portfolios, newcomer_state, scratch_for
from relsim.measures.recorded import SPEND, SUMMED, Per
from relsim.timetable.era_dates import NEVER, EraDates
from relsim.timetable.structure import Floats, Structure
from relsim.timetable.timetable import Era, Timetable
from relsim.worlds.parameters import World


class Simulation:
    """One run; `advance` it, `fork` it, and read its `series`.

    Attributes:
        month: The next month to be simulated (month number).
        state: `relsim.engine.state.State` at the start of that month.
        record: What it leaves behind: `relsim.engine.record.Record`.
    """

    def __init__(
        self,
        timetable: Timetable,
        *,
        world: World | None = None,
        world_number: int = 0,
        seed: int = 1,
        switches: Switches | None = None,
    ) -> None:
        self.timetable = timetable
        self.world = world or World()
        self.world_number, self.seed = world_number, seed
        self.switches = switches or Switches()
        self.month = timetable.starts
        self._rates: Rates = rates(self.world)
        self._era = 0
        self.state: State = first_state(timetable.eras[0].structure)
        self.state.spend[:] = self.state.first_spend[:] = timetable.outside_events.spend
        self._scratch: Scratch = scratch_for(self.structure.layout)
        self._imposed = nothing_imposed(timetable)
        self.record: Record = empty_record(timetable.until - timetable.starts, len(timetable.places))

    @property
    def era(self) -> Era:
        """The era that the state belongs to."""
        return self.timetable.eras[self._era]

    @property
    def structure(self) -> Structure:
        """The organisations and relationships that exist now."""
        return self.era.structure

    @property
    def _key(self) -> Key:
        return Key(self.seed, self.world_number)

    @property
    def dates(self) -> EraDates:
        """From when something holds for each of them."""
        return self.era.dates

    def advance(self, until: int | None = None) -> None:
        """Simulate up to the start of a month (default: to the end); what is behind stays as it is."""
        eras = self.timetable.eras
        until = self.timetable.until if until is None else min(until, self.timetable.until)
        while self.month < until:
            following = eras[self._era + 1].begins if self._era + 1 < len(eras) else self.timetable.until
            if self.month == following:
                self.reorganise()
                continue
            # Whoever comes to a month here goes on to a later one, so that its shocks are taken once.
            self.take_shocks()
            shock = min((shock.month for shock in self.timetable.shocks if shock.month > self.month), default=NEVER)
            last = min(until, following, shock)
            era = self.era
            run_months(
                self._key,
                Months(self.timetable.starts, self.month, last),
                Setting(era.structure.layout, era.dates, self.timetable.outside_events, self._imposed),
                Rulebook(self.world, self._rates, self.switches),
                self.state,
                self._scratch,
                self.record,
            )
            self.month = last

    def fork(self, timetable: Timetable, money: Floats | None = None) -> Simulation:
        """The same run up to now, to be carried on by another timetable.

        Args:
            timetable: What happens from now on.
            money: (months, sectors + 1) what becomes of money from now on, as `money` of another run has it; None: what
                the rule makes of it.

        Raises:
            ValueError: The two timetables differ before the present month, or do not end in the same month.
        """
        if timetable.until != self.timetable.until:
            raise ValueError(
                f"the two timetables end in {month_text(self.timetable.until)} and {month_text(timetable.until)}; "
                "a run can only be forked to one that ends in the same month"
            )
        if timetable.first_difference(self.timetable) < self.month or timetable.starts != self.timetable.starts:
            raise ValueError("the two timetables differ before the month from which the run is to be forked")
        other = copy(self)
        other.timetable = timetable
        other.state = self.state.copy()
        other._scratch = scratch_for(self.structure.layout)
        done = self.month - timetable.starts
        other.record = self.record.copy_until(done)
        other._imposed = self._imposed.copy()
        if money is not None:
            other._imposed[done:] = money[done:]
        return other

    @property
    def money(self) -> Floats:
        """(months, sectors + 1) shares of spend, and last the unfunded part of what is decided afresh."""
        return self.record.money

    def take_shocks(self) -> None:
        """Let what breaks trust in this month do so; `advance` does it when the month is simulated, once."""
        for shock in self.timetable.shocks:
            if shock.month == self.month:
                trust_is_broken(shock, self.structure, self.state, self.world)

    def reorganise(self) -> None:
        """Carry the state into the next era, with nothing else of the month done.

        `advance` stops at the start of a month, before the reorganisations of that month, and does them when it goes
        on; this is for who looks at the state in between.

        Raises:
            ValueError: There is no further era.
        """
        if self._era + 1 == len(self.timetable.eras):
            raise ValueError(f"no reorganisation is left after {month_text(self.era.begins)}")
        era = self.timetable.eras[self._era + 1]
        passage = era.passage
        assert passage is not None, "only the first era has no passage"
        layout = era.structure.layout
        new = newcomer_state(era.structure)
        day = crossing(passage, layout, self.state, new)
        fates_of_posts(self._key, day, self.switches)
        carry_over(day, self.world, self.switches)
        for name in BY_SECTOR:
            getattr(new, name)[:] = getattr(self.state, name)
        index_portfolios(new.post_a, new.post_b, new.portfolio_first, new.portfolio)
        self.state, self._scratch = new, scratch_for(layout)
        self._era += 1

    def series(self) -> dict[str, Floats]:
        """Measure → (months, sectors + 1) monthly values, the last column for all sectors.

        Coverage, trust and knowing are means over the relationships that are counted, weighted with need (NaN where a
        sector has none); contacts and successes are sums; `given_up` and `closed` are shares of the organisations that
        can give up or close; who knows whom to ask, and so on, are shares of the practices and VCSE organisations in
        the localities concerned; influence and spend are shares of all.
        """
        parts = self.timetable.denominators
        per: dict[Per, Floats] = {
            "relationships": parts.weights,
            "organisations": parts.members,
            "those who ask": parts.askers,
            "those that can close": parts.closable,
        }
        values: dict[str, Floats] = {}
        for position, column in enumerate(SUMMED):
            total = _with_all(self.record.sums[:, position, :])
            values[column.name] = total / per[column.per] if column.per else total
        values[SPEND] = _with_all(self.record.money[:, :-1])
        return values

    def place_series(self) -> Floats:
        """(months, places, sectors) influence on what is decided for each place."""
        return self.record.places


def _with_all(sums: Floats) -> Floats:
    return np.concatenate([sums, sums.sum(axis=1, keepdims=True)], axis=1)


def nothing_imposed(timetable: Timetable) -> Floats:
    """Money that nobody imposes."""
    return np.full((timetable.until - timetable.starts, len(Sector) + 1), np.nan)
