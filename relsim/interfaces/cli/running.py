"""Running under the eyes of a person: progress, interruption, what is kept."""

from __future__ import annotations

import argparse
import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from relsim.batch.workers.watcher import Watcher
    from relsim.experiments.experiment import Experiment
    from relsim.interfaces.cli.json_lines import JsonLines
    from relsim.interfaces.cli.progress import Progress


EXIT_NOT_FINISHED, EXIT_INTERRUPTED = 1, 130


class _InterruptedError(BaseException):
    """Ctrl-C.

    Not Python's own `KeyboardInterrupt`: where that hits code which a library compiles from text, Python remembers it
    and ends the process as killed by it, however it was answered.
    """


_interrupts: list[int] = []
"""Signals that came: an exception raised within a library's callback from C is lost, this is not."""


def _interrupt(number: int, _frame: object) -> None:
    _interrupts.append(number)
    raise _InterruptedError


class _Stopped(Exception):  # noqa: N818 - not always an error
    """The run can't go on, or somebody stopped it; says what is kept."""

    def __init__(self, exit_code: int, why: str, out: Path) -> None:
        kept = f"The runs that were finished are kept in {out}; give the same command again to go on from there."
        super().__init__(f"{why}. {kept}")
        self.exit_code = exit_code


def watcher_for(options: argparse.Namespace, worlds: int, workers: int) -> Progress | JsonLines:
    """Who tells how far the runs are, as the options want it told."""
    from relsim.interfaces.cli.json_lines import JsonLines
    from relsim.interfaces.cli.progress import Progress
    from relsim.wording.phrases import plural

    where = f"the cluster at {options.dask}" if options.dask else plural(workers, "process", "es")
    return JsonLines() if options.json else Progress(worlds, where)


def run_into(
    out: Path, experiment: Experiment, workers: int, watcher: Watcher, executor: Executor | None,
    options: argparse.Namespace,
) -> None:  # fmt: skip
    """Run an experiment as the options say, so that it can be interrupted."""
    from relsim.batch.run import run_experiment

    run_experiment(
        experiment, out, workers, Interruptible(watcher), executor=executor,
        most_failures=options.most_failures, discard_runs=options.discard_runs,
    )  # fmt: skip


class Interruptible:
    """A watcher that answers an interrupt which a library has swallowed."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def runs(self, done: int, total: int, failed: int) -> None:
        """Pass it on, unless somebody wants to stop."""
        if _interrupts:
            raise _InterruptedError
        self._watcher.runs(done, total, failed)

    def stage(self, number: int, of: int) -> None:
        """Pass it on."""
        self._watcher.stage(number, of)

    def say(self, sentence: str) -> None:
        """Pass it on."""
        self._watcher.say(sentence)


@contextlib.contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The executor of a Dask cluster.

    Raises:
        InputProblems: There is none to be had.
    """
    from relsim.batch.workers.executors import dask_executor
    from relsim.wording.problems import InputProblems, Problem

    try:
        with contextlib.ExitStack() as closing:
            executor = closing.enter_context(dask_executor(address))
            closing_later = closing.pop_all()
    except ImportError:
        what, remedy = "dask.distributed is not installed", 'install it with: python -m pip install "relsim[dask]"'
        raise InputProblems("the cluster", [Problem("--dask", what, remedy)]) from None
    except (OSError, ValueError) as error:
        what = f"no Dask scheduler answers at {address} ({str(error).splitlines()[0]})"
        remedy = "start one with dask scheduler, and give the address that it prints"
        raise InputProblems("the cluster", [Problem("--dask", what, remedy)]) from None
    with closing_later:
        yield executor


@contextlib.contextmanager
def says_what_is_kept(out: Path) -> Iterator[None]:
    """Turn what stops a run into what a person should know: why, and that what was finished is kept."""
    from relsim.batch.runs.failures import DamagedFileError, OtherCodeError, TooManyFailuresError

    try:
        yield
    except (KeyboardInterrupt, _InterruptedError):
        raise _Stopped(EXIT_INTERRUPTED, "stopped", out) from None
    except BrokenPipeError:
        raise
    except (ChildProcessError, TooManyFailuresError, OtherCodeError, DamagedFileError) as error:
        raise _Stopped(EXIT_NOT_FINISHED, f"stopped: {error}", out) from None
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise _Stopped(EXIT_NOT_FINISHED, f"stopped: {error.strerror or error}{where}", out) from None


def default_folder(name: str) -> Path:
    """Where results go unless somebody says otherwise."""
    return Path("results") / name


def make_writable(out: Path) -> None:
    """Make sure that results can be written to a folder, before anything is computed for it.

    Raises:
        InputProblems: if they cannot; nothing is left behind then.
    """
    from relsim.wording.problems import InputProblems, Problem

    made: list[Path] = []
    try:
        made = [folder for folder in (out, *out.parents) if not folder.exists()]
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except (OSError, ValueError) as error:
        for folder in made:
            with contextlib.suppress(OSError, ValueError):
                folder.rmdir()
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        if out.is_file():
            reason = "there is a file of that name"
        problem = Problem("--out", f"results cannot be written to {out} ({reason})", "name another folder with --out")
        raise InputProblems("the results folder", [problem]) from None


def usable_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
