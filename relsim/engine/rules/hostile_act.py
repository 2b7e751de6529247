"""A hostile act: a commissioner puts a practice out to tender, with a cut, and those who trust the practice hear of it.

The practice loses a stated share of its trust in every commissioner that it deals with; each of its partners that deals
with the same commissioner loses a part of that share, the more the more it trusts the practice.  (For such an act see
The Lowdown 2020 on Nottingham; both sizes are assumptions of the plan.)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from relsim.domain.sectors import Kind
from relsim.engine.rules.trust import effective_trust
from relsim.engine.state import State
from relsim.timetable.outside_events import Shock
from relsim.timetable.structure import Structure
from relsim.worlds.parameters import World


def trust_is_broken(shock: Shock, structure: Structure, state: State, world: World) -> None:
    """Lower trust in the commissioners of a practice: its own, and that of those who trust it."""
    practice = structure.row.get(shock.practice)
    if practice is None:
        return
    partners = dict(_relationships(structure, practice))
    for body, dealt_with in partners.items():
        if structure.layout.kind[body] != Kind.COMMISSIONER:
            continue
        _lower(state, dealt_with, shock.trust_lost)
        of_body = dict(_relationships(structure, body))
        for partner, edge in partners.items():
            if partner in of_body and partner != body:
                # The edge is the practice's; the trust that counts is the partner's in the practice.
                _lower(state, of_body[partner] ^ 1, shock.trust_lost * shock.spread * _trust(state, edge ^ 1, world))


def _relationships(structure: Structure, row: int) -> Iterator[tuple[int, int]]:
    """(partner's row, twice the relationship's row and one more where `row` is side b)."""
    layout = structure.layout
    for edge in range(int(layout.edge_first[row]), int(layout.edge_first[row + 1])):
        yield int(layout.edge_partner[edge]), int(layout.edge_from[edge])


def _trust(state: State, edge: int, world: World) -> float:
    """Effective trust, as it is today, of the side that an edge belongs to; the month's own is not worked out yet."""
    i, side_b = edge >> 1, edge & 1
    trust, knowing = (state.trust_ba, state.knowing_ba) if side_b else (state.trust_ab, state.knowing_ab)
    rule: Any = effective_trust
    return float(rule.py_func(trust[i], state.contracts[i], state.procedures[i], knowing[i], world))


def _lower(state: State, edge: int, share: float) -> None:
    """Take a share from the trust of the side that an edge belongs to."""
    trust = state.trust_ba if edge & 1 else state.trust_ab
    trust[edge >> 1] *= 1.0 - share
