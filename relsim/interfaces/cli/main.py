"""The command line: ``relsim run``, ``answer``, ``check``, ``rerun`` and ``places``.

Everything heavy is imported inside the command that needs it, so that help and checks answer at once.
"""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from relsim.interfaces.cli import commands, exit_codes
from relsim.interfaces.cli.answer import answer
from relsim.interfaces.cli.parser import Command, parser
from relsim.interfaces.cli.stopping import Interrupted, RunStopped, note_interrupt


def run_as_command() -> NoReturn:
    """Run the command line and end the process: what the command ``relsim`` does."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # otherwise somebody wants it ignored
        signal.signal(signal.SIGINT, note_interrupt)
    sys.exit(main())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0, or one of `relsim.interfaces.cli.exit_codes`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # A console that lacks a character shows a question mark.
    try:
        functions = {"run": commands.run, "answer": answer, "check": commands.check, "rerun": commands.rerun}
        return _carry_out(parser(functions).parse_args(arguments))
    except RunStopped as stopped:
        print(f"\nrelsim: {stopped}", file=sys.stderr)
        return stopped.exit_code
    except (KeyboardInterrupt, Interrupted):
        print("\nrelsim: stopped before anything was computed; nothing was written.", file=sys.stderr)
        return exit_codes.INTERRUPTED


def _carry_out(options: argparse.Namespace) -> int:
    from relsim.wording.problems import InputProblems

    command: Command = options.command
    try:
        command(options)
        sys.stdout.flush()
    except InputProblems as problems:
        print(f"relsim: {problems}", file=sys.stderr)
        return exit_codes.WRONG_INPUT
    except commands.RunFailed as failed:
        print(f"relsim: the run fails: {failed}", file=sys.stderr)
        return exit_codes.NOT_FINISHED
    except BrokenPipeError:
        # Whoever read the output, such as `head`, has seen enough; what is left to print goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
