"""Running chunks on processes of this machine, telling how far they are, and stopping cleanly."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import pickle
import signal
import tempfile
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import connection
from pathlib import Path
from typing import Any

from relsim.batch.runs.chunk import Chunk, Done, Told
from relsim.batch.runs.design import Design
from relsim.batch.workers.flow_control import in_flight
from relsim.engine.simulation import Simulation

Task = Callable[[Design, Chunk, Told], Done]
LOOK_EVERY = 0.25
"""Seconds between two looks at how far the workers are."""
AHEAD = 3
"""Chunks that are handed out for each process, so that none waits for the next."""
MOST_ATTEMPTS = 3
"""Times that processes are started anew after one has died, without a chunk being finished in between."""


def run_chunks(
    plan: Design, chunks: Iterable[Chunk], workers: int, told: Callable[[int], None], task: Task
) -> Generator[Done, None, None]:
    """Run a task for each chunk, and yield what each gives, in the order in which they end.

    Args:
        plan: The design.
        chunks: The chunks; they are asked for as they are needed.
        workers: Number of processes; with one, everything happens in this one.
        told: Called now and then with the number of runs done so far.
        task: What to do for a chunk; with several processes, a function that they can import.

    Raises:
        ChildProcessError: Processes keep dying.
    """
    waiting = iter(chunks)
    first = next(waiting, None)
    if first is None:
        return
    compile_kernels(plan)
    waiting = _chained([first], waiting)
    if workers == 1:
        yield from _in_this_process(plan, waiting, told, task)
        return
    attempts, finished, begun = 0, 0, dict[int, Chunk]()
    while attempts < MOST_ATTEMPTS:
        # Chunks of which some runs were done when their process died are begun anew.
        again, begun = list(begun.values()), {}
        source = _noted(_chained(again, waiting), begun)
        try:
            with contextlib.closing(
                _in_processes(plan, source, workers, partial(_tell_from, finished, told), task)
            ) as ended:
                for chunk, done in ended:
                    del begun[id(chunk)]
                    attempts, finished = 0, finished + chunk.runs
                    yield done
        except BrokenProcessPool:
            attempts += 1
            continue
        return
    raise ChildProcessError("the processes that run the model keep being stopped from outside; perhaps memory runs out")


def _tell_from(before: int, told: Callable[[int], None], runs: int) -> None:
    told(before + runs)


def _chained(first: Iterable[Chunk], then: Iterator[Chunk]) -> Iterator[Chunk]:
    yield from first
    yield from then


def _noted(chunks: Iterator[Chunk], begun: dict[int, Chunk]) -> Iterator[Chunk]:
    for chunk in chunks:
        begun[id(chunk)] = chunk
        yield chunk


def compile_kernels(plan: Design) -> None:
    """Run one history, so that every kernel is compiled once, before several processes need it."""
    eventful = max(plan.planned, key=lambda planned: len(planned.timetable.eras))
    Simulation(eventful.timetable, switches=eventful.switches).advance()


def _in_this_process(plan: Design, chunks: Iterable[Chunk], told: Callable[[int], None], task: Task) -> Iterator[Done]:
    runs = 0

    def count(more: int) -> None:
        nonlocal runs
        runs += more
        told(runs)

    for chunk in chunks:
        yield task(plan, chunk, count)


def _in_processes(
    plan: Design, chunks: Iterator[Chunk], workers: int, told: Callable[[int], None], task: Task
) -> Generator[tuple[Chunk, Done], None, None]:
    # Spawned, not forked: it is the same on Windows, macOS and Linux, and safe beside threads.
    context = multiprocessing.get_context("spawn")
    counter, stop = context.Value("q", 0), context.Event()
    with _written_down(plan) as path, ProcessPoolExecutor(workers, context, _begin, (path, counter, stop)) as pool:

        def hand_out(chunk: Chunk) -> Future[Done]:
            with _interrupts_held():
                return _submitted(pool, task, chunk)

        ended = in_flight(hand_out, chunks, AHEAD * workers, lambda: told(counter.value), LOOK_EVERY)
        try:
            with contextlib.closing(ended):
                for chunk, future in ended:
                    yield chunk, future.result()
        finally:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)


@contextlib.contextmanager
def _written_down(plan: Design) -> Iterator[Path]:
    """A file with the design, which takes long to make and is large.

    Handed to a new process instead, it would not be through before that has started, and each would wait for the one
    before it.

    Raises:
        OSError: It can't be written.
    """
    plan.worlds  # noqa: B018  found here, once, and written down with the rest
    with tempfile.TemporaryDirectory(prefix="relsim-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "design"
        with path.open("wb") as file:
            pickle.dump(plan, file, pickle.HIGHEST_PROTOCOL)
        yield path


def _submitted(pool: ProcessPoolExecutor, task: Task, chunk: Chunk) -> Future[Done]:
    """The future of a chunk.

    Until Python 3.12 a pool of which a process has just died closes its pipes even while another process is started
    with them here, which then fails with whatever the system says of a pipe that is not there.

    Raises:
        BrokenProcessPool: A process has died.
        OSError: No process can be started.
    """
    try:
        return pool.submit(_run, task, chunk)
    except (OSError, ValueError):
        pool.submit(os.getpid)  # A pool that is broken says so.
        raise


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back in here, and in processes that are started in here for good.

    It goes to all processes of a terminal; one that has not come as far as `_begin` would answer with a traceback, and
    so would one whose start is broken off here.  A blocked signal can still reach another thread of this process, and
    so the program: what comes in here is noted, and passed on at the end.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    came: list[int] = []
    ours = threading.current_thread() is threading.main_thread()
    usual = signal.signal(signal.SIGINT, lambda number, _: came.append(number)) if ours else None
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if ours:
            signal.signal(signal.SIGINT, usual)
            if came:
                signal.raise_signal(signal.SIGINT)


class _StoppedError(Exception):
    """The batch was stopped while this chunk was running."""


_mine: dict[str, Any] = {}
"""The things that a worker process holds: the design, the counter of runs, and the sign to stop."""


def _begin(design: Path, counter: Any, stop: Any) -> None:
    # Ctrl-C is for the process that was started; it tells the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _mine.update(plan=pickle.loads(design.read_bytes()), counter=counter, stop=stop)
    # What is here by now stays; to look through it again and again, and once more at the end, is for nothing.
    gc.freeze()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: killed, it can tell nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _run(task: Task, chunk: Chunk) -> Done:
    def told(runs: int) -> None:
        if _mine["stop"].is_set():
            raise _StoppedError
        with _mine["counter"].get_lock():
            _mine["counter"].value += runs

    return task(_mine["plan"], chunk, told)
