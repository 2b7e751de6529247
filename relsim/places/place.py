"""A place: its localities, its organisations, and the reorganisations that it has been through.

The built-in places (`relsim/places/facts/CODE.toml`) and a place written by hand have the same form.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from relsim.months import Month
from relsim.plans import Description, Reorganisation, Share

Code = Annotated[str, Field(min_length=1)]
TrustKind = Literal["acute", "mental_health", "community", "ambulance"]


class Locality(Description):
    """The smallest area of a place: every body's area is a set of localities."""

    code: Code
    name: str
    population: Annotated[int, Field(gt=0)]
    council: Code
    """Code of the upper-tier council whose area it lies in."""


class Commissioner(Description):
    """A commissioner that exists when the place's history starts; later ones come from its reorganisations."""

    code: Code
    name: str
    form: str
    localities: Annotated[tuple[Code, ...], Field(min_length=1)]
    board: Code


class Trust(Description):
    """An NHS trust and whom it serves."""

    code: Code
    name: str
    kind: TrustKind
    serves: Annotated[dict[Code, Share], Field(min_length=1)]
    """Locality → share of that locality's need of this kind of trust that it meets."""


class Council(Description):
    """An upper-tier council; its area is the localities that name it."""

    code: Code
    name: str


class PrimaryCareNetwork(Description):
    """A PCN."""

    code: Code
    name: str
    opened: Month


class Practice(Description):
    """A GP practice, with its PCN (empty: none) and its locality."""

    code: Code
    name: str
    pcn: str = ""
    locality: Code


class Pressure(Description):
    """Pressure from outside, such as a pandemic: for a time, contacts succeed less often everywhere."""

    name: str
    begins: Month
    ends: Month
    """First month without it."""
    readiness: Annotated[float, Field(gt=0.0, le=1.0)]
    """What it multiplies the chance by that a contact succeeds."""
    source: str


Boards = dict[Code, dict[str, Annotated[float, Field(ge=0.0)]]]
"""Board name → seats by sector code; ``trusts`` stands for acute, community and mental health together."""


class Place(Description):
    """A real or invented area, complete."""

    code: Code
    name: str
    starts: Month
    """First month that is simulated."""
    facts_as_of: str = ""
    licence: str = ""
    sources: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    vcse_per_thousand: Annotated[float, Field(ge=0.0, le=5.0)] = 0.15
    """Voluntary organisations engaged with health per 1,000 people (assumption)."""
    localities: Annotated[tuple[Locality, ...], Field(min_length=1)]
    boards: Boards
    commissioners: Annotated[tuple[Commissioner, ...], Field(min_length=1)]
    councils: tuple[Council, ...] = ()
    trusts: tuple[Trust, ...] = ()
    pcns: tuple[PrimaryCareNetwork, ...] = ()
    practices: tuple[Practice, ...] = ()
    pressures: tuple[Pressure, ...] = ()
    history: tuple[Reorganisation, ...] = ()
    """What really happened to its commissioners, in order of vesting."""
