"""The share of each locality's need that each acute trust meets.

*Fact*: the share of each acute trust's patients who live in the area of each integrated care board (2022).

*Assumptions*: how large a trust is, which that file does not say: sizes are fitted so that the trusts together meet
each area's need in proportion to its people, from equal sizes for general trusts and a fifth of it for specialist ones;
and who within an area goes where: more often to a trust whose headquarters share the postcode of the locality's
practices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import exp, floor
from typing import NamedTuple

NAMES = {
    "TAD": "BRADFORD DISTRICT CARE NHS FOUNDATION TRUST",
    "TAH": "SHEFFIELD HEALTH & SOCIAL CARE NHS FOUNDATION TRUST",
    "TAJ": "BLACK COUNTRY HEALTHCARE NHS FOUNDATION TRUST",
}
"""Fact: names of care trusts, which the trust file lacks."""

SPECIALIST = frozenset(
    ("RAN", "RBQ", "RBS", "RBV", "RCU", "REN", "REP", "RET", "RGM", "RL1", "RP4", "RP6", "RPC", "RPY", "RQ3", "RRJ")
)
"""Cancer, heart, eye, orthopaedic, neurological, women's and children's trusts."""
SPECIALIST_SIZE = 0.2
"""Of a general trust's size, to start with (assumption)."""

DRAWS, MEETS = 0.10, 0.05
"""A trust is an area's if it draws this share of its patients from it, or meets this share of its need."""
LEAST_SHARE = 0.01
"""A smaller share of a locality's need is left out."""
SAME_AREA, ELSEWHERE, FADES_OVER = 60.0, 1.0, 8.0
"""Weights by which a locality's people go to a trust, by where its headquarters and its own practices are (assumption).

Most for the same postcode district (``OX3``), less by the difference of its numbers within the postcode area (``OX``),
which towns nearby often have near together, and least in another area.  Specialist trusts: from anywhere alike.
"""
_ROUNDS = 300


class CatchmentArea(NamedTuple):
    """A locality as far as it matters here."""

    code: str
    system: str
    people: int
    postcodes: tuple[str, ...]
    """Of its practices."""


def acute_shares(
    shares: Mapping[str, Mapping[str, float]], areas: Sequence[CatchmentArea], postcodes: Mapping[str, str]
) -> list[tuple[str, str, float]]:
    """Trust, locality and share of the locality's need that it meets, to a thousandth, sorted.

    Args:
        shares: Trust → integrated care board → share of the trust's patients.
        areas: The localities of England.
        postcodes: Trust → postcode of its headquarters.
    """
    of_system: dict[str, list[CatchmentArea]] = defaultdict(list)
    for area in areas:
        of_system[area.system].append(area)
    need = {system: float(sum(area.people for area in members)) for system, members in sorted(of_system.items())}
    sizes = fitted_sizes(shares, need)
    found: list[tuple[str, str, float]] = []
    for system, members in sorted(of_system.items()):
        seen = {trust: sizes[trust] * shares[trust].get(system, 0.0) for trust in sorted(shares)}
        total = sum(seen.values())
        met = {trust: number / total for trust, number in seen.items()
               if number / total >= MEETS or shares[trust].get(system, 0.0) >= DRAWS}  # fmt: skip
        seeds = {trust: {area.code: _seed(trust, postcodes, area) for area in members} for trust in met}
        found += _spread(met, seeds, {area.code: area.people for area in members})
    return sorted(found)


def fitted_sizes(shares: Mapping[str, Mapping[str, float]], need: Mapping[str, float]) -> dict[str, float]:
    """Patients of each trust, such that the trusts together meet each area's need as nearly as can be.

    Expectation and maximisation for a mixture: every round each area's need is shared out among the trusts that serve
    it, by size; the relative entropy to the need never grows.
    """
    start = sum(need.values()) / len(shares)
    sizes = {trust: start * (SPECIALIST_SIZE if trust in SPECIALIST else 1.0) for trust in sorted(shares)}
    for _ in range(_ROUNDS):
        seen = {area: sum(sizes[trust] * shares[trust].get(area, 0.0) for trust in sizes) for area in need}
        sizes = {
            trust: size * sum(shares[trust].get(area, 0.0) * need[area] / seen[area] for area in need)
            for trust, size in sizes.items()
        }
    return sizes


def _seed(trust: str, postcodes: Mapping[str, str], area: CatchmentArea) -> float:
    return ELSEWHERE if trust in SPECIALIST else nearness(postcodes.get(trust, ""), area.postcodes)


def nearness(postcode: str, others: Sequence[str]) -> float:
    """Nearness of a trust's headquarters to a locality's practices: from `ELSEWHERE` to that and `SAME_AREA`."""
    area, number = district_of(postcode)
    districts = [district_of(other) for other in others]
    marks = [SAME_AREA * exp(-abs(each - number) / FADES_OVER) for name, each in districts if name == area]
    return ELSEWHERE + sum(marks) / max(1, len(others))


def district_of(postcode: str) -> tuple[str, int]:
    """``OX3 9DU`` → ``OX``, 3."""
    outward = postcode.partition(" ")[0]
    area = outward[:2] if outward[1:2].isalpha() else outward[:1]
    digits = "".join(each for each in outward[len(area) :] if each.isdigit())
    return area, int(digits or 0)


def _spread(
    met: Mapping[str, float], seeds: Mapping[str, Mapping[str, float]], people: Mapping[str, int]
) -> Iterator[tuple[str, str, float]]:
    """Shares by locality with each trust's total kept, and the same share of need met everywhere: by proportions."""
    everybody, together = sum(people.values()), sum(met.values())
    cells = {(trust, code): seeds[trust][code] * people[code] for trust in met for code in people}
    for _ in range(_ROUNDS):
        for trust, share in met.items():
            total = sum(cells[trust, code] for code in people)
            for code in people:
                cells[trust, code] *= share * everybody / total
        for code, number in people.items():
            total = sum(cells[trust, code] for trust in met)
            for trust in met:
                cells[trust, code] *= together * number / total
    for (trust, code), met_here in cells.items():
        share = floor(1000 * met_here / people[code]) / 1000  # downwards, so that no locality's shares exceed 1
        if share >= LEAST_SHARE:
            yield trust, code, share
