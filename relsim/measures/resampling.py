"""The bootstrap of seed pairs: how far a figure found on the mean over runs would move with other seeds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from relsim.measures.runs import Floats

RESAMPLES = 200
_PURPOSE = 0x5EED
"""Keeps these draws apart from any others that are keyed by a world."""


def resample_counts(world: int, replicates: int, resamples: int = RESAMPLES) -> Floats:
    """Times that each seed is drawn in each resample, shape (1 + resamples, replicates).

    Row 0 is the sample itself: every seed once.  The counts are a function of the world and the number of seeds only,
    so every plan of a world meets the same resamples, and differences between plans stay paired.  The generator's raw
    64 bits are used, which numpy promises never to change; the streams of its `Generator` carry no such promise.
    """
    source = np.random.Philox(np.random.SeedSequence([_PURPOSE, world, replicates]))
    raw = source.random_raw(resamples * replicates).reshape(resamples, replicates)
    drawn = ((raw >> np.uint64(11)).astype(np.float64) * 2.0**-53 * replicates).astype(np.intp)
    counts = np.ones((1 + resamples, replicates))
    offsets = np.arange(resamples)[:, np.newaxis] * replicates
    counts[1:] = np.bincount((drawn + offsets).ravel(), minlength=resamples * replicates).reshape(resamples, replicates)
    return counts


def resampled_mean(runs: Floats, seeds: NDArray[np.int64], world: int) -> Floats:
    """Mean over seeds, and over their resamples.

    Counts belong to a seed's rank, not to its place in the arrays, and sums run in that order: the order in which the
    replicates come changes nothing.  The sum is a plain loop and not a matrix product, whose last bits would depend
    on the processor.

    Args:
        runs: Shape (replicates, months, sectors).
        seeds: Shape (replicates,): their seeds.
        world: Number of the world.

    Returns:
        Shape (1 + resamples, months, sectors); the first is the mean itself.
    """
    counts = resample_counts(world, len(runs))
    total = np.zeros((len(counts), *runs.shape[1:]))
    counted = np.empty_like(total)
    for rank, replicate in enumerate(np.argsort(seeds, kind="stable")):
        np.multiply(counts[:, rank, np.newaxis, np.newaxis], runs[replicate], out=counted)
        total += counted
    total /= len(runs)
    return total
