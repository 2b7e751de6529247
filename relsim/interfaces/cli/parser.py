"""Reading the command line: commands, their options, and what is wrong with them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from relsim.interfaces.cli import exit_codes
from relsim.interfaces.cli.places import add_places
from relsim.version import __version__

MOST_WORKERS = 500
_ASKERS = ("gp", "vcse", "council", "trust", "commissioner", "lmc")
"""Those of `relsim.evidence.answers.asker`, which is not imported for a line of help."""
Command = Callable[[argparse.Namespace], None]
_COMMANDS = ("run", "answer", "check", "rerun", "places")
_OPTIONS = (
    "--out", "--worlds", "--replicates", "--workers", "--without", "--dask", "--json", "--dry-run", "--most-failures",
    "--discard-runs", "--no-safeguards", "--in", "--words", "--for", "--size", "--trace", "--help", "--version",
)  # fmt: skip

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
  relsim answer results/oxford-2022 --words 100 --for vcse
      the answer for a form of at most 100 words, the voluntary sector first
  relsim run experiments/oxford-2022.toml --dry-run
      how long would it take here, and how much disk?

A run that was stopped goes on where it was when the same command is given again, and one that asks for more worlds or
replicates runs only those.
"""


class _Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong, and no more, and what may have been meant."""

    def error(self, message: str) -> NoReturn:
        from relsim.wording.problems import did_you_mean, quoted

        if match := re.search(r"invalid choice: '([^']*)'", message):
            near = did_you_mean(match[1], _COMMANDS) or f"the commands are {', '.join(_COMMANDS)}."
            message = f"there is no command {quoted(match[1])}; {near}"
        elif match := re.search(r"unrecognized arguments: (-[^\s=]+)", message):
            near = did_you_mean(match[1], _OPTIONS)
            message = f"there is no option {match[1]}" + (f"; {near}" if near else "")
        message = message.removeprefix("argument ").replace("the following arguments are required", "this is missing")
        self.exit(exit_codes.WRONG_INPUT, f"{self.prog}: {message}\nFor help: {self.prog} --help\n")


def parser(commands_of: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The parser of the command line; `commands_of` has the function of each but ``places``."""
    made = _Parser(
        prog="relsim", description=_ABOUT, epilog=_EXAMPLES, allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    made.add_argument("--version", action="version", version=f"relsim {__version__}")
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)

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
    run.add_argument("--dask", metavar="ADDRESS", help="run on the Dask cluster whose scheduler is there")
    run.add_argument("--most-failures", metavar="SHARE", type=_share, default=0.01,
                     help="stop when more than this share of runs has failed (default: 0.01)")  # fmt: skip
    run.add_argument("--discard-runs", action="store_true",
                     help="keep no runs once the tables are written; to extend the batch starts afresh")  # fmt: skip
    run.add_argument("--no-safeguards", action="store_true",
                     help="do not try safeguards that the file does not name")  # fmt: skip
    run.add_argument("--dry-run", action="store_true", help="say how long it would take, and how much disk")
    run.add_argument("--json", action="store_true", help="tell how far it is as JSON, an object a line, for machines")
    run.set_defaults(command=commands_of["run"])

    check = commands.add_parser(
        "check", help="say what an experiment would run, or what is wrong with its file", allow_abbrev=False,
        description="Check an experiment file, and say in plain English what would be run. Nothing is written.",
    )  # fmt: skip
    check.add_argument("file", metavar="FILE", type=Path, help="experiment file, in TOML")
    check.set_defaults(command=commands_of["check"])

    _add_answer(commands, commands_of["answer"])
    rerun = commands.add_parser(
        "rerun", help="run a single run of an experiment again, alone", allow_abbrev=False,
        description="Run one run again, by its key in the tables runs and failures, and print its outcomes.",
    )  # fmt: skip
    rerun.add_argument("key", metavar="KEY", type=_key, help="key of the run")
    rerun.add_argument("--in", metavar="DIR", dest="out", type=_folder, required=True, help="its results folder")
    rerun.set_defaults(command=commands_of["rerun"])
    add_places(commands)
    return made


def _add_answer(commands: Any, command: Command) -> None:
    answer = commands.add_parser(
        "answer", help="print the answer of finished results, in the size that a form allows", allow_abbrev=False,
        description="Print the answer: a line for a colleague, a box for an online form, or a brief of two pages.",
    )  # fmt: skip
    answer.add_argument("results", metavar="RESULTS", type=_folder, help="results folder of a run")
    answer.add_argument("--size", metavar="SIZE", type=_one_of("size", ("line", "box", "brief")), default="box",
                        help="line, box or brief (default: box)")  # fmt: skip
    answer.add_argument("--words", metavar="N", type=_count(20, 3000), help="words that the form allows (default: 120)")
    answer.add_argument("--for", metavar="WHO", dest="asker", type=_one_of("reader", _ASKERS),
                        help="who asks, and is named first: " + ", ".join(_ASKERS))  # fmt: skip
    answer.add_argument("--trace", action="store_true", help="after each sentence, the findings that bear it")
    answer.set_defaults(command=command)


def _one_of(what: str, choices: Sequence[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        from relsim.wording.problems import did_you_mean

        if text not in choices:
            near = did_you_mean(text, choices) or f"there are {', '.join(choices)}"
            raise argparse.ArgumentTypeError(f'there is no {what} "{text[:40]}"; {near}')
        return text

    return read


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


def _share(text: str) -> float:
    if re.fullmatch(r"[0-9]{0,15}\.?[0-9]{1,15}", text) is None or not 0 <= float(text) <= 1:
        raise argparse.ArgumentTypeError(f'"{text[:40]}" must be a share from 0 to 1, such as 0.01')
    return float(text)


def _key(text: str) -> str:
    if re.fullmatch(r"[0-9a-f]{24}", text) is None:
        raise argparse.ArgumentTypeError(f'"{text[:40]}" is no key: that is 24 of the characters 0-9 and a-f')
    return text


def _rule(text: str) -> str:
    from relsim.engine.rules.switches import RULES
    from relsim.wording.problems import did_you_mean

    if text.endswith(".toml"):
        raise argparse.ArgumentTypeError(f'"{text}" is no rule; put the experiment file before --without')
    if text not in RULES:
        near = did_you_mean(text, RULES) or f"the rules are {', '.join(RULES)}"
        raise argparse.ArgumentTypeError(f'there is no rule "{text[:40]}"; {near}')
    return text
