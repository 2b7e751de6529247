"""Plausible worlds: well-spread sets of parameters."""

from __future__ import annotations

from relsim.worlds.parameters import World, parameters


def plausible_worlds(count: int) -> list[World]:
    """The first `count` worlds of one fixed design over all ranges (scrambled Sobol points).

    World k is the same whatever the count, so an experiment can be extended.  The worlds are not matched to any
    evidence.
    """
    from scipy.stats import qmc

    table = parameters()
    points = qmc.Sobol(len(table), scramble=True, rng=_DESIGN).random(_next_power_of_two(count))[:count]
    lows = [entry.low for entry in table.values()]
    highs = [entry.high for entry in table.values()]
    # Rounded to nine places so that a manifest's decimal text is exactly the number that was run.
    return [
        World(*(round(low + float(u) * (high - low), 9) for u, low, high in zip(row, lows, highs, strict=True)))
        for row in points
    ]


_DESIGN = 20220701
"""Seed of the design's scrambling; any other would do as well."""


def _next_power_of_two(count: int) -> int:
    return 1 << max(0, count - 1).bit_length()
