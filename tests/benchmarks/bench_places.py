"""How long built-in places take: every board's area, a region and England, from facts to twenty years of a run.

``python tests/benchmarks/bench_places.py``, or with ``--england`` the runs of England alone.  Each of these is made in
a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

from relsim.engine.simulation import Simulation
from relsim.places.england.facts import facts
from relsim.places.england.footprints import ENGLAND
from relsim.places.library import built_in
from relsim.timetable.network import network
from relsim.timetable.timetable import build_timetable

MOST_SECONDS = 1.0
"""For the place of a board."""
YEARS, MOST_SECONDS_OF_ENGLAND, MOST_BYTES = 20, 5.0, 2**30
"""For twenty years of England in one model, at 80,000 to 200,000 relationships or so."""
VCSE, MANY_VCSE = 0.15, 1.05
"""Voluntary organisations per 1,000 people: as built in, and so many that England has about 800,000 relationships."""
MOST_TIMES_DEARER = 3.5
"""A relationship-month of the larger England beside one of the other."""
_ResultT = TypeVar("_ResultT")


def timed(make: Callable[[], _ResultT]) -> tuple[float, _ResultT]:
    """Seconds that it took, and the result."""
    began = time.perf_counter()
    made = make()
    return time.perf_counter() - began, made


def england(vcse: float) -> dict[str, Any]:
    """Twenty years of England with its real history: sizes, seconds and the process's peak memory."""
    place = built_in(ENGLAND).model_copy(update={"vcse_per_thousand": vcse})
    until = place.starts + 12 * YEARS
    linking, made = timed(lambda: network(place))
    laying_out, timetable = timed(lambda: build_timetable(place, made, None, until))
    # Kernels are compiled or loaded before anything is timed: with all that this place's history calls.
    Simulation(build_timetable(small := built_in("QF7"), network(small), None, until)).advance(until)
    running, simulation = timed(lambda: Simulation(timetable))
    seconds, _ = timed(simulation.advance)
    months = [
        (following - era.begins) * len(era.structure.layout.a)
        for era, following in zip(timetable.eras, [*(era.begins for era in timetable.eras[1:]), until], strict=True)
    ]
    return {
        "organisations": len(simulation.structure.codes), "relationships": len(simulation.structure.layout.a),
        "eras": len(timetable.eras), "network": linking, "timetable": laying_out, "run": running + seconds,
        "bytes": 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, "nanoseconds": 1e9 * seconds / sum(months),
    }  # fmt: skip


def england_apart(vcse: float) -> dict[str, Any]:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--one-england", str(vcse)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    size = f"{found['organisations']:,} organisations, {found['relationships']:,} relationships, {found['eras']} eras"
    took = f"network {found['network']:.1f} s, timetable {found['timetable']:.1f} s, {YEARS} years {found['run']:.2f} s"
    dear = f"{found['nanoseconds']:.1f} ns a relationship-month, at most {found['bytes'] / 2**20:,.0f} MiB"
    print(f"ENGLAND with {vcse:g} voluntary organisations per 1,000: {size}\n  {took}, {dear}")
    return found


def all_of_england() -> None:
    """England as built in and much larger, with the targets."""
    found = england_apart(VCSE)
    held = (found["run"] <= MOST_SECONDS_OF_ENGLAND, found["bytes"] <= MOST_BYTES)
    said = " and ".join("met" if one else "NOT MET" for one in held)
    print(f"  (target: at most {MOST_SECONDS_OF_ENGLAND:g} s and {MOST_BYTES / 2**20:,.0f} MiB: {said})")
    dearer = england_apart(MANY_VCSE)["nanoseconds"] / found["nanoseconds"]
    said = "met" if dearer <= MOST_TIMES_DEARER else "NOT MET"
    print(f"  {dearer:.2f} times as dear a relationship-month (target: at most {MOST_TIMES_DEARER:g}: {said})")


def main() -> int:
    """Print a line for each place, and what England's runs take."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--england", action="store_true", help="only the runs of England")
    parser.add_argument("--one-england", type=float, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one_england:
        print(json.dumps(england(asked.one_england)))
        return 0
    if not asked.england:
        every_place()
    all_of_england()
    return 0


def every_place() -> None:
    """From facts to place and network."""
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


if __name__ == "__main__":
    sys.exit(main())
