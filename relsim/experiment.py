"""An experiment: place × plans × worlds × replicates, as a file describes it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from relsim.months import Month
from relsim.places.place import Place
from relsim.plans import Description, Plan


class Experiment(Description):
    """A consultation question that can be run: which place, which plans, compared with which."""

    name: Annotated[str, Field(min_length=1)]
    """Folder of its results; the file's stem unless given."""
    title: str
    question: str
    place: Place
    """In a file: the code of a built-in place, or the path of a place file relative to the experiment's."""
    until: Month
    """First month that is not simulated."""
    comparator: str
    """Name of the plan that the others are compared with."""
    worlds: Annotated[int, Field(ge=1, le=100_000)] = 20
    replicates: Annotated[int, Field(ge=2, le=100_000)] = 20
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 1
    """First seed; replicate k of every plan and world has seed + k."""
    rules_off: tuple[str, ...] = ()
    """Names of rules that are switched off throughout."""
    plans: Annotated[tuple[Plan, ...], Field(min_length=2)]
    notes: tuple[str, ...] = ()
    """What the reader of the report must know about this experiment, in sentences."""
