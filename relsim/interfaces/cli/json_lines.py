"""Telling a machine how far the runs are: a JSON object a line."""

from __future__ import annotations

import json
import sys
import time
from typing import Any, TextIO

from relsim.interfaces.cli.progress import Pace

EVERY = 1.0
"""Seconds between two lines about the runs, at least."""


class JsonLines:
    """A watcher that writes a JSON object a line: what happened, and how far it is."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Write nothing yet.

        Args:
            stream: Where to; standard output by default.
        """
        self._stream = stream or sys.stdout
        self._pace = Pace()
        self._next, self._last = 0.0, (-1, -1, -1)
        self._stage: dict[str, int] = {}

    def runs(self, done: int, total: int, failed: int) -> None:
        """Write that so many runs of all are done."""
        rate, left = self._pace.rate(done), self._pace.seconds_left(done, total)
        now = time.monotonic()
        if (done, total, failed) == self._last or (now < self._next and done < total):
            return
        self._next, self._last = now + EVERY, (done, total, failed)
        left = left if left is None else round(left, 1)
        told = {"done": done, "total": total, "rate": round(rate, 3), "seconds_left": left, "failures": failed}
        self.write("runs", **self._stage, **told)

    def stage(self, number: int, of: int, sentence: str) -> None:
        """Note that a stage of the runs begins; the next lines name it."""
        self._pace, self._next = Pace(), 0.0
        self._stage = {"stage": number, "stages": of}

    def say(self, sentence: str) -> None:
        """Write a message for a person."""
        self.write("message", text=sentence)

    def write(self, event: str, **content: Any) -> None:
        """Write a line."""
        print(json.dumps({"event": event, **content}, ensure_ascii=False), file=self._stream, flush=True)

    def close(self) -> None:
        """Do nothing: no line is left open."""
