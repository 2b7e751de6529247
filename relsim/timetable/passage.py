"""The passage from one era to the next, as arrays: what a kernel is told of who descends from what."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from relsim.timetable.need_units import NOBODY
from relsim.timetable.structure import Floats, Ints


class Passage(NamedTuple):
    """The rows of the era before from which those of an era descend; g groups of posts that go the same way."""

    organisation_from: Ints
    relationship_from: Ints
    """Row in the era before; −1 for what is new."""
    side_a: Ints
    """Per relationship: 1 if its side a is new, or its work or posts have changed, so that its people may have."""
    side_b: Ints
    turned: Ints
    """Per relationship: 1 if what it descends from has its sides the other way round."""
    mix_first: Ints
    mix_from: Ints
    mix_share: Floats
    """The relationships whose agreements a relationship inherits, in compressed rows, with their shares."""
    mix_contracts: Floats
    mix_procedures: Floats
    """The share of each one's agreements that comes over, where it is not the same for all of them; otherwise 1."""
    contracts_carried: Floats
    procedures_carried: Floats
    """The share of agreements that comes over, where it is the same for all; otherwise 1."""
    written: Ints
    """Per relationship: 1 if those who leave its predecessor write down what their heirs need."""
    post_to: Ints
    """Per old post: its new row, if it stays where it is; −1: it is dealt, or there is nobody to go on with it."""
    group_first: Ints
    group_post: Ints
    """The old posts of each group, in canonical order."""
    group_body: Ints
    """Per group: the row of the body that takes them over."""
    group_to: Ints
    """Per group: its first new post."""
    group_surviving: Ints
    """Per group: number of its new posts."""
    group_event: Ints
    group_kept: Ints
    group_moved: Ints
    """Per group: number of posts kept, and kept or moved; the others' holders leave."""
    new_low: NDArray[np.uint32]
    new_high: NDArray[np.uint32]
    """Per new post: the lineage it has if no old post survives into it."""


class Mixes:
    """The relationships that agreements come from, in compressed rows: all that one descends from, unless said."""

    def __init__(self, origin: Ints) -> None:
        self._origin = origin
        self._several: dict[int, list[tuple[int, float, float, float]]] = {}

    def put(self, k: int, mix: list[tuple[int, float, float, float]]) -> None:
        """Say what a new relationship is the heir of: old ones, with shares of need, contracts and procedures."""
        self._several[k] = mix

    def arrays(self) -> dict[str, Any]:
        """The compressed rows, named as in `Passage`."""
        counts = (self._origin != NOBODY).astype(np.int64)
        for k, mix in self._several.items():
            counts[k] = len(mix)
        first = np.concatenate([[0], np.cumsum(counts)])
        origins, shares = np.zeros(first[-1], np.int32), np.ones((3, first[-1]))
        alone = counts == 1
        origins[first[:-1][alone]] = self._origin[alone]
        for k, mix in self._several.items():
            at = slice(first[k], first[k + 1])
            origins[at] = [row for row, *_ in mix]
            shares[:, at] = np.array([three for _, *three in mix]).T
        return {
            "mix_first": first.astype(np.int32), "mix_from": origins, "mix_share": shares[0].copy(),
            "mix_contracts": shares[1].copy(), "mix_procedures": shares[2].copy(),
        }  # fmt: skip


def together(shares: list[float]) -> tuple[float, list[float]]:
    """One factor for all if they are the same, so that it is taken once, after the sum; and what is left for each."""
    return (shares[0], [1.0] * len(shares)) if len(set(shares)) == 1 else (1.0, shares)
