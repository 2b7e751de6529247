"""Lineages as arrays of 32-bit words, as the kernels take them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WORD = 0xFFFFFFFF
"""The bits of a word."""


def words(lineages: NDArray[np.uint64]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Low and high 32-bit words of lineages."""
    return (lineages & np.uint64(WORD)).astype(np.uint32), (lineages >> np.uint64(32)).astype(np.uint32)
