"""The seats of the boards that govern at the end of a plan: arithmetic, to set beside the model's influence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from relsim.domain.sectors import TRUST_KINDS, Kind, Sector
from relsim.measures.power import seat_shares, shapley_shubik
from relsim.timetable.structure import Structure

TRUSTS = "trusts"
"""Holder of seats: all trusts together."""


def boards(structure: Structure) -> list[dict[str, Any]]:
    """Every board that governs, with the codes of the commissioners that it governs, in order of the first."""
    found: list[tuple[Any, list[str]]] = []
    for body in sorted(structure.bodies, key=lambda body: body.code):
        for board, codes in found:
            if board == body.board:
                codes.append(body.code)
                break
        else:
            found.append((body.board, [body.code]))
    return [
        {
            "bodies": codes,
            "seats": dict(board.seats),
            "openness": board.openness,
            "challenge": board.challenge,
            "delegated": board.delegated,
            "place_seats": dict(board.place_seats),
        }
        for board, codes in found
    ]


def seat_shares_by_sector(structure: Structure, population: Mapping[str, int]) -> dict[str, float]:
    """Each sector's share of the seats; several boards count by the people of their areas.

    Seats that sectors hold together are split by the need that their organisations serve; a seat that nobody in the
    area can hold is the commissioner's.
    """
    shares = np.zeros(len(Sector))
    for body, people in _by_people(structure, population):
        partners = _partners(structure, body)
        for holder, share in seat_shares(structure.bodies[body].board.seats).items():
            need = np.zeros(len(Sector))
            for row, wanted in partners:
                if _holds(structure, row, holder):
                    need[structure.layout.sector[row]] += wanted
            need[Sector.COMMISSIONER] += need.sum() == 0
            shares += people * share * need / need.sum()
    return {sector.code: round(float(shares[sector]), 9) for sector in Sector if shares[sector] > 0}


def voting_power(structure: Structure, population: Mapping[str, int]) -> dict[str, float]:
    """The Shapley–Shubik index of each holder of seats, were each to vote as a bloc; boards count by people."""
    power: dict[str, float] = {}
    for body, people in _by_people(structure, population):
        for holder, index in shapley_shubik(structure.bodies[body].board.seats).items():
            power[holder] = power.get(holder, 0.0) + people * index
    return {holder: round(power[holder], 9) for holder in sorted(power)}


def _by_people(structure: Structure, population: Mapping[str, int]) -> Iterator[tuple[int, float]]:
    """Number of each commissioner among the bodies, and its share of all people."""
    people = [sum(population[locality] for locality in body.localities) for body in structure.bodies]
    for number, count in enumerate(people):
        yield number, count / sum(people)


def _partners(structure: Structure, body: int) -> list[tuple[int, float]]:
    """Rows of those who deal with a commissioner, and the contacts a month that they want."""
    commissioner = structure.row[structure.bodies[body].code]
    row = {lineage: number for number, lineage in enumerate(structure.lineages)}
    return [
        (row[lineage], float(structure.layout.need[relationship]))
        for (lineage, with_whom), relationship in structure.of_commissioner.items()
        if with_whom == commissioner
    ]


def _holds(structure: Structure, row: int, holder: str) -> bool:
    kind = Kind(structure.layout.kind[row])
    if holder == TRUSTS:
        return kind in TRUST_KINDS
    return holder in (kind.sector.code, kind.code, structure.codes[row])
