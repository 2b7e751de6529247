"""The command ``answer``: finished results in the size that a form allows."""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relsim.wording.problems import Problem

COLUMNS = 100


def answer(options: argparse.Namespace) -> None:
    """Print the answer of a results folder.

    Raises:
        InputProblems: The folder holds no finished results, an option does not go with the size, or so few words hold
            no answer.
    """
    from relsim.evidence.answers.asker import Asker
    from relsim.evidence.answers.sized import Size
    from relsim.evidence.documents.publish import answered, traced
    from relsim.wording.problems import InputProblems, Problem

    size, asker = Size(options.size), Asker(options.asker) if options.asker else None
    if options.words is not None and size is not Size.BOX:
        what = f"a {size.value} has a length of its own"
        raise InputProblems("the command", [Problem("--words", what, "leave out --words, or ask for --size box")])
    if options.trace and size is Size.BRIEF:
        raise InputProblems("the command", [Problem("--trace", "a brief is not traced sentence by sentence",
                                                    "ask for --size box, or line")])  # fmt: skip
    try:
        if options.trace:
            for one in traced(options.results, size, options.words, asker):
                print("\n".join([_wrapped(one.text), *(f"    {finding}" for finding in one.findings)]))
            return
        told = answered(options.results, size, options.words, asker)
    except InputProblems:
        raise
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise InputProblems("the results folder", [_no_results(options.results, error)]) from None
    print(told if size is Size.BRIEF else _wrapped(told))


def _no_results(folder: Path, error: Exception) -> Problem:
    from relsim.wording.problems import Problem

    what = str(error) if folder.is_dir() else f"there is no folder {folder}"
    if (folder / "series.json").exists():
        what = f"{folder} holds a series, whose answer is in its report.html"
    return Problem("RESULTS", what, "name the folder of a finished run, such as results/oxford-2022")


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.wrap(text, COLUMNS))
