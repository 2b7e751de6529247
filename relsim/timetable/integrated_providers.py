"""The networks that an arm of a trust runs: one answer for the checks, the words and the dates of an era.

A provider that names no network runs every network in its trust's area.  A network is in that area if it works with the
trust, that is if the two have a relationship: a trust that meets one hundredth of a locality's need has none with the
networks there, and an ambulance trust has none with any.
"""

from __future__ import annotations

from relsim.domain.bodies import responsibilities_at
from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.domain.provisions import IntegratedProvider
from relsim.domain.responsibilities import Responsibilities
from relsim.domain.sectors import Kind
from relsim.timetable.network import Network, network, with_layers


def network_of_plan(place: Place, plan: Plan) -> Network:
    """The network of a place, of what its history added to it and of what a plan adds."""
    return with_layers(network(place), place, (*place.history, *plan.reorganisations))


def networks_of_trust(trust: str, organisations: Network) -> tuple[str, ...]:
    """Codes of the networks, as they were founded, that work with a trust; open or not."""
    row = organisations.row.get(trust)
    partners = [b if a == row else a for a, b, _, _ in organisations.pairs if row in (a, b)]
    found = (organisations.organisations[partner] for partner in sorted(partners))
    return tuple(one.code for one in found if one.kind is Kind.PCN)


def networks_run_by(
    provider: IntegratedProvider, organisations: Network, responsibilities: Responsibilities
) -> tuple[str, ...]:
    """Codes of the networks that a provider runs: those that it names, or all that work with its trust when it begins.

    Args:
        provider: The provider.
        organisations: The place's network, with all that was added to it.
        responsibilities: Who does what; of a network that has been taken over, whoever has taken it over is run.
    """
    opened = {one.code: one for one in organisations.organisations}
    in_area = (
        code for code in networks_of_trust(provider.trust, organisations) if opened[code].opened <= provider.begins
    )
    founded = [opened[code] for code in provider.pcns or in_area if code in opened]
    acting = (responsibilities.heir(one.code, one.area) for one in founded)
    return tuple(sorted({code for code in acting if code is not None}))


def networks_run(place: Place, plan: Plan, organisations: Network) -> list[tuple[str, ...]]:
    """Codes of the networks that each of a plan's providers runs, in the plan's order; see `networks_run_by`.

    Args:
        place: The place.
        plan: The plan; its reorganisations can be carried out.
        organisations: The plan's network: `network_of_plan`.
    """
    changes = (*place.history, *plan.reorganisations)
    return [
        networks_run_by(provider, organisations, responsibilities_at(place, changes, provider.begins))
        for provider in plan.integrated_providers
    ]
