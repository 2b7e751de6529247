"""Telling how far the runs are: a live line on a terminal, a plain line now and then in a log."""

from __future__ import annotations

import sys
import time
from typing import Any, TextIO

from relsim.engine.compiled import kernels_are_ready
from relsim.wording.numbers import duration
from relsim.wording.phrases import plural

LINES = 10
"""Lines that a log gets about the runs, at most, in each stage."""


class Pace:
    """The rate at which runs are done, and the time that the rest will take."""

    def __init__(self) -> None:
        self._first = -1
        self._begun = 0.0, 0

    def rate(self, done: int) -> float:
        """Runs a second since the first of them was done here; 0 before that can be told.

        The time before that is left out: the model may have been compiled in it, which is not done again.
        """
        now = time.monotonic()
        if self._first in (-1, done):
            self._first, self._begun = done, (now, done)
            return 0.0
        if self._begun[1] == self._first:
            self._begun = now, done
        seconds, runs = now - self._begun[0], done - self._begun[1]
        return runs / seconds if seconds > 0 else 0.0

    def seconds_left(self, done: int, total: int) -> float | None:
        """Seconds that the rest takes at that rate; None before that can be told."""
        if done == total:
            return 0.0
        rate = self.rate(done)
        return (total - done) / rate if rate > 0 else None


class Progress:
    """A watcher that says how far the runs are on a stream, for a person."""

    def __init__(self, worlds: int, where: str, stream: TextIO | None = None) -> None:
        """Say nothing yet.

        Args:
            worlds: Number of worlds, and
            where: on what they are run, for the first line.
            stream: Where to say it; standard error by default.
        """
        self._stream = stream or sys.stderr
        self._worlds, self._where = worlds, where
        self._pace = Pace()
        self._bar: Any = None
        self._total = 0
        self._told = -1
        """Tenths of the work that have been told; -1 before the first call of a stage."""
        self._last_stage = True

    def stage(self, number: int, of: int, sentence: str) -> None:
        """Tell that a stage of the runs begins, and begin the live line anew."""
        self.close()
        self._pace, self._told, self._last_stage = Pace(), -1, number == of
        self.say(sentence)

    def runs(self, done: int, total: int, failed: int) -> None:
        """Tell that so many runs of all are done."""
        if self._told < 0:
            self._begin(done, total)
        elif total != self._total:
            self._go_on(done, total)
        self._pace.rate(done)
        if self._bar is not None:
            self._bar.set_postfix_str(f"{failed:,} failed" if failed else "", refresh=False)
            self._bar.update(max(0, done - self._bar.n))
        tenths = LINES * done // total
        if tenths <= self._told:
            return
        self._told = tenths
        if self._bar is None:
            self.say(f"{100 * tenths // LINES}%: {done:,} of {total:,} runs{self._rest(done, total, failed)}")
        if done >= total:
            self.close()
            if self._last_stage:
                self.say("Working out the tables.")

    def say(self, sentence: str) -> None:
        """Say something on a line of its own."""
        if self._bar is not None:
            self._bar.clear()
        print(sentence, file=self._stream, flush=True)

    def close(self) -> None:
        """Leave the live line as it is, and go on below it."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def _begin(self, done: int, total: int) -> None:
        self._total = total
        self._pace.rate(done)
        self.say(f"{total:,} runs in {plural(self._worlds, 'world')}, on {self._where}.")
        self._told = LINES * done // total if done < total else LINES - 1
        if done:
            self.say(f"{done:,} of them are done already.")
        if done < total and not kernels_are_ready():
            self.say("Compiling the model for this machine: once, about half a minute.")
        if self._stream.isatty():
            from tqdm import tqdm

            self._bar = tqdm(total=total, initial=done, unit=" runs", file=self._stream, dynamic_ncols=True)

    def _go_on(self, done: int, total: int) -> None:
        self._total, self._told = total, LINES * done // total
        if self._bar is not None:
            self._bar.total = total

    def _rest(self, done: int, total: int, failed: int) -> str:
        """Rate, time left and failures, as far as there is something to tell."""
        left = self._pace.seconds_left(done, total)
        parts = []
        if left is not None and done < total:
            parts += [f"{self._pace.rate(done):.3g} a second", f"about {duration(left)} left"]
        if failed:
            parts.append(f"{failed:,} failed")
        return f" ({', '.join(parts)})" if parts else ""
