"""A simulation: one timetable, one world, one seed, carried forward month by month.

This is what batches run.  `relsim.model.ReorganisationModel` puts Mesa's agents in front of it.
"""

from __future__ import annotations

import numpy as np

from relsim.parameters import World
from relsim.rules.month import Switches, run_months
from relsim.rules.reorganisation import carry_over, fates_of_posts
from relsim.state import (
    MEASURES,
    Rates,
    Scratch,
    State,
    empty_record,
    first_state,
    index_portfolios,
    newcomer_state,
    rates,
    scratch_for,
)
from relsim.structure import Floats, Structure
from relsim.timetable import Timetable


class Simulation:
    """One run; `advance` it, `fork` it, and read its `series`.

    Attributes:
        month: The next month to be simulated (month number).
        state: `relsim.state.State` at the start of that month.
        record: (months, measures, sectors) sums so far.
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
        self._scratch: Scratch = scratch_for(self.structure.layout)
        self.record: Floats = empty_record(timetable.until - timetable.starts)

    @property
    def structure(self) -> Structure:
        """The organisations and relationships that exist now."""
        return self.timetable.eras[self._era].structure

    def advance(self, until: int | None = None) -> None:
        """Simulate up to the start of a month (default: to the end); what is behind stays as it is."""
        eras = self.timetable.eras
        until = self.timetable.until if until is None else min(until, self.timetable.until)
        while self.month < until:
            following = eras[self._era + 1].begins if self._era + 1 < len(eras) else self.timetable.until
            if self.month == following:
                self._reorganise()
                continue
            last = min(until, following)
            era = eras[self._era]
            run_months(
                self.seed, self.world_number, self.timetable.starts, self.month, last, era.structure.layout, era.dates,
                self.state, self._scratch, self.world, self._rates, self.switches, self.timetable.pressure, self.record,
            )  # fmt: skip
            self.month = last

    def fork(self, timetable: Timetable) -> Simulation:
        """The same run up to now, to be carried on by another timetable.

        Raises:
            ValueError: The two timetables differ before the present month.
        """
        if timetable.first_difference(self.timetable) < self.month or timetable.starts != self.timetable.starts:
            raise ValueError("the two timetables differ before the month from which the run is to be forked")
        other = Simulation.__new__(Simulation)
        other.timetable, other.world, other.world_number = timetable, self.world, self.world_number
        other.seed, other.switches, other.month = self.seed, self.switches, self.month
        other._rates, other._era = self._rates, self._era
        other.state = self.state.copy()
        other._scratch = scratch_for(self.structure.layout)
        other.record = empty_record(timetable.until - timetable.starts)
        done = self.month - timetable.starts
        other.record[:done] = self.record[:done]
        return other

    def _reorganise(self) -> None:
        """Carry the state into the next era."""
        old, era = self.structure, self.timetable.eras[self._era + 1]
        passage = era.passage
        assert passage is not None, "only the first era has no passage"
        layout = era.structure.layout
        new = newcomer_state(era.structure)
        posts = len(old.layout.organisation_of)
        fate, heir = np.empty(posts, np.int32), np.empty(posts, np.int32)
        fates_of_posts(
            self.seed, self.world_number, passage, self.state, new, layout.first_post, fate, heir, self.switches
        )
        carry_over(passage, self.state, new, layout, fate, heir, self.world, self.switches)
        index_portfolios(new.post_a, new.post_b, new.portfolio_first, new.portfolio)
        self.state, self._scratch = new, scratch_for(layout)
        self._era += 1

    def series(self) -> dict[str, Floats]:
        """Measure → (months, sectors + 1) monthly values, the last column for all sectors.

        Coverage, trust and knowing are means over the relationships that are counted, weighted with need (NaN where a
        sector has none); contacts and successes are sums; `given_up` is a share of the organisations that can give up;
        influence is a share of all influence.
        """
        weights, members = self.timetable.denominators
        values: dict[str, Floats] = {}
        for column, measure in enumerate(MEASURES):
            sums = self.record[:, column, :]
            total = np.concatenate([sums, sums.sum(axis=1, keepdims=True)], axis=1)
            if measure in ("coverage", "trust", "knowing"):
                total = total / weights
            elif measure == "given_up":
                total = total / members
            values[measure] = total
        return values
