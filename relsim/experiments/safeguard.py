"""A safeguard: one thing that can be added to a plan to soften it, or the reasons why it cannot."""

from __future__ import annotations

from collections.abc import Callable

from relsim.domain.boards import Boards
from relsim.domain.place import Place
from relsim.domain.plan import Plan

Added = tuple[Plan, Boards]
"""A plan with a safeguard, and the boards that it needs besides the place's."""


class CannotProtect(ValueError):  # noqa: N818 - it says why, and reads so where it is caught
    """Safeguards would change nothing about a plan; each reason is a sentence without its stop."""

    def __init__(self, *reasons: str) -> None:
        """Take the reasons."""
        super().__init__(*reasons)
        self.reasons = reasons


Safeguard = Callable[[Plan, Place, str], Added]
"""A function that adds one thing to a plan; the last argument is its name, after which new boards are called.

It raises `CannotProtect` where there is nothing to add it to.  Each is said in words by
`relsim.evidence.sentences.provisions.safeguard_sentence`.
"""
