"""The command line: ``relsim run``, ``relsim check`` and ``relsim places``.

Everything heavy is imported inside the command that needs it, so that help and checks answer at once.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import io
import os
import re
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from relsim.cli_places import add_places
from relsim.version import __version__

if TYPE_CHECKING:
    from relsim.experiment import Experiment

EXIT_NOT_FINISHED, EXIT_WRONG_INPUT, EXIT_INTERRUPTED = 1, 2, 130
MOST_WORKERS = 500
_COMMANDS = ("run", "check", "places")
_OPTIONS = ("--out", "--worlds", "--replicates", "--workers", "--without", "--help", "--version")

_ABOUT = "What NHS reorganisations do to working relationships: a simulation for consultation responses."
_EXAMPLES = """\
examples:
  relsim check experiments/oxford-2022.toml
      is the file in order, and what would be run?
  relsim run experiments/oxford-2022.toml
      run it, and write tables and a report to results/oxford-2022
  relsim run experiments/oxford-2022.toml --worlds 4 --replicates 4 --out results/quick
      a quick look
  relsim run experiments/oxford-2022.toml --without outside_pressure --out results/no-pandemic
      the same with a rule of the model switched off

A run that was stopped goes on where it was when the same command is given again.
"""


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
        return _carry_out(_parser().parse_args(arguments))
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
    except BrokenPipeError:
        # Whoever read the output, such as `head`, has seen enough; what is left to print goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


# --- The commands ----------------------------------------------------------------------------------------------------


class _Stopped(Exception):  # noqa: N818 - not always an error
    """The run can't go on, or somebody stopped it; says what is kept."""

    def __init__(self, exit_code: int, why: str, out: Path) -> None:
        kept = f"The runs that were finished are kept in {out}; give the same command again to go on from there."
        super().__init__(f"{why}. {kept}")
        self.exit_code = exit_code


def _check(options: argparse.Namespace) -> None:
    from relsim.account import account
    from relsim.experiment import read_experiment

    experiment = read_experiment(options.file)
    print(f"{options.file} is in order.\n\n{account(experiment, _default_folder(experiment.name))}")


def _run(options: argparse.Namespace) -> None:
    from relsim.experiment import read_experiment

    experiment = read_experiment(
        options.file, worlds=options.worlds, replicates=options.replicates, without=options.without
    )
    out = options.out or _default_folder(experiment.name)
    _make_writable(out)
    finished = _are_finished(out, experiment)
    workers = options.workers or _usable_cores()
    with _says_what_is_kept(out):
        from relsim.batch.progress import Progress
        from relsim.batch.run import run_experiment
        from relsim.evidence.report import write_report
        from relsim.evidence.sentences import findings

        progress = Progress(experiment.worlds, min(workers, experiment.worlds))
        with contextlib.closing(progress):
            if not finished:
                run_experiment(experiment, out, workers, functools.partial(_tell, progress))
        progress.say("Writing the report.")
        report = write_report(out)
        told = findings(out)
    print(f"{told}\n\nThe report is in {report}")


def _tell(progress: Callable[[int, int], None], done: int, runs: int) -> None:
    if _interrupts:
        raise _InterruptedError
    progress(done, runs)


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
def _says_what_is_kept(out: Path) -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, _InterruptedError):
        raise _Stopped(EXIT_INTERRUPTED, "stopped", out) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise _Stopped(EXIT_NOT_FINISHED, f"stopped: {error.strerror or error}{where}", out) from None


def _default_folder(name: str) -> Path:
    return Path("results") / name


def _make_writable(out: Path) -> None:
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


def _usable_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# --- Reading the command ---------------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong, and no more, and what may have been meant."""

    def error(self, message: str) -> NoReturn:
        from relsim.problems import did_you_mean, quoted

        if match := re.search(r"invalid choice: '([^']*)'", message):
            near = did_you_mean(match[1], _COMMANDS) or f"the commands are {', '.join(_COMMANDS)}."
            message = f"there is no command {quoted(match[1])}; {near}"
        elif match := re.search(r"unrecognized arguments: (-[^\s=]+)", message):
            near = did_you_mean(match[1], _OPTIONS)
            message = f"there is no option {match[1]}" + (f"; {near}" if near else "")
        message = message.removeprefix("argument ").replace("the following arguments are required", "this is missing")
        self.exit(EXIT_WRONG_INPUT, f"{self.prog}: {message}\nFor help: {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="relsim", description=_ABOUT, epilog=_EXAMPLES, allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--version", action="version", version=f"relsim {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    run = commands.add_parser(
        "run", help="run an experiment, and write its tables and report", allow_abbrev=False,
        description="Run an experiment. If it was stopped before, it goes on from there.",
    )  # fmt: skip
    run.add_argument("file", metavar="FILE", type=Path, help="experiment file, in TOML")
    run.add_argument("--out", metavar="DIR", type=_folder, help="folder for results (default: results/NAME-OF-FILE)")
    run.add_argument("--worlds", metavar="N", type=_count(1, 100_000), help="number of worlds instead of the file's")
    run.add_argument("--replicates", metavar="N", type=_count(2, 100_000), help="runs per plan and world")
    run.add_argument("--workers", metavar="N", type=_count(1, MOST_WORKERS), help="processes (default: one a core)")
    run.add_argument("--without", metavar="RULE", type=_rule, nargs="+", action="extend", default=[],
                     help="switch rules of the model off")  # fmt: skip
    run.set_defaults(command=_run)

    check = commands.add_parser(
        "check", help="say what an experiment would run, or what is wrong with its file", allow_abbrev=False,
        description="Check an experiment file, and say in plain English what would be run. Nothing is written.",
    )  # fmt: skip
    check.add_argument("file", metavar="FILE", type=Path, help="experiment file, in TOML")
    check.set_defaults(command=_check)
    add_places(commands)
    return parser


def _count(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        # The length is limited because the time to read a number grows with the square of it.
        if re.fullmatch(r"[+-]?[0-9]{1,15}", text) is None or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f'"{text[:40]}" must be a whole number from {least} to {most}')
        return int(text)

    return read


def _folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("the name of a folder is needed")
    return Path(text)


def _rule(text: str) -> str:
    from relsim.problems import did_you_mean
    from relsim.rules.names import RULES

    if text.endswith(".toml"):
        raise argparse.ArgumentTypeError(f'"{text}" is no rule; put the experiment file before --without')
    if text not in RULES:
        near = did_you_mean(text, RULES) or f"the rules are {', '.join(RULES)}"
        raise argparse.ArgumentTypeError(f'there is no rule "{text[:40]}"; {near}')
    return text
