"""Spreading worlds over processes, telling how far they are, and stopping cleanly."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from relsim.batch.design import Design, design
from relsim.batch.store import Tables
from relsim.batch.world import Told
from relsim.experiment import Experiment
from relsim.simulation import Simulation

Task = Callable[[Design, int, Told], Tables]
LOOK_EVERY = 0.25
"""Seconds between two looks at how far the workers are."""
MOST_ATTEMPTS = 3
"""How often processes are started anew after one has died."""


def run_worlds(
    plan: Design, worlds: Sequence[int], workers: int, told: Callable[[int], None], task: Task
) -> Iterator[tuple[int, Tables]]:
    """Run a task for each world, and yield what each gives, in the order in which they end.

    Args:
        plan: The design.
        worlds: Numbers of the worlds.
        workers: Number of processes; with one, everything happens in this one.
        told: Called now and then with the number of runs done so far.
        task: What to do for a world; with several processes, a function that they can import.

    Raises:
        RuntimeError: Processes keep dying.
    """
    if not worlds:
        return
    compile_kernels(plan)
    if min(workers, len(worlds)) == 1:
        yield from _in_this_process(plan, worlds, told, task)
        return
    left = list(worlds)
    for _ in range(MOST_ATTEMPTS):
        try:
            for world, tables in _in_processes(plan, left, min(workers, len(left)), told, task):
                left.remove(world)
                yield world, tables
        except BrokenProcessPool:
            continue
        return
    raise RuntimeError("the processes that run the model keep being stopped from outside; is there enough memory?")


def compile_kernels(plan: Design) -> None:
    """Run one history, so that every kernel is compiled once, before several processes need it."""
    Simulation(plan.planned[0].timetable, switches=plan.switches).advance()


def _in_this_process(
    plan: Design, worlds: Sequence[int], told: Callable[[int], None], task: Task
) -> Iterator[tuple[int, Tables]]:
    runs = 0

    def count(more: int) -> None:
        nonlocal runs
        runs += more
        told(runs)

    for world in worlds:
        yield world, task(plan, world, count)


def _in_processes(
    plan: Design, worlds: Sequence[int], workers: int, told: Callable[[int], None], task: Task
) -> Iterator[tuple[int, Tables]]:
    # Spawned, not forked: it is the same on Windows, macOS and Linux, and safe beside threads.
    context = multiprocessing.get_context("spawn")
    counter, stop = context.Value("q", 0), context.Event()
    with ProcessPoolExecutor(workers, context, _begin, (plan.experiment, counter, stop)) as pool:
        futures: dict[Future[Tables], int] = {pool.submit(_run, task, world): world for world in worlds}
        waiting = set(futures)
        try:
            while waiting:
                ended, waiting = wait(waiting, timeout=LOOK_EVERY, return_when=FIRST_COMPLETED)
                told(counter.value)
                for future in sorted(ended, key=futures.__getitem__):
                    yield futures[future], future.result()
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)


class _StoppedError(Exception):
    """The batch was stopped while this world was running."""


_mine: dict[str, Any] = {}
"""What a worker process holds: the design, the counter of runs, and the sign to stop."""


def _begin(experiment: Experiment, counter: Any, stop: Any) -> None:
    # Ctrl-C is for the process that was started; it tells the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _mine.update(plan=design(experiment), counter=counter, stop=stop)


def _run(task: Task, world: int) -> Tables:
    def told(runs: int) -> None:
        if _mine["stop"].is_set():
            raise _StoppedError
        with _mine["counter"].get_lock():
            _mine["counter"].value += runs

    return task(_mine["plan"], world, told)
