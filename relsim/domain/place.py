"""A place: its localities, its organisations, and the reorganisations that it has been through.

The built-in places (`relsim/places/facts/CODE.toml`) and a place written by hand have the same form.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from relsim.domain.boards import Boards
from relsim.domain.description import Description, Share
from relsim.domain.months import Month
from relsim.domain.reorganisation import Reorganisation

Code = Annotated[str, Field(min_length=1)]
TrustKind = Literal["acute", "mental_health", "community", "ambulance"]
RepresentativeKind = Literal["lmc", "federation", "alliance", "healthwatch"]


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
    """The factor of the chance that a contact succeeds."""
    source: str


class Representative(Description):
    """A body that speaks for others: its voice carries that of those of its members who trust it."""

    code: Code
    name: str
    kind: RepresentativeKind
    localities: tuple[Code, ...] = ()
    """The localities of its members; left out: the whole place."""
    opened: Month


class Overspend(Description):
    """Spending of a sector's providers beyond what they were given, a year: it comes from outside the model.

    It takes first call on what is decided afresh, by the same rule whichever sector it is.
    """

    sector: Code
    begins: Month
    ends: Month
    """First month without it."""
    share: Annotated[float, Field(gt=0.0, le=0.2)]
    """Of the sector's spend, a year."""
    source: str


TYPICAL_SPEND = {
    "general_practice": 0.09,
    "vcse": 0.01,
    "acute": 0.47,
    "community_mental_health": 0.20,
    "local_government": 0.02,
    "commissioner": 0.21,
}
"""Hospitals: 47 % in 2006 (Darzi review); general practice: 8 to 9 % (British Medical Association); the rest, which
includes prescribing and running costs under the commissioner: assumption.
"""


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
    representatives: tuple[Representative, ...] = ()
    spend: dict[Code, Annotated[float, Field(gt=0.0, le=1.0)]] = Field(default_factory=lambda: dict(TYPICAL_SPEND))
    """Sector → share of health spend at the start; together 1.  The commissioner's holds all that is nobody else's."""
    overspends: tuple[Overspend, ...] = ()
    pressures: tuple[Pressure, ...] = ()
    history: tuple[Reorganisation, ...] = ()
    """The reorganisations that really happened, in order of vesting."""
