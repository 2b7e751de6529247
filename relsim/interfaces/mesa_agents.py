"""The organisations as Mesa agents: small views on the rows of the state arrays.

An agent holds nothing but its code; whatever is asked of it is read from the arrays, which the compiled month changes.
So analysts have `AgentSet`s to select from, and the month runs at the speed of arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import mesa
import pandas as pd

from relsim.domain.sectors import Kind, Sector

if TYPE_CHECKING:
    from mesa.agent import AgentSet

    from relsim.engine.simulation import Simulation
    from relsim.timetable.structure import Floats


class ModelOfOrganisations(Protocol):
    """A model as its agents see it."""

    simulation: Simulation
    """The state arrays that agents are views on."""
    agents: AgentSet
    """The organisations that exist."""

    @property
    def month(self) -> str:
        """The month that will be simulated next, such as ``2022-07``."""

    def influence(self) -> Floats:
        """(organisations) share of all influence on decisions, in the order of the rows of the arrays."""

    def relationships(self) -> pd.DataFrame:
        """The relationships that exist, a row each, with the codes of both sides in columns a and b."""


class OrganisationAgent(mesa.Agent):  # type: ignore[misc]
    """An organisation; its kind is its class.

    Attributes:
        code: Its code, such as ``K84001``; a successor body has a code, and an agent, of its own.
    """

    model: ModelOfOrganisations

    def __init__(self, model: ModelOfOrganisations, code: str) -> None:
        super().__init__(model)
        self.code = code

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.code} {self.name}>"

    @property
    def row(self) -> int:
        """Its row in the state arrays of the present era.

        Raises:
            LookupError: It has been abolished.
        """
        try:
            return self.model.simulation.structure.row[self.code]
        except KeyError:
            raise LookupError(f"{self.code} does not exist in {self.model.month}") from None

    @property
    def name(self) -> str:
        """Its name in the present era."""
        return self.model.simulation.structure.names[self.row]

    @property
    def kind(self) -> Kind:
        """The kind of organisation that it is."""
        return Kind(self.model.simulation.structure.layout.kind[self.row])

    @property
    def sector(self) -> Sector:
        """The sector that it is counted in."""
        return self.kind.sector

    @property
    def posts(self) -> int:
        """Liaison posts, filled or vacant."""
        first_post = self.model.simulation.structure.layout.first_post
        return int(first_post[self.row + 1]) - int(first_post[self.row])

    @property
    def vacancies(self) -> int:
        """Liaison posts with nobody in them."""
        first_post = self.model.simulation.structure.layout.first_post
        status = self.model.simulation.state.status[first_post[self.row] : first_post[self.row + 1]]
        return int((status != 0).sum())

    @property
    def readiness(self) -> float:
        """Readiness to work in the last month, of 1."""
        return float(self.model.simulation.state.readiness[self.row])

    @property
    def capacity(self) -> float:
        """Contacts that its filled posts had time for in the last month."""
        return float(self.model.simulation.state.capacity[self.row])

    @property
    def energy(self) -> float:
        """Energy for statutory partners, of 1; of meaning only for those that can give up."""
        return float(self.model.simulation.state.energy[self.row])

    @property
    def given_up(self) -> bool:
        """True if it seeks no statutory partner any more, for the time being."""
        return bool(self.model.simulation.state.given_up[self.row])

    @property
    def influence(self) -> float:
        """Its share of all influence on decisions."""
        return float(self.model.influence()[self.row])

    @property
    def relationships(self) -> pd.DataFrame:
        """Its rows of `ReorganisationModel.relationships`."""
        table = self.model.relationships()
        return table[(table["a"] == self.code) | (table["b"] == self.code)].reset_index(drop=True)

    @property
    def partners(self) -> AgentSet:
        """The organisations that it needs to work with."""
        table = self.relationships
        codes = (set(table["a"]) | set(table["b"])) - {self.code}
        return self.model.agents.select(lambda other: other.code in codes)


class PracticeAgent(OrganisationAgent):
    """A GP practice."""


class PrimaryCareNetworkAgent(OrganisationAgent):
    """A primary care network (PCN)."""


class VoluntaryOrganisationAgent(OrganisationAgent):
    """A voluntary, community or social enterprise organisation that is engaged with health."""


class LocalMedicalCommitteeAgent(OrganisationAgent):
    """A local medical committee (LMC): speaks for practices."""


class FederationAgent(OrganisationAgent):
    """A federation of GP practices."""


class AllianceAgent(OrganisationAgent):
    """An alliance of voluntary organisations."""


class HealthwatchAgent(OrganisationAgent):
    """A local Healthwatch: the public's voice."""


class AcuteTrustAgent(OrganisationAgent):
    """An acute trust."""


class MentalHealthTrustAgent(OrganisationAgent):
    """A mental health trust, often with community services."""


class CommunityTrustAgent(OrganisationAgent):
    """A community trust."""


class AmbulanceTrustAgent(OrganisationAgent):
    """An ambulance trust."""


class CouncilAgent(OrganisationAgent):
    """An upper-tier council."""


class CommissionerAgent(OrganisationAgent):
    """A commissioner: a primary care trust, clinical commissioning group or integrated care board."""


CLASS_OF: dict[Kind, type[OrganisationAgent]] = {
    Kind.PRACTICE: PracticeAgent,
    Kind.PCN: PrimaryCareNetworkAgent,
    Kind.VCSE: VoluntaryOrganisationAgent,
    Kind.LMC: LocalMedicalCommitteeAgent,
    Kind.FEDERATION: FederationAgent,
    Kind.ALLIANCE: AllianceAgent,
    Kind.HEALTHWATCH: HealthwatchAgent,
    Kind.ACUTE: AcuteTrustAgent,
    Kind.MENTAL_HEALTH: MentalHealthTrustAgent,
    Kind.COMMUNITY: CommunityTrustAgent,
    Kind.AMBULANCE: AmbulanceTrustAgent,
    Kind.COUNCIL: CouncilAgent,
    Kind.COMMISSIONER: CommissionerAgent,
}
"""Kind of organisation → the class of its agents."""
