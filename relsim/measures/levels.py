"""One outcome of one plan in every run, before it is compared with anything."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from relsim.measures.runs import Floats


class Level(NamedTuple):
    """A measure over one window, by sector and run."""

    measure: str
    window: str
    sectors: NDArray[np.intp]
    """Shape (k,): positions on the sector axis."""
    values: Floats
    """Shape (k, replicates)."""
