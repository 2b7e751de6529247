"""Spreading worlds over processes, telling how far they are, and stopping cleanly."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import connection
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
) -> Generator[tuple[int, Tables], None, None]:
    """Run a task for each world, and yield what each gives, in the order in which they end.

    Args:
        plan: The design.
        worlds: Numbers of the worlds.
        workers: Number of processes; with one, everything happens in this one.
        told: Called now and then with the number of runs done so far.
        task: What to do for a world; with several processes, a function that they can import.

    Raises:
        ChildProcessError: Processes keep dying.
    """
    if not worlds:
        return
    compile_kernels(plan)
    if min(workers, len(worlds)) == 1:
        yield from _in_this_process(plan, worlds, told, task)
        return
    left = list(worlds)
    for _ in range(MOST_ATTEMPTS):
        # A world of which some runs were done when its process died is begun anew.
        before = (len(worlds) - len(left)) * plan.runs_per_world
        count = partial(_tell_from, before, told)
        try:
            with contextlib.closing(_in_processes(plan, left, min(workers, len(left)), count, task)) as ended:
                for world, tables in ended:
                    left.remove(world)
                    yield world, tables
        except BrokenProcessPool:
            continue
        return
    raise ChildProcessError("the processes that run the model keep being stopped from outside; perhaps memory runs out")


def _tell_from(before: int, told: Callable[[int], None], runs: int) -> None:
    told(before + runs)


def compile_kernels(plan: Design) -> None:
    """Run one history, so that every kernel is compiled once, before several processes need it."""
    eventful = max(plan.planned, key=lambda planned: len(planned.timetable.eras))
    Simulation(eventful.timetable, switches=plan.switches).advance()


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
) -> Generator[tuple[int, Tables], None, None]:
    # Spawned, not forked: it is the same on Windows, macOS and Linux, and safe beside threads.
    context = multiprocessing.get_context("spawn")
    counter, stop = context.Value("q", 0), context.Event()
    with ProcessPoolExecutor(workers, context, _begin, (plan.experiment, counter, stop)) as pool:
        try:
            with _interrupts_held():
                futures: dict[Future[Tables], int] = {pool.submit(_run, task, world): world for world in worlds}
            waiting = set(futures)
            while waiting:
                ended, waiting = wait(waiting, timeout=LOOK_EVERY, return_when=FIRST_COMPLETED)
                told(counter.value)
                for future in sorted(ended, key=futures.__getitem__):
                    yield futures[future], future.result()
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back in here, and in processes that are started in here for good.

    It goes to all processes of a terminal; one that has not come as far as `_begin` would answer with a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _StoppedError(Exception):
    """The batch was stopped while this world was running."""


_mine: dict[str, Any] = {}
"""What a worker process holds: the design, the counter of runs, and the sign to stop."""


def _begin(experiment: Experiment, counter: Any, stop: Any) -> None:
    # Ctrl-C is for the process that was started; it tells the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _mine.update(plan=design(experiment), counter=counter, stop=stop)


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it can tell nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _run(task: Task, world: int) -> Tables:
    def told(runs: int) -> None:
        if _mine["stop"].is_set():
            raise _StoppedError
        with _mine["counter"].get_lock():
            _mine["counter"].value += runs

    return task(_mine["plan"], world, told)
