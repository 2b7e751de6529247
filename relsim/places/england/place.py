"""The place of any footprint in England, computed from the facts."""

from __future__ import annotations

from collections.abc import Sequence

from relsim.domain.months import month_number
from relsim.domain.place import Council, Locality, Place, Practice, PrimaryCareNetwork, Trust, TrustKind
from relsim.places.boards_and_pressures import OVERSPENDS, PRESSURES
from relsim.places.england import service_areas
from relsim.places.england.facts import LocalityFact, facts
from relsim.places.england.footprints import Footprint
from relsim.places.england.history import STARTS, founding_commissioners, history
from relsim.places.england.provenance import ASSUMPTIONS, FACTS_AS_OF, LICENCE, SOURCES
from relsim.places.england.representatives import boards, representatives
from relsim.places.names import council_name, tidy

_PCNS_OPENED = month_number("2019-07")
_KINDS: dict[str, TrustKind] = {
    "acute": "acute", "mental_health": "mental_health", "community": "community", "ambulance": "ambulance",
}  # fmt: skip


def place_of(footprint: Footprint) -> Place:
    """The place of a footprint in England, from the primary care groups of April 1999 on.

    It hangs together whatever the footprint: bodies that lie partly outside are cut to the part inside.
    """
    localities = footprint.localities
    codes = {each.code for each in localities}
    practices = [each for each in facts().practices if each.locality in codes]
    networks = sorted({each.network for each in practices if each.network})
    trusts = _trusts(localities)
    return Place(
        code=footprint.code,
        name=footprint.name,
        starts=month_number(STARTS),
        facts_as_of=FACTS_AS_OF,
        licence=LICENCE,
        sources=SOURCES,
        assumptions=ASSUMPTIONS,
        localities=tuple(
            Locality(code=each.code, name=each.name, population=each.people, council=each.council)
            for each in localities
        ),
        boards=boards(localities, trusts),
        commissioners=founding_commissioners(localities),
        councils=tuple(
            Council(code=code, name=council_name(code, facts().councils[code]))
            for code in sorted({each.council for each in localities})
        ),
        trusts=trusts,
        pcns=tuple(
            PrimaryCareNetwork(code=code, name=tidy(facts().networks[code]), opened=_PCNS_OPENED) for code in networks
        ),
        practices=tuple(
            Practice(code=each.code, name=tidy(each.name), pcn=each.network, locality=each.locality)
            for each in practices
        ),
        representatives=representatives(localities),
        overspends=OVERSPENDS,
        pressures=PRESSURES,
        history=history(localities),
    )


def _trusts(localities: Sequence[LocalityFact]) -> tuple[Trust, ...]:
    """Those that serve any of the localities, by code."""
    regions = {code: system.region for code, system in facts().systems.items()}
    inside = [each.code for each in localities]
    serving = service_areas.serves(localities, regions)
    for code, shares in facts().acute.items():
        if met := {locality: shares[locality] for locality in inside if locality in shares}:
            serving[code] = met
    known = facts().trusts
    return tuple(
        Trust(code=code, name=tidy(known[code].name), kind=_KINDS[known[code].kind], serves=serving[code])
        for code in sorted(serving)
    )
