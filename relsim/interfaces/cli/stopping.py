"""Runs that stop before they are done: by Ctrl-C or by what gives out, and what is then kept."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from relsim.interfaces.cli import exit_codes

if TYPE_CHECKING:
    from relsim.batch.workers.watcher import Watcher


class Interrupted(BaseException):
    """Ctrl-C.

    Not Python's own `KeyboardInterrupt`: where that hits code which a library compiles from text, Python remembers it
    and ends the process as killed by it, however it was answered.
    """


_interrupts: list[int] = []
"""Signals that came: an exception raised within a library's callback from C is lost, this is not."""


def note_interrupt(number: int, _frame: object) -> None:
    """Answer Ctrl-C: a handler for `signal.signal` that raises `Interrupted`."""
    _interrupts.append(number)
    raise Interrupted


class RunStopped(Exception):  # noqa: N818 - not always an error
    """The run can't go on, or somebody stopped it; says what is kept."""

    def __init__(self, exit_code: int, why: str, out: Path) -> None:
        kept = f"The runs that were finished are kept in {out}; give the same command again to go on from there."
        super().__init__(f"{why}. {kept}")
        self.exit_code = exit_code


class Interruptible:
    """A watcher that answers an interrupt which a library has swallowed."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def runs(self, done: int, total: int, failed: int) -> None:
        """Pass it on, unless somebody wants to stop."""
        if _interrupts:
            raise Interrupted
        self._watcher.runs(done, total, failed)

    def stage(self, number: int, of: int, sentence: str) -> None:
        """Pass it on."""
        self._watcher.stage(number, of, sentence)

    def say(self, sentence: str) -> None:
        """Pass it on."""
        self._watcher.say(sentence)


@contextlib.contextmanager
def says_what_is_kept(out: Path) -> Iterator[None]:
    """Turn what stops a run into what a person should know: why, and that what was finished is kept."""
    from relsim.batch.runs.failures import DamagedFileError, OtherCodeError, TooManyFailuresError

    try:
        yield
    except (KeyboardInterrupt, Interrupted):
        raise RunStopped(exit_codes.INTERRUPTED, "stopped", out) from None
    except BrokenPipeError:
        raise
    except (ChildProcessError, TooManyFailuresError, OtherCodeError, DamagedFileError) as error:
        raise RunStopped(exit_codes.NOT_FINISHED, f"stopped: {error}", out) from None
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise RunStopped(exit_codes.NOT_FINISHED, f"stopped: {error.strerror or error}{where}", out) from None
