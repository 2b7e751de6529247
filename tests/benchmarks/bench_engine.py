"""How fast the engine is, in one run: ``PYTHONPATH=tests/support python tests/benchmarks/bench_engine.py [--quick]``.

One line per figure, with its target and whether it was met.  What a ratio compares is timed in turn, repetition by
repetition, so that a noisy machine disturbs both sides alike; every figure is a median, every ratio the median of the
repetitions' ratios.  Time to compile is not counted: each part runs once before it is timed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numba
import numpy as np
from england import BOARDS, PLACES, England, fewer, quarter
from mesa_objects import ObjectModel

from relsim.domain.months import month_number, month_text
from relsim.engine.randomness import Key, Purpose, fill_blocks
from relsim.engine.simulation import Simulation
from relsim.places.library import built_in
from relsim.timetable.network import network
from relsim.timetable.timetable import Timetable, build_timetable

EXPERIMENT = Path(__file__).parents[2] / "experiments" / "oxford-2022.toml"
UNTIL = "2041-01"
CONTACT, MONTHS = int(Purpose.CONTACT), 400
MOST_BLOCKS, LEAST_OBJECTS, MOST_MILLISECONDS = 7.0, 100.0, 0.2
"""Targets: a relationship-month in blocks of Philox, Mesa's objects in relationship-months, a month of QU9."""
MOST_ENGLAND = (20.0, 150.0)
"""Targets: milliseconds for 42 boards, and for 153 places besides, of about 10,000 organisations."""


@dataclass(frozen=True)
class Figure:
    """A line of the answer."""

    what: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    def line(self) -> str:
        met, target = True, "no target"
        if self.at_most is not None:
            met, target = self.value <= self.at_most, f"target: at most {self.at_most:g}"
        if self.at_least is not None:
            met, target = self.value >= self.at_least, f"target: at least {self.at_least:g}"
        verdict = "" if target == "no target" else f": {'met' if met else 'NOT MET'}"
        number = f"{self.value:,.0f}" if self.value >= 100 else f"{self.value:.3g}"
        return f"{self.what:<66} {number:>8} {self.unit:<7} ({target}{verdict})"


@numba.njit(fastmath=False, error_model="numpy")
def draw_for_months(key, months, who, lanes):  # type: ignore[no-untyped-def]
    """A block for each relationship, month after month, as the engine draws them."""
    for month in range(months):
        fill_blocks(key, CONTACT, month, who, lanes)


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


class Bench:
    """QU9 from its first month on, as the engine and as Mesa's objects."""

    def __init__(self, timetable: Timetable) -> None:
        self.timetable, self.seed = timetable, 0
        layout = timetable.eras[-1].structure.layout
        self.words = layout.relationship_low, layout.relationship_high
        self.lanes = tuple(np.empty(len(layout.a), np.uint32) for _ in range(4))
        self.blocks = MONTHS * len(layout.a)
        self.months = timetable.until - timetable.starts
        self.relationship_months = self.count(timetable.starts, timetable.until)
        self.objects = ObjectModel(timetable)
        self.object_months = 12

    def count(self, first: int, last: int) -> int:
        """Relationships of each month, over months."""
        eras = self.timetable.eras
        ends = [*(era.begins for era in eras[1:]), self.timetable.until]
        total = 0
        for era, end in zip(eras, ends, strict=True):
            total += max(0, min(end, last) - max(era.begins, first)) * len(era.structure.layout.a)
        return total

    def philox(self) -> float:
        """Nanoseconds a block."""
        return seconds(lambda: draw_for_months(Key(1, 0), MONTHS, self.words, self.lanes)) / self.blocks * 1e9

    def engine(self) -> float:
        """Nanoseconds a relationship-month: a run from the first month to the last, reorganisations and all."""
        self.seed += 1
        simulation = Simulation(self.timetable, seed=self.seed)
        return seconds(simulation.advance) / self.relationship_months * 1e9

    def mesa(self) -> float:
        """Nanoseconds a relationship-month of the objects: the next twelve months, one January among them."""
        first = self.objects.society.month
        count = self.count(first, first + self.object_months)
        return seconds(lambda: [self.objects.step() for _ in range(self.object_months)]) / count * 1e9


def engine_figures(bench: Bench, repetitions: int) -> list[Figure]:
    """What is timed in turn, and the ratios."""
    bench.philox(), bench.engine(), bench.mesa()
    rows = [(bench.philox(), bench.engine(), bench.mesa()) for _ in range(repetitions)]
    philox, engine, objects = (median(column) for column in zip(*rows, strict=True))
    month = engine * bench.relationship_months / bench.months / 1e6
    return [
        Figure("Philox, drawn ahead for all relationships: a block", philox, "ns"),
        Figure("Engine, all rules: a relationship-month", engine, "ns"),
        Figure("Ratio: engine to Philox", median(e / p for p, e, _ in rows), "blocks", at_most=MOST_BLOCKS),
        Figure("Mesa objects, same rules: a relationship-month", objects, "ns"),
        Figure("Ratio: Mesa objects to engine", median(m / e for _, e, m in rows), "times", at_least=LEAST_OBJECTS),
        Figure("Engine: a month of the place", month, "ms", at_most=MOST_MILLISECONDS),
    ]


def england_figures(repetitions: int) -> list[Figure]:
    """A quarter's influence for all England, from the voices of the quarter before."""
    figures = []
    place = built_in("QU9")
    for like, targets in ((fewer(place), MOST_ENGLAND), (place, (None, None))):
        england = England(like, month_number("2021-01"))
        size = f"{england.organisations:,} organisations, {england.relationships:,} relationships"
        for places, at_most in zip((0, PLACES), targets, strict=True):
            layout = england.deciding(places)

            def once(england: England = england, layout: Any = layout, places: int = places) -> float:
                state = england.state(places)
                return seconds(
                    lambda: quarter(england.month, layout, england.dates, state, england.scratch, england.world)
                )

            once()
            what = f"{size}: {BOARDS} boards" + (f", {places} places" if places else "")
            figures.append(Figure(what, 1e3 * median(once() for _ in range(repetitions)), "ms", at_most))
    return figures


def other_figures(repetitions: int) -> list[Figure]:
    """What a user waits for: answers of the command line, a timetable, a model."""
    command = [sys.executable, "-m", "relsim"]

    def answer(*arguments: str) -> float:
        run = lambda: subprocess.run([*command, *arguments], check=True, capture_output=True)  # noqa: E731
        return median(seconds(run) for _ in range(repetitions))

    place = built_in("QU9")
    built = lambda: build_timetable(place, network(place), None, month_number(UNTIL))  # noqa: E731
    figures = [
        Figure("relsim --help", answer("--help"), "s"),
        Figure("relsim check experiments/oxford-2022.toml", answer("check", str(EXPERIMENT)), "s"),
        Figure("Network and timetable of the place", median(seconds(built) for _ in range(repetitions)), "s"),
    ]
    try:
        from relsim.interfaces.mesa_model import ReorganisationModel
    except ImportError:
        return figures
    ReorganisationModel("QU9")
    made = median(seconds(lambda: ReorganisationModel("QU9")) for _ in range(repetitions))
    return [*figures, Figure("ReorganisationModel('QU9'), created", made, "s")]


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the engine on the built-in place QU9.")
    parser.add_argument("--quick", action="store_true", help="few repetitions: to see that it runs, not for figures")
    quick = parser.parse_args().quick
    place = built_in("QU9")
    bench = Bench(build_timetable(place, network(place), None, month_number(UNTIL)))
    layouts = [era.structure.layout for era in bench.timetable.eras]
    repetitions = 2 if quick else 15
    print(
        f"QU9, {month_text(bench.timetable.starts)} to {UNTIL}: "
        f"{min(len(each.kind) for each in layouts)} to {max(len(each.kind) for each in layouts)} organisations, "
        f"{min(len(each.a) for each in layouts):,} to {max(len(each.a) for each in layouts):,} relationships, "
        f"{bench.months} months; {repetitions} repetitions in turn, medians"
    )
    for figure in engine_figures(bench, repetitions) + other_figures(1 if quick else 5):
        print(figure.line())
    print(f"A quarter's influence for {BOARDS} areas like this one, with fewer organisations and with as many:")
    for figure in england_figures(repetitions):
        print(figure.line())


if __name__ == "__main__":
    main()
