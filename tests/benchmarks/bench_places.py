"""How long built-in places take: every board's area, a region and England, from facts to place and network.

``python tests/benchmarks/bench_places.py``
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TypeVar

from relsim.network import network
from relsim.places.england.facts import facts
from relsim.places.england.footprints import ENGLAND
from relsim.places.library import built_in

MOST_SECONDS = 1.0
"""For the place of a board."""
_ResultT = TypeVar("_ResultT")


def timed(make: Callable[[], _ResultT]) -> tuple[float, _ResultT]:
    """Seconds that it took, and the result."""
    began = time.perf_counter()
    made = make()
    return time.perf_counter() - began, made


def main() -> int:
    """Print a line for each place."""
    reading, _ = timed(facts)
    print(f"reading the facts: {reading:.3f} s")
    slowest = 0.0
    for code in [*sorted(facts().systems), "Y56", ENGLAND]:
        building, place = timed(lambda code=code: built_in(code))  # type: ignore[misc]
        linking, made = timed(lambda place=place: network(place))  # type: ignore[misc]
        size = f"{len(made.organisations):>6,} organisations, {len(made.pairs):>7,} pairs"
        print(f"{code:<8} place {building:6.3f} s, network {linking:6.3f} s, {size}")
        if code in facts().systems:
            slowest = max(slowest, building)
    met = "met" if slowest <= MOST_SECONDS else "NOT MET"
    print(f"slowest board: {slowest:.3f} s (target: at most {MOST_SECONDS:g} s: {met})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
