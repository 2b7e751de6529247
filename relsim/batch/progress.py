"""Telling how far the runs are: a live line on a terminal, a plain line now and then in a log."""

from __future__ import annotations

import sys
from typing import Any, TextIO

from relsim.compiled import kernels_are_ready

LINES = 10
"""How many lines a log gets about the runs, at most."""


class Progress:
    """Told how many runs are done, it says so on a stream."""

    def __init__(self, worlds: int, workers: int, stream: TextIO | None = None) -> None:
        """Say nothing yet.

        Args:
            worlds: Number of worlds, and
            workers: of processes, for the first line.
            stream: Where to say it; standard error by default.
        """
        self._stream = stream or sys.stderr
        self._worlds, self._workers = worlds, workers
        self._bar: Any = None
        self._told = -1
        """Tenths of the work that have been told; -1 before the first call."""

    def __call__(self, done: int, total: int) -> None:
        """Tell that so many runs of all are done."""
        if self._told < 0:
            self._begin(done, total)
        if self._bar is not None:
            self._bar.update(max(0, done - self._bar.n))
        tenths = LINES * done // total
        if tenths <= self._told:
            return
        self._told = tenths
        if self._bar is None:
            self.say(f"{100 * tenths // LINES} %: {done:,} of {total:,} runs")
        if done >= total:
            self.close()
            self.say("Working out the tables.")

    def say(self, sentence: str) -> None:
        """Say something on a line of its own."""
        print(sentence, file=self._stream, flush=True)

    def close(self) -> None:
        """Leave the live line as it is, and go on below it."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _begin(self, done: int, total: int) -> None:
        self.say(f"{total:,} runs in {_number(self._worlds, 'world')}, on {_number(self._workers, 'process', 'es')}.")
        self._told = LINES * done // total if done < total else LINES - 1
        if done:
            self.say(f"{done:,} of them are done already.")
        if done < total and not kernels_are_ready():
            self.say("Compiling the model for this machine: once, about half a minute.")
        if self._stream.isatty():
            from tqdm import tqdm

            self._bar = tqdm(total=total, initial=done, unit=" runs", file=self._stream, dynamic_ncols=True)


def _number(count: int, of: str, more: str = "s") -> str:
    return f"{count:,} {of}{'' if count == 1 else more}"
