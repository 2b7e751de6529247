"""Influence as seats alone would have it: their share, and the power index of Shapley and Shubik.

Both are arithmetic on the seats of a board; neither knows who listens to whom.  They stand beside the influence, so
that a reader sees what the network adds.  The members of an integrated care board are not delegates of a sector, and
boards seldom vote, so an index of voting power is a proxy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import factorial


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
    """The share of all orders of joining in which each holder turns a losing coalition into a winning one (1954).

    Holders vote as blocs, and more than half of the seats decides; seats count to a thousandth of one.  The indices sum
    to 1.  Coalitions are counted by their size and seats, not looked at one by one, so many holders are no trouble.

    Args:
        seats: Holder → seats.

    Raises:
        ValueError: There is no seat.
    """
    names = list(seat_shares(seats))
    # Whole thousandths, so that exactly half of the seats is never taken for more.
    votes = {name: round(1000 * seats[name]) for name in names}
    all_votes, count = sum(votes.values()), len(names)
    power = {}
    for name in names:
        turned = 0
        for (size, held), coalitions in _coalitions([votes[other] for other in names if other != name]).items():
            if 2 * held <= all_votes < 2 * (held + votes[name]):
                turned += coalitions * factorial(size) * factorial(count - size - 1)
        power[name] = turned / factorial(count)
    return power


def _coalitions(votes: Sequence[int]) -> Counter[tuple[int, int]]:
    """Number of coalitions of each size and number of votes."""
    found = Counter({(0, 0): 1})
    for more in votes:
        joined = {(size + 1, held + more): coalitions for (size, held), coalitions in found.items()}
        found.update(joined)
    return found
