"""Handing out chunks to an executor, some at a time, and taking back what ends."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import islice
from typing import TypeVar

from relsim.batch.runs.chunk import Chunk

Result = TypeVar("Result")


def in_flight(
    hand_out: Callable[[Chunk], Future[Result]],
    chunks: Iterator[Chunk],
    at_once: int,
    look: Callable[[], None],
    every: float,
) -> Generator[tuple[Chunk, Future[Result]], None, None]:
    """Hand out chunks, never more than so many at once, and yield each with its future once that has ended.

    Args:
        hand_out: Submits a chunk.
        chunks: What is to be done; asked for as there is room.
        at_once: How many are handed out and not yet ended.
        look: Called after every wait.
        every: Seconds that a wait takes at most.
    """
    out: dict[Future[Result], Chunk] = {}
    try:
        while True:
            for chunk in islice(chunks, at_once - len(out)):
                out[hand_out(chunk)] = chunk
            if not out:
                return
            ended = wait(out, timeout=every, return_when=FIRST_COMPLETED).done
            look()
            for future in [future for future in out if future in ended]:
                yield out.pop(future), future
    finally:
        for future in out:
            future.cancel()
