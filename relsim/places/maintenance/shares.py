"""Whole numbers shared out by weight."""

from __future__ import annotations

from collections.abc import Mapping


def shared_out(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """A whole number shared out by weight, to the last one: largest remainders, ties by code."""
    whole = sum(weights.values())
    shares = {code: total * weight // whole for code, weight in weights.items()}
    over = sorted(weights, key=lambda code: (-(total * weights[code] % whole), code))
    for code in over[: total - sum(shares.values())]:
        shares[code] += 1
    return shares
