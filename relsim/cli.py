"""The command line: ``relsim run``, ``relsim check``, ``relsim rerun`` and ``relsim places``.

Everything heavy is imported inside the command that needs it, so that help and checks answer at once.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from relsim.cli_parser import EXIT_WRONG_INPUT, parser

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from relsim.batch.json_lines import JsonLines
    from relsim.batch.progress import Progress
    from relsim.batch.watcher import Watcher
    from relsim.experiment import Experiment

EXIT_NOT_FINISHED, EXIT_INTERRUPTED = 1, 130


class _InterruptedError(BaseException):
    """Ctrl-C.

    Not Python's own `KeyboardInterrupt`: where that hits code which a library compiles from text, Python remembers it
    and ends the process as killed by it, however it was answered.
    """


_interrupts: list[int] = []
"""Signals that came: an exception raised within a library's callback from C is lost, this is not."""


def run_as_command() -> NoReturn:
    """Run the command line and end the process: what the command ``relsim`` does."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # otherwise somebody wants it ignored
        signal.signal(signal.SIGINT, _interrupt)
    sys.exit(main())


def _interrupt(number: int, _frame: object) -> None:
    _interrupts.append(number)
    raise _InterruptedError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0; 1 when what surrounds it gives out, such as the disk; 2 for wrong input; 130 when interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # A console that lacks a character shows a question mark.
    try:
        commands = {"run": _run, "check": _check, "rerun": _rerun}
        return _carry_out(parser(commands).parse_args(arguments))
    except _Stopped as stopped:
        print(f"\nrelsim: {stopped}", file=sys.stderr)
        return stopped.exit_code
    except (KeyboardInterrupt, _InterruptedError):
        print("\nrelsim: stopped before anything was computed; nothing was written.", file=sys.stderr)
        return EXIT_INTERRUPTED


def _carry_out(options: argparse.Namespace) -> int:
    from relsim.problems import InputProblems

    command: Callable[[argparse.Namespace], None] = options.command
    try:
        command(options)
        sys.stdout.flush()
    except InputProblems as problems:
        print(f"relsim: {problems}", file=sys.stderr)
        return EXIT_WRONG_INPUT
    except _RunFailed as failed:
        print(f"relsim: the run fails: {failed}", file=sys.stderr)
        return EXIT_NOT_FINISHED
    except BrokenPipeError:
        # Whoever read the output, such as `head`, has seen enough; what is left to print goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


# --- The commands ----------------------------------------------------------------------------------------------------


class _RunFailed(Exception):  # noqa: N818 - somebody wanted to see it
    """The run that was to be run again failed again; says how."""


class _Stopped(Exception):  # noqa: N818 - not always an error
    """The run can't go on, or somebody stopped it; says what is kept."""

    def __init__(self, exit_code: int, why: str, out: Path) -> None:
        kept = f"The runs that were finished are kept in {out}; give the same command again to go on from there."
        super().__init__(f"{why}. {kept}")
        self.exit_code = exit_code


def _check(options: argparse.Namespace) -> None:
    from relsim.account import account
    from relsim.experiment import read_experiment
    from relsim.series.read import is_series

    if is_series(options.file):
        from relsim.cli_series import check_series

        check_series(options.file)
        return
    experiment = read_experiment(options.file)
    print(f"{options.file} is in order.\n\n{account(experiment, default_folder(experiment.name))}")


def _run(options: argparse.Namespace) -> None:
    from relsim.experiment import read_experiment
    from relsim.series.read import is_series

    if is_series(options.file):
        from relsim.cli_series import run_series

        run_series(options)
        return
    experiment = read_experiment(
        options.file, worlds=options.worlds, replicates=options.replicates, without=options.without
    )
    out = options.out or default_folder(experiment.name)
    workers = options.workers or usable_cores()
    if options.dry_run:
        _say_what_it_takes(experiment, out, workers, options.json)
        return
    make_writable(out)
    finished = _are_finished(out, experiment)
    with says_what_is_kept(out), contextlib.ExitStack() as closing:
        from relsim.batch.json_lines import JsonLines
        from relsim.evidence.report import write_report
        from relsim.evidence.sentences import findings

        executor = closing.enter_context(cluster(options.dask)) if options.dask else None
        watcher = watcher_for(options, experiment.worlds, workers)
        closing.callback(watcher.close)
        if not finished:
            run_into(out, experiment, workers, watcher, executor, options)
        watcher.say("Writing the report.")
        report = write_report(out)
        told = findings(out)
        if isinstance(watcher, JsonLines):
            watcher.write("finished", report=str(report))
            return
    print(f"{told}\n\nThe report is in {report}")


def watcher_for(options: argparse.Namespace, worlds: int, workers: int) -> Progress | JsonLines:
    """Who tells how far the runs are, as the options want it told."""
    from relsim.batch.json_lines import JsonLines
    from relsim.batch.progress import Progress, number

    where = f"the cluster at {options.dask}" if options.dask else number(workers, "process", "es")
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


def _say_what_it_takes(experiment: Experiment, out: Path, workers: int, as_json: bool) -> None:
    from relsim.batch.estimate import estimate

    found = estimate(experiment, out, workers)
    times = {"seconds": found.seconds, "most_seconds": found.most_seconds}
    print(json.dumps({**vars(found), **times}) if as_json else found.text())


def _rerun(options: argparse.Namespace) -> None:
    from relsim.batch.chunk import said
    from relsim.batch.rerun import find_run, outcome_lines
    from relsim.problems import InputProblems, Problem

    found = find_run(options.key, options.out)
    if found is None:
        what = f"no run in {options.out} has the key {options.key}"
        remedy = "copy it from the tables runs or failures; of runs that other code made, run the experiment again"
        raise InputProblems("the run", [Problem("KEY", what, remedy)])
    print(found.sentence(), flush=True)
    try:
        kept = found.run()
    except Exception as error:
        raise _RunFailed(said(error)) from error
    print("\n".join(outcome_lines(kept)))


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
    from relsim.batch.executors import dask_executor
    from relsim.problems import InputProblems, Problem

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


def _are_finished(out: Path, experiment: Experiment) -> bool:
    """Whether a folder holds all that an experiment yields but the report; says what becomes of other results.

    Raises:
        InputProblems: if it holds those of an experiment of another name.
    """
    from relsim.batch.earlier import earlier_results
    from relsim.problems import InputProblems, Problem, quoted

    earlier = earlier_results(out)
    if earlier is None:
        return False
    if earlier.same_as(experiment):
        return not earlier.has_report
    if earlier.name not in ("", experiment.name):
        what = f"{out} holds the results of another experiment, {quoted(earlier.name)}"
        raise InputProblems("the results folder", [Problem("--out", what, "name another folder with --out")])
    print(
        f"{out} holds results {earlier.difference(experiment)}; once these are done, those will be in "
        f"{earlier.place_beside()}.",
        file=sys.stderr,
    )
    return False


@contextlib.contextmanager
def says_what_is_kept(out: Path) -> Iterator[None]:
    """Turn what stops a run into what a person should know: why, and that what was finished is kept."""
    from relsim.batch.failures import DamagedFileError, OtherCodeError, TooManyFailuresError

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
    from relsim.problems import InputProblems, Problem

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
