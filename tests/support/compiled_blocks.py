"""Blocks of the compiled generator of random numbers, one at a time."""

from __future__ import annotations

import numpy as np

from relsim.engine.randomness import Key, fill_blocks


def compiled_block(counter: tuple[int, ...], key: tuple[int, ...]) -> tuple[int, ...]:
    """One block from the compiled generator."""
    low, high = np.array([counter[0]], np.uint32), np.array([counter[1]], np.uint32)
    lanes = [np.empty(1, np.uint32) for _ in range(4)]
    fill_blocks(Key(*key), counter[3], counter[2], (low, high), tuple(lanes))
    return tuple(int(lane[0]) for lane in lanes)
