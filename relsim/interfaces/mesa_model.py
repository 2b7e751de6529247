"""The model for Mesa's users: a place, a plan, a month at a time.

    from relsim import ReorganisationModel
    model = ReorganisationModel("QU9")
    model.run_until("2022-07").monthly()

The month itself is `relsim.engine.rules.month`; batches run `relsim.engine.simulation.Simulation` without agents in
front.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Self

import mesa
import numpy as np
import pandas as pd

from relsim.domain.months import month_number, month_text
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.sectors import Kind
from relsim.engine.organisation_influence import influence_of_organisations
from relsim.engine.rules.switches import RULES, Switches
from relsim.engine.simulation import Simulation
from relsim.interfaces.mesa_agents import CLASS_OF, OrganisationAgent
from relsim.measures.runs import SECTORS
from relsim.places.library import built_in, read_place
from relsim.timetable.network import network
from relsim.timetable.structure import Floats
from relsim.timetable.timetable import build_timetable
from relsim.worlds.parameters import World

YEARS = 30
"""Years that a model can run unless `until` says otherwise, and at least to ten years after the last vesting."""


class ReorganisationModel(mesa.Model):  # type: ignore[misc]
    """A place going through its real history and then, if you say so, a plan.

    `agents` holds the organisations that exist (`agents_by_type` by kind); `monthly`, `relationships` and
    `organisations` are tables.  Every draw is keyed by (seed, world number, purpose, month, who); Mesa's own
    generators, `random` and `rng`, are never used.

    Args:
        place: Code of a built-in place, path of a place file, or a `Place`.
        plan: What happens after the place's history; None: nothing.
        world: Values of the uncertain parameters (default: `World()`).
        world_number: Number of the world, part of the key of every draw.
        seed: Seed of this run, a whole number from 0 on.
        rng: The same, by the name that Mesa has for it; if given, it is the one that counts.
        rules_off: Names of rules to switch off, see `rules`.
        until: First month that can't be simulated (``"2041-01"``).

    Raises:
        relsim.wording.problems.InputProblems: The place is unknown, or its file has mistakes.
        ValueError: A reorganisation cannot be carried out, there is no such rule, or the seed is none.
    """

    def __init__(
        self,
        place: str | Path | Place = "QU9",
        plan: Plan | None = None,
        *,
        world: World | None = None,
        world_number: int = 0,
        seed: int | None = 1,
        rng: int | None = None,
        rules_off: Iterable[str] = (),
        until: str | int | None = None,
    ) -> None:
        seed = _seed(seed if rng is None else rng)
        super().__init__(rng=seed)
        self.place = _place(place)
        timetable = build_timetable(self.place, network(self.place), plan, self._end(until, plan))
        switches = Switches.without(*rules_off)
        self.simulation = Simulation(timetable, world=world, world_number=world_number, seed=seed, switches=switches)
        """The arrays behind it all."""
        self._bring_agents_up_to_date()

    def _end(self, until: str | int | None, plan: Plan | None) -> int:
        if until is not None:
            return month_number(until) if isinstance(until, str) else until
        last = max((change.vesting for change in self.place.history), default=self.place.starts)
        if plan is not None and plan.vesting is not None:
            last = max(last, plan.vesting)
        return max(self.place.starts + 12 * YEARS, last + 121)

    @property
    def month(self) -> str:
        """The month that `step` will simulate next, such as ``2022-07``."""
        return month_text(self.simulation.month)

    @property
    def rules(self) -> dict[str, str]:
        """The rules that are on, in order, each in a sentence."""
        return {name: rule.does for name, rule in RULES.items() if getattr(self.simulation.switches, name)}

    def step(self) -> None:
        """Simulate one month; after the last one nothing happens, and `running` is False."""
        self._carry_to(self.simulation.month + 1)

    def run_until(self, month: str | int | None = None) -> Self:
        """Simulate up to the start of a month (default: to the end), and return the model."""
        end = self.simulation.timetable.until
        self._carry_to(month_number(month) if isinstance(month, str) else end if month is None else month)
        return self

    def _carry_to(self, month: int) -> None:
        before = self.simulation.structure
        self.simulation.advance(month)
        if self.simulation.structure is not before:
            self._bring_agents_up_to_date()
        self.running = self.simulation.month < self.simulation.timetable.until

    def _bring_agents_up_to_date(self) -> None:
        """An agent for each organisation that exists; a reorganisation abolishes some and adds others."""
        structure = self.simulation.structure
        present = {agent.code: agent for agent in self.agents}
        for code, agent in present.items():
            if code not in structure.row:
                agent.remove()
        for code, kind in zip(structure.codes, structure.layout.kind.tolist(), strict=True):
            if code not in present:
                CLASS_OF[Kind(kind)](self, code)

    def organisation(self, code: str) -> OrganisationAgent:
        """The organisation of a code.

        Raises:
            LookupError: There is none now.
        """
        for agent in self.agents:
            if agent.code == code:
                return agent  # type: ignore[no-any-return]
        raise LookupError(f"no organisation has the code {code!r} in {self.month}")

    def organisations(self) -> pd.DataFrame:
        """The organisations that exist: a row each, with what they have and were last month."""
        structure, state = self.simulation.structure, self.simulation.state
        layout = structure.layout
        kinds = [Kind(kind) for kind in layout.kind.tolist()]
        return pd.DataFrame(
            {
                "code": structure.codes,
                "name": structure.names,
                "kind": [kind.code for kind in kinds],
                "sector": [kind.sector.code for kind in kinds],
                "posts": np.diff(layout.first_post.astype(np.int64)),
                "filled": state.filled,
                "capacity": state.capacity,
                "readiness": state.readiness,
                "energy": state.energy,
                "given_up": state.given_up.astype(bool),
                "closures": state.closures,
                "influence": self.influence(),
            }
        )

    def influence(self) -> Floats:
        """(organisations) share of what is decided that comes from each one's own opinion, by last month's contact."""
        run = self.simulation
        return influence_of_organisations(run.structure.layout, run.dates, run.state, run.world, run.month - 1)

    def relationships(self) -> pd.DataFrame:
        """The relationships that exist: a row each, a before b, with trust and knowing both ways (shares)."""
        structure, state = self.simulation.structure, self.simulation.state
        codes = np.array(structure.codes, dtype=object)
        layout = structure.layout
        columns = {"a": codes[layout.a], "b": codes[layout.b], "need": layout.need}
        for name in (
            "trust_ab", "trust_ba", "knowing_ab", "knowing_ba", "contracts", "procedures", "effective_ab",
            "effective_ba", "contact",
        ):  # fmt: skip
            columns[name] = getattr(state, name).copy()
        return pd.DataFrame({**columns, "met": state.met.astype(int), "works": state.works.astype(bool)})

    def monthly(self) -> pd.DataFrame:
        """Every month so far by sector: the measures of `relsim.measures.runs.MEASURED`."""
        months = self.simulation.month - self.simulation.timetable.starts
        first = self.simulation.timetable.starts
        series = {name: values[:months].reshape(-1) for name, values in self.simulation.series().items()}
        index = {
            "month": np.repeat([month_text(first + month) for month in range(months)], len(SECTORS)),
            "sector": list(SECTORS) * months,
        }
        return pd.DataFrame({**index, **series})


def _seed(given: object) -> int:
    # Mesa's `batch_run` hands over None where it was given no seeds, and a run without one could not be repeated.
    if isinstance(given, int | np.integer) and not isinstance(given, bool) and given >= 0:
        return int(given)
    raise ValueError(
        f"a run has a seed, a whole number from 0 on, not {given!r}; for Mesa's batch_run give rng=[1, 2, 3], or "
        'before Mesa 3.4 a parameter "seed"'
    )


def _place(place: str | Path | Place) -> Place:
    if isinstance(place, Place):
        return place
    if isinstance(place, Path) or place.endswith(".toml"):
        return read_place(Path(place))
    return built_in(place)
