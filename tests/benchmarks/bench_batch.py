"""How fast whole batches are, results stored and all: ``python tests/benchmarks/bench_batch.py [--quick]``.

Runs of 20 years of QU9, cut down to about 3,000 and about 5,000 relationships: a merger in the tenth year, no change,
and the placebo, diagnostics and parts that go with every experiment.  Work is measured in processor time of all
processes, so that who else uses the machine hardly shows; only what two processes gain is measured by the clock.  What
a ratio compares is timed in turn; figures are medians.  Memory is the most that processes of their own ever have.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from unittest.mock import patch

import mesa
from bench_engine import Figure
from mesa_objects import ObjectModel

from relsim.batch.run import run_experiment
from relsim.batch.runs.chunk import Chunk, Done, Told, chunks_of, run_chunk
from relsim.batch.runs.design import Design, design
from relsim.batch.workers.processes import compile_kernels, run_chunks
from relsim.domain.plan import Plan
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.experiments.experiment import Experiment
from relsim.places.library import built_in
from relsim.timetable.network import network
from relsim.timetable.timetable import build_timetable

MONTHS, SEEDS = 240, 20
RATES = {3000: 30.0, 5000: 20.0}
"""Targets: runs a second a core at so many relationships."""
TWO_CORES, MOST_SCHEDULING, MOST_GROWTH = 1.9, 2.0, 1.1
"""Targets: times as fast on two cores, per cent of the work, memory of 20,000 runs to that of 1,000."""
NOTHING_TO_DO = 300
"""Chunks without work by which handing out is measured."""


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


def processor_time() -> float:
    """Seconds of this process, and of those that it started and that have ended."""
    return sum(os.times()[:4])


def took(work: Callable[[], object], clock: Callable[[], float] = processor_time) -> float:
    """How long something takes, in processor time unless another clock is given."""
    start = clock()
    work()
    return clock() - start


def batch(of: Experiment, workers: int) -> None:
    """A whole batch in a folder of its own, tables and all."""
    with tempfile.TemporaryDirectory() as folder:
        run_experiment(of, Path(folder), workers)


def every_chunk(plan: Design) -> Iterator[Chunk]:
    """All chunks of a design."""
    for world in range(plan.experiment.worlds):
        yield from chunks_of(plan, world, {each.dates.name: plan.seeds(each, world) for each in plan.planned})


def whole_and_chunks(of: Experiment) -> tuple[float, float]:
    """What a batch takes, and what of it goes into its chunks."""
    inside = 0.0

    def counted(*asked: object) -> Done:
        nonlocal inside
        start = processor_time()
        done = run_chunk(*asked)  # type: ignore[arg-type]
        inside += processor_time() - start
        return done

    with patch("relsim.batch.run.run_chunk", counted):
        whole = took(lambda: batch(of, 1))
    return whole, inside


def throughput(relationships: int, worlds: int, repetitions: int) -> list[Figure]:
    """Runs a processor-second of small and large batches, what a batch costs at all, and what is outside its chunks."""
    few, many = (experiment(relationships, number, SEEDS) for number in (max(1, worlds // 4), worlds))
    plan, small = design(many), design(few).runs
    compile_kernels(plan)
    rows = [(took(lambda: batch(few, 1)), *whole_and_chunks(many)) for _ in range(repetitions)]
    layouts = [era.structure.layout for era in plan.comparator.timetable.eras]
    print(
        f"about {relationships:,} relationships: {min(len(each.a) for each in layouts):,} to "
        f"{max(len(each.a) for each in layouts):,}; {plan.runs:,} runs of {MONTHS // 12} years",
        flush=True,
    )
    each = [(all_of - some) / (plan.runs - small) for some, all_of, _ in rows]
    fixed = median(all_of - one * plan.runs for one, (_, all_of, _) in zip(each, rows, strict=True))
    name = f"{relationships:,} relationships"
    whole = median(plan.runs / all_of for _, all_of, _ in rows)
    outside = median(100 * (all_of - chunks - fixed) / chunks for _, all_of, chunks in rows)
    return [
        Figure(f"{name}: {plan.runs:,} runs, all told", whole, "runs/s", at_least=RATES.get(relationships)),
        Figure(f"{name}: each more run, in a larger batch", 1 / median(each), "runs/s"),
        Figure(f"{name}: chunks alone", median(plan.runs / chunks for *_, chunks in rows), "runs/s"),
        Figure(f"{name}: what a batch takes before its first run", fixed, "s"),
        Figure(f"{name}: storing runs and making tables, of the chunks' work", outside, "%"),
    ]


def two_processes(relationships: int, worlds: int, repetitions: int, at_least: float | None) -> list[Figure]:
    """What a second process gains, by the clock; starting it, and ending, weigh the less the larger the batch."""
    of = experiment(relationships, worlds, SEEDS)
    compile_kernels(design(of))
    rows = [tuple(took(lambda n=n: batch(of, n), perf_counter) for n in (1, 2)) for _ in range(repetitions)]  # type: ignore[misc]
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores while two processes were timed", flush=True)
    name = f"Ratio: two processes to one, {design(of).runs:,} runs of {relationships:,} relationships"
    print("seconds of one and of two:", ", ".join(f"{alone:.1f} {both:.1f}" for alone, both in rows), flush=True)
    return [Figure(name, median(alone / both for alone, both in rows), "times", at_least=at_least)]


def nothing(size: int, plan: Design, chunk: Chunk, told: Told) -> Done:
    """A chunk without work that yields as many bytes as one with it."""
    told(chunk.runs)
    return Done(chunk.world, bytes(size), True, ())


def scheduling(relationships: int) -> list[Figure]:
    """What handing out a chunk to another process and taking back what it yields costs, in processor time."""
    plan = design(experiment(relationships, 1, SEEDS))
    chunks = list(every_chunk(plan))
    done = [run_chunk(plan, chunk) for chunk in chunks]
    work = took(lambda: [run_chunk(plan, chunk) for chunk in chunks]) / len(chunks)
    task = partial(nothing, max(len(each.content) for each in done))

    def hand_out(times: int) -> float:
        again = [Chunk(number, chunks[0].seeds, False, False) for number in range(times)]
        return took(lambda: [each.world for each in run_chunks(plan, again, 2, lambda _: None, task)])

    cost = (hand_out(2 + NOTHING_TO_DO) - hand_out(2)) / NOTHING_TO_DO
    return [Figure("Scheduling, of a chunk's work", 100 * cost / work, "%", at_most=MOST_SCHEDULING)]


def mesa_ratio(relationships: int, repetitions: int) -> list[Figure]:
    """Mesa's `batch_run` over the same rules as an ordinary Mesa model, a year of it, beside a batch of runs."""
    of = experiment(relationships, 1, SEEDS)
    timetable = build_timetable(of.place, network(of.place), None, of.until)
    runs = design(of).runs

    class Objects(ObjectModel):
        def __init__(self, rng: object = None, seed: object = None) -> None:
            super().__init__(timetable)
            self.datacollector = mesa.DataCollector({"sums": lambda model: model.society.record[-1]})

        def step(self) -> None:
            super().step()
            self.datacollector.collect(self)

    def mesa_year() -> float:
        # It goes on until more steps than these have been taken.
        return took(lambda: mesa.batch_run(Objects, {}, max_steps=11, data_collection_period=1, display_progress=False))

    rows = [(mesa_year() * MONTHS / 12, took(lambda: batch(of, 1)) / runs) for _ in range(repetitions)]
    return [Figure("Ratio: a run by Mesa's batch_run to one of a batch", median(m / b for m, b in rows), "times")]


def memory(worlds: int, replicates: int) -> tuple[float, float]:
    """The most memory (MB) that the process that starts a batch takes, and that either of its two workers does."""
    command = [sys.executable, __file__, "--memory", str(worlds), str(replicates)]
    one, other = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(one), float(other)


def memory_figures(sizes: list[tuple[int, int]]) -> list[Figure]:
    """Memory of batches of more and more runs of a small place."""
    figures, first = [], 0.0
    for worlds, replicates in sizes:
        runs, (ours, workers) = design(experiment(200, worlds, replicates)).runs, memory(worlds, replicates)
        first = first or ours
        what = f"Memory, {runs:,} runs in {worlds:,} world{'s' * (worlds > 1)}"
        figures += [Figure(f"{what}: the process itself", ours, "MB"), Figure(f"{what}: a worker", workers, "MB")]
    return [*figures, Figure("Ratio: memory of most runs to fewest", ours / first, "times", at_most=MOST_GROWTH)]


def main() -> None:
    parser = argparse.ArgumentParser(description="Time whole batches on the built-in place QU9, cut down.")
    parser.add_argument("--quick", action="store_true", help="few runs of a small place: not for figures")
    parser.add_argument("--memory", nargs=2, type=int, metavar=("WORLDS", "REPLICATES"), help="one batch's memory")
    parser.add_argument("--only", choices=("throughput", "two", "scheduling", "memory", "mesa"), help="only these")
    options = parser.parse_args()
    if options.memory:
        batch(experiment(200, *options.memory), 2)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
            print(resource.getrusage(who).ru_maxrss / 1000)
        return
    quick = options.quick
    repetitions = 1 if quick else 3
    parts: dict[str, list[Callable[[], list[Figure]]]] = {
        "throughput": [
            partial(throughput, size, 2 if quick else 16, repetitions) for size in ([200] if quick else RATES)
        ],
        "two": [
            partial(two_processes, 200 if quick else 3000, size, repetitions, target)
            for size, target in ({1: None} if quick else {36: None, 110: TWO_CORES}).items()
        ],
        "scheduling": [partial(scheduling, 200 if quick else 3000)],
        "mesa": [partial(mesa_ratio, 200 if quick else 3000, repetitions)],
        "memory": [
            partial(memory_figures, sizes)
            for sizes in ([[(1, 2), (2, 2)]] if quick else [[(9, 20), (45, 20), (182, 20)], [(1, 330), (1, 6660)]])
        ],
    }
    figures = [
        figure for name, some in parts.items() if options.only in (None, name) for part in some for figure in part()
    ]
    for figure in figures:
        print(figure.line())


if __name__ == "__main__":
    main()
