"""Who sits on the boards that govern at the end of a plan: arithmetic, to set beside the model's influence."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from relsim.measures.power import shapley_shubik
from relsim.sectors import Sector
from relsim.structure import Structure


def seat_shares_by_sector(structure: Structure) -> dict[str, float]:
    """Each sector's share of the seats; several boards count by the people of their areas.

    Seats that sectors hold together are split by the need that their organisations serve; a seat that nobody in the
    area can hold is the commissioner's.
    """
    layout = structure.layout
    shares = np.bincount(layout.sector, layout.opinion, len(Sector))
    return {sector.code: round(float(shares[sector]), 9) for sector in Sector if shares[sector] > 0}


def voting_power(structure: Structure, population: Mapping[str, int]) -> dict[str, float]:
    """The Shapley–Shubik index of each holder of seats, were each to vote as a bloc; boards count by people."""
    power: dict[str, float] = {}
    people = {body.code: sum(population[locality] for locality in body.localities) for body in structure.bodies}
    for body in structure.bodies:
        for holder, index in shapley_shubik(body.seats).items():
            part = index * people[body.code] / sum(people.values())
            power[holder] = power.get(holder, 0.0) + part
    return {holder: round(power[holder], 9) for holder in sorted(power)}
