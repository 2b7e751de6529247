"""Running chunks on any executor: threads, a pool of one's own, or a cluster that dask.distributed speaks to.

An executor has no way to prepare its workers.  So a task goes out without the experiment; a worker that has not seen it
asks, and the task is sent again with it.  Each worker process builds the design once and keeps it.
"""

from __future__ import annotations

import contextlib
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Executor, Future
from typing import NamedTuple

from relsim.batch.runs.chunk import Chunk, Done, run_chunk
from relsim.batch.runs.design import Design, design
from relsim.batch.runs.failures import OtherCodeError
from relsim.batch.runs.keys import made_by
from relsim.batch.workers.flow_control import in_flight
from relsim.experiments.experiment import Experiment

AT_ONCE = 64
"""Chunks that are handed out at once, where an executor does not say how many workers it has."""
LOOK_EVERY, MOST_ATTEMPTS = 0.25, 3
_KNOWN = 4
"""Experiments that a worker keeps the design of."""


class Ticket(NamedTuple):
    """The name of an experiment, and of the code that its numbers are to be made by."""

    experiment: str
    made_by: str


_designs: dict[Ticket, Design] = {}


def run_elsewhere(ticket: Ticket, experiment: Experiment | None, chunk: Chunk) -> Done | None:
    """Run a chunk in a worker; None where it does not know the experiment and was not given it.

    Raises:
        OtherCodeError: The worker has other code, or other packages.
    """
    known = _designs.get(ticket)
    if known is None:
        if ticket.made_by != made_by():
            raise OtherCodeError(
                "a worker has another version of relsim, of Python or of a package, or another kind of processor, so "
                "its numbers would not be the same; install on every worker what is installed here"
            )
        if experiment is None:
            return None
        while len(_designs) >= _KNOWN:
            _designs.pop(next(iter(_designs)), None)
        known = _designs[ticket] = design(experiment)
    return run_chunk(known, chunk)


def run_on_executor(
    plan: Design, chunks: Iterator[Chunk], executor: Executor, told: Callable[[int], None]
) -> Generator[Done, None, None]:
    """Run chunks on an executor, and yield what each gives, in the order in which they end.

    Args:
        plan: The design.
        chunks: The chunks; they are asked for as there is room.
        executor: The executor.
        told: Called with the number of runs done so far.

    Raises:
        ChildProcessError: A chunk failed on every attempt, as it does where workers keep dying.
        OtherCodeError: A worker has other code.
    """
    ticket = Ticket(plan.experiment.content_hash, made_by())
    again: deque[Chunk] = deque()
    unknown, attempts = set[Chunk](), Counter[Chunk]()
    runs = 0

    def hand_out(chunk: Chunk) -> Future[Done | None]:
        return executor.submit(run_elsewhere, ticket, plan.experiment if chunk in unknown else None, chunk)

    workers = getattr(executor, "_max_workers", None)
    at_once = 3 * workers if isinstance(workers, int) else AT_ONCE
    with contextlib.closing(in_flight(hand_out, _TaskQueue(again, chunks), at_once, lambda: None, LOOK_EVERY)) as ended:
        for chunk, future in ended:
            try:
                done = future.result()
            except OtherCodeError:
                raise
            except Exception as error:
                attempts[chunk] += 1
                if attempts[chunk] == MOST_ATTEMPTS:
                    raise ChildProcessError(
                        f"a worker failed {MOST_ATTEMPTS} times at the same work; the last time with "
                        f"{type(error).__name__}: {error}"
                    ) from error
                again.append(chunk)
                continue
            if done is None:
                unknown.add(chunk)
                again.append(chunk)
                continue
            unknown.discard(chunk)
            runs += chunk.runs
            told(runs)
            yield done


class _TaskQueue(Iterator[Chunk]):
    """The chunks to be sent: those to be sent again first, then the next; it can go on after it has come to an end."""

    def __init__(self, again: deque[Chunk], chunks: Iterator[Chunk]) -> None:
        self._again, self._chunks = again, chunks

    def __next__(self) -> Chunk:
        return self._again.popleft() if self._again else next(self._chunks)


@contextlib.contextmanager
def dask_executor(address: str) -> Iterator[Executor]:
    """The executor of a Dask cluster.

    Args:
        address: Of its scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises:
        ImportError: dask.distributed is not installed.
        OSError: No scheduler answers at the address.
        ValueError: The address is none.
    """
    from distributed import Client

    with Client(address, timeout="10s", set_as_default=False) as client:
        yield client.get_executor(pure=False)
