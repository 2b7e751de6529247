"""How fast whole batches are, results stored and all: ``python tests/benchmarks/bench_batch.py [--quick]``.

Runs of 20 years of QU9, cut down to about 3,000 and about 5,000 relationships: a merger in the tenth year, no change,
and the placebo, diagnostics and parts that go with every experiment.  What a ratio compares is timed in turn, so that a
busy machine disturbs both sides alike; figures are medians.  Memory is the most that a process of its own ever has.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent))

import mesa
from bench_engine import Figure
from mesa_objects import ObjectModel

from relsim.batch.chunk import Chunk, run_chunk
from relsim.batch.design import design
from relsim.batch.processes import compile_kernels
from relsim.batch.run import run_experiment
from relsim.experiment import Experiment
from relsim.network import network
from relsim.places.library import built_in
from relsim.plans import Plan, Reorganisation, Successor
from relsim.timetable import build_timetable

MONTHS = 240
RATE_SMALL, RATE_LARGE, TWO_CORES, MOST_SCHEDULING = 30.0, 20.0, 1.9, 2.0
"""Targets: runs a second a core at 3,000 and 5,000 relationships, times as fast on two cores, per cent of the work."""


def experiment(relationships: int, worlds: int, replicates: int) -> Experiment:
    """A merger of QU9's primary care trusts in the tenth year, or none."""
    place = built_in("QU9")
    merged = place.history[0]
    keep = round(len(place.practices) * min(1.0, relationships / 4800))
    every = [place.practices[number * len(place.practices) // keep] for number in range(keep)]
    small = place.model_copy(
        update={
            "practices": tuple(every),
            "vcse_per_thousand": place.vcse_per_thousand * relationships / 4800,
            "history": (merged,),
        }
    )
    codes = tuple(new.code for new in merged.successors)
    vesting = place.starts + MONTHS - 121
    merger = Reorganisation.model_validate({
        **merged.model_dump(), "name": "One trust", "announced": vesting - 17, "vesting": vesting,
        "predecessors": codes, "successors": (Successor(code="ONE", name="One trust", of=codes),), "shadow_months": 0,
    })  # fmt: skip
    return Experiment(
        name="benchmark", title="Benchmark", question="How fast?", place=small, until=place.starts + MONTHS,
        comparator="Never", worlds=worlds, replicates=replicates,
        plans=(Plan(name="One trust", reorganisations=(merger,)), Plan(name="Never")),
    )  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def batch(of: Experiment, workers: int) -> float:
    """Seconds of a whole batch in a folder of its own, tables and all."""
    with tempfile.TemporaryDirectory() as folder:
        return seconds(lambda: run_experiment(of, Path(folder), workers))


def throughput(worlds: int, replicates: int, repetitions: int) -> list[Figure]:
    """Runs a second a core, and what a second process gains."""
    figures = []
    for relationships, target in ((3000, RATE_SMALL), (5000, RATE_LARGE)):
        of = experiment(relationships, worlds, replicates)
        plan = design(of)
        compile_kernels(plan)
        rows = [(batch(of, 1), batch(of, 2)) for _ in range(repetitions)]
        layouts = [era.structure.layout for era in plan.comparator.timetable.eras]
        print(
            f"about {relationships:,} relationships: {min(len(each.a) for each in layouts):,} to "
            f"{max(len(each.a) for each in layouts):,}; {plan.runs:,} runs of {MONTHS // 12} years; load "
            f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
            flush=True,
        )
        rate = median(plan.runs / alone for alone, _ in rows)
        figures += [
            Figure(f"Batch at {relationships:,} relationships, one process", rate, "runs/s", at_least=target),
            Figure("Ratio: two processes to one", median(a / b for a, b in rows), "times", at_least=TWO_CORES),
        ]
    return figures


def scheduling(repetitions: int) -> list[Figure]:
    """What a batch takes beyond the simulation and the reduction of its chunks, in processor time of this process."""
    of = experiment(3000, 4, 10)
    plan = design(of)
    chunks = [Chunk(w, tuple((p.dates.name, plan.seeds(p, w)) for p in plan.planned), True, w < 3) for w in range(4)]
    rows = [(seconds(lambda: [run_chunk(plan, chunk) for chunk in chunks]), batch(of, 1)) for _ in range(repetitions)]
    beyond = median(100 * (whole - work) / work for work, whole in rows)
    return [Figure("Design, store, tables and scheduling, of the work", beyond, "%")]


def mesa_ratio(repetitions: int) -> list[Figure]:
    """Mesa's `batch_run` over the same rules as an ordinary Mesa model, a year of it, beside a batch of runs."""
    of = experiment(3000, 1, 10)
    timetable = build_timetable(of.place, network(of.place), None, of.until)
    runs = design(of).runs

    class Objects(ObjectModel):
        def __init__(self, rng: object = None, seed: object = None) -> None:
            super().__init__(timetable)

    def mesa_year() -> float:
        return seconds(lambda: mesa.batch_run(Objects, {}, iterations=1, max_steps=12, display_progress=False))

    rows = [(mesa_year() * MONTHS / 12, batch(of, 1) / runs) for _ in range(repetitions)]
    return [Figure("Ratio: Mesa's batch_run to a batch, a run", median(m / b for m, b in rows), "times")]


def memory(worlds: int, replicates: int) -> float:
    """The most memory (MB) that a batch takes in a process of its own."""
    command = [sys.executable, __file__, "--memory", str(worlds), str(replicates)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description="Time whole batches on the built-in place QU9, cut down.")
    parser.add_argument("--quick", action="store_true", help="few runs: to see that it runs, not for figures")
    parser.add_argument("--memory", nargs=2, type=int, metavar=("WORLDS", "REPLICATES"), help="one batch's memory")
    parser.add_argument("--only", choices=("throughput", "memory", "mesa"), help="only these figures")
    options = parser.parse_args()
    if options.memory:
        batch(experiment(200, *options.memory), 1)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
        return
    quick = options.quick
    figures: list[Figure] = []
    if options.only in (None, "throughput"):
        figures += throughput(2 if quick else 8, 2 if quick else 20, 1 if quick else 3) + scheduling(1 if quick else 5)
    if options.only in (None, "mesa"):
        figures += mesa_ratio(1 if quick else 3)
    if options.only in (None, "memory"):
        for what, few, many in (
            ("many worlds", (9, 20), (9 if quick else 182, 20)),
            ("one world", (1, 182), (1, 182 if quick else 3640)),
        ):
            runs = [design(experiment(200, *size)).runs for size in (few, many)]
            first, last = memory(*few), memory(*many)
            figures += [
                Figure(f"Memory, {what}, {runs[0]:,} runs", first, "MB"),
                Figure(f"Memory, {what}, {runs[1]:,} runs", last, "MB"),
                Figure("Ratio: memory of many runs to few", last / first, "times", at_most=1.1),
            ]
    for figure in figures:
        print(figure.line())


if __name__ == "__main__":
    main()
