"""The same rules as an ordinary Mesa model: organisations and relationships are agents, and each takes its turn.

What the benchmark compares the compiled kernels with.  The agents are the slow twin's objects with `mesa.Agent` as
their base; they draw from `random.random`, one number after another and only those they need, and nothing is collected.
"""

from __future__ import annotations

from functools import partial
from random import random
from typing import Any

import mesa
from slow_twin import SlowTwin
from slow_twin_parts import Draws, Now, Organisation, Relationship

from relsim.timetable.timetable import Timetable


class OrganisationAgent(mesa.Agent, Organisation):
    """An organisation that Mesa knows of."""


class RelationshipAgent(mesa.Agent, Relationship):
    """A relationship that Mesa knows of."""


def from_random(*_: object) -> Any:
    """Draws that are not keyed: whoever asks next gets the next number."""
    return random


class _Society(SlowTwin):
    """The twin with Mesa's way of giving everybody a turn."""

    def __init__(self, model: mesa.Model, timetable: Timetable, draws: Draws) -> None:
        self._model = model
        self.new_organisation = partial(OrganisationAgent, model)  # type: ignore[assignment]
        self.new_relationship = partial(RelationshipAgent, model)  # type: ignore[assignment]
        super().__init__(timetable, draws=draws)

    def everybody(self, rule: str, now: Now) -> None:
        self._model.agents_by_type[OrganisationAgent].do(rule, now)

    def every_relationship(self, rule: str, now: Now) -> None:
        self._model.agents_by_type[RelationshipAgent].do(rule, now)

    def reorganise(self) -> None:
        super().reorganise()
        there = {*self.organisations, *self.relationships}
        for agent in [agent for agent in self._model.agents if agent not in there]:
            agent.remove()


class ObjectModel(mesa.Model):
    """A place, a month a step."""

    def __init__(self, timetable: Timetable, draws: Draws = from_random) -> None:
        super().__init__(rng=1)
        self.society = _Society(self, timetable, draws)

    def step(self) -> None:
        self.society.advance(self.society.month + 1)
