"""Keyed randomness: every draw is a pure function of (seed, world, purpose, month, who).

Nothing is carried along and advanced, so no draw disturbs another, the order of work can't change a result, and any
run can be repeated alone.  The generator is Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1,
2, 3"): a block cipher of ten rounds that turns a 128-bit counter and a 64-bit key into four 32-bit numbers ("lanes").

The key is (seed, world): seeds are nested in worlds.  The counter is (lineage low, lineage high, month, purpose).
`who` is a *lineage* (`relsim.timetable.lineage`), a 64-bit number made from codes and inherited by successors, never a
row number.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from relsim.engine.compiled import compiled
from relsim.timetable.lineage_words import WORD

_M0, _M1 = 0xD2511F53, 0xCD9E8D57
_W0, _W1 = 0x9E3779B9, 0xBB67AE85
_ROUNDS = 10
UNIT = 2.0**-32
"""A lane times this is a number in [0, 1)."""


class Purpose(IntEnum):
    """The use of a draw; the last word of the counter."""

    CONTACT = 1
    PEOPLE = 2
    FATE = 3
    PARTICIPATION = 4
    CLOSURE = 5


class Key(NamedTuple):
    """The key of every draw of a run."""

    seed: int
    """Of the replicate."""
    world: int
    """Number of the world."""


def philox(counter: tuple[int, int, int, int], key: tuple[int, int]) -> tuple[int, int, int, int]:
    """One block of Philox4x32-10 in plain Python: the reference that the compiled one is held against."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(_ROUNDS):
        p0, p1 = _M0 * c0, _M1 * c2
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & WORD, (p0 >> 32) ^ c3 ^ k1, p0 & WORD
        k0, k1 = (k0 + _W0) & WORD, (k1 + _W1) & WORD
    return c0, c1, c2, c3


def draw(seed: int, world: int, purpose: Purpose, month: int, who: int) -> tuple[float, float, float, float]:
    """Four numbers in [0, 1) for one decision."""
    lanes = philox((who & WORD, who >> 32, month, int(purpose)), (seed, world))
    return lanes[0] * UNIT, lanes[1] * UNIT, lanes[2] * UNIT, lanes[3] * UNIT


@compiled
def fill_blocks(key, purpose, month, who, lanes):
    """Draw one block for each of n lineages.

    Args:
        key: `Key`.
        purpose: What the draws are for: `Purpose`, as a number.
        month: Month number, or the number of an event.
        who: Low and high words of the lineages: two uint32 arrays of n.
        lanes: Four uint32 arrays of n, which are written.

    The loop body is straight-line arithmetic on 64-bit words so that the compiler makes vector instructions of it.
    """
    low, high = who
    lane0, lane1, lane2, lane3 = lanes
    m0, m1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
    w0, w1 = np.uint32(0x9E3779B9), np.uint32(0xBB67AE85)
    mask, half = np.uint64(0xFFFFFFFF), np.uint64(32)
    for i in range(low.shape[0]):
        c0 = np.uint64(low[i])
        c1 = np.uint64(high[i])
        c2 = np.uint64(month)
        c3 = np.uint64(purpose)
        k0, k1 = np.uint32(key.seed), np.uint32(key.world)
        for _ in range(10):
            p0 = m0 * c0
            p1 = m1 * c2
            c0 = (p1 >> half) ^ c1 ^ np.uint64(k0)
            c1 = p1 & mask
            c2 = (p0 >> half) ^ c3 ^ np.uint64(k1)
            c3 = p0 & mask
            k0 = np.uint32(k0 + w0)
            k1 = np.uint32(k1 + w1)
        lane0[i] = np.uint32(c0)
        lane1[i] = np.uint32(c1)
        lane2[i] = np.uint32(c2)
        lane3[i] = np.uint32(c3)
