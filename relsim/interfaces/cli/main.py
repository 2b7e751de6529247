"""The command line: ``relsim run``, ``relsim check``, ``relsim rerun`` and ``relsim places``.

Everything heavy is imported inside the command that needs it, so that help and checks answer at once.
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from relsim.interfaces.cli.commands import _check, _rerun, _run, _RunFailed
from relsim.interfaces.cli.parser import EXIT_WRONG_INPUT, parser
from relsim.interfaces.cli.running import EXIT_INTERRUPTED, EXIT_NOT_FINISHED, _interrupt, _InterruptedError, _Stopped


def run_as_command() -> NoReturn:
    """Run the command line and end the process: what the command ``relsim`` does."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # otherwise somebody wants it ignored
        signal.signal(signal.SIGINT, _interrupt)
    sys.exit(main())


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
    from relsim.wording.problems import InputProblems

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
