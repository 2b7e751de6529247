"""What seats alone would say of influence: their share, and the power index of Shapley and Shubik.

Both are arithmetic on the seats of a board; neither knows who listens to whom.  They stand beside the influence, so
that a reader sees what the network adds.  The members of an integrated care board are not delegates of a sector, and
boards seldom vote, so an index of voting power is a proxy.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from relsim.measures.decomposition import shapley


def seat_shares(seats: Mapping[str, float]) -> dict[str, float]:
    """Each holder's share of the seats.

    Raises:
        ValueError: There is no seat.
    """
    total = sum(seats[name] for name in sorted(seats))
    if total <= 0:
        raise ValueError("a board without seats has no shares")
    return {name: seats[name] / total for name in sorted(seats)}


def shapley_shubik(seats: Mapping[str, float]) -> dict[str, float]:
    """How often each holder turns a losing coalition into a winning one, over all orders of joining (1954).

    Holders vote as blocs, and more than half of the seats decides.  The indices sum to 1.

    Args:
        seats: Holder → seats, at most 12 holders (every coalition is looked at).

    Raises:
        ValueError: There is no seat, or there are too many holders.
    """
    shares = seat_shares(seats)
    if len(shares) > 12:
        raise ValueError(f"{len(shares)} holders are too many: at most 12 can be looked at")
    winning = {
        frozenset(coalition): float(sum(shares[name] for name in coalition) > 0.5 + 1e-12)
        for size in range(len(shares) + 1)
        for coalition in combinations(sorted(shares), size)
    }
    return shapley(winning, frozenset(shares))
