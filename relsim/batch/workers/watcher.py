"""The watcher of a batch, which is told how far it is."""

from __future__ import annotations

from typing import Protocol


class Watcher(Protocol):
    """Told how far a batch is."""

    def runs(self, done: int, total: int, failed: int) -> None:
        """So many runs of all are done, failed ones among them; called often."""

    def stage(self, number: int, of: int, sentence: str) -> None:
        """A stage of the runs begins, with a sentence on what it is for; where nobody says so, there is one."""

    def say(self, sentence: str) -> None:
        """Something that a person should know."""


class Nobody:
    """A watcher that tells nobody."""

    def runs(self, done: int, total: int, failed: int) -> None:
        """Nothing."""

    def stage(self, number: int, of: int, sentence: str) -> None:
        """Nothing."""

    def say(self, sentence: str) -> None:
        """Nothing."""
