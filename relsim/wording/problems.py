"""Problems with what somebody wrote, in plain English, all of them at once, and the words that they are told in.

Whoever reads a file collects `Problem`s and raises one `InputProblems`; the command line prints it and ends.  Nothing
here knows what the files mean: `relsim.wording.toml_files` reads them, and `relsim.wording.descriptions` turns the
errors of descriptions into problems.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One mistake: where it is, what is wrong, and what would put it right."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        said = " ".join(_sentence(part) for part in (self.what, self.remedy) if part)
        return " ".join(f"{self.where}: {said}".split()) if self.where else " ".join(said.split())


def _sentence(text: str) -> str:
    """The text with a capital where it starts with a word, and a stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


class InputProblems(ValueError):  # noqa: N818 - it carries problems, and reads so where it is caught
    """Everything that is wrong with a file or a command."""

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        """Take the file or command, and its problems in the order in which a reader meets them."""
        self.source = source
        self.problems = tuple(problems)
        super().__init__(source, self.problems)

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return f"{self.source} has a problem:\n  {self.problems[0]}"
        lines = [f"{self.source} has {len(self.problems)} problems:"]
        lines += [f"  {number}. {problem}" for number, problem in enumerate(self.problems, start=1)]
        return "\n".join(lines)


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """The question ``did you mean "vesting"?``, or empty text where no word is near."""
    by_lower = {known.lower(): known for known in words}
    near = difflib.get_close_matches(word.lower(), by_lower, n=2, cutoff=0.6)
    likeness = [difflib.SequenceMatcher(None, found, word.lower()).ratio() for found in near]
    as_near = [quoted(by_lower[found]) for found, each in zip(near, likeness, strict=True) if each > likeness[0] - 0.1]
    return f"did you mean {' or '.join(as_near)}?" if near else ""


def quoted(text: str) -> str:
    """Something that somebody wrote, in straight quotes as they would type it, shortened if it is long.

    Names in sentences of a report have curly ones: `relsim.wording.phrases.quoted`.
    """
    return f'"{shortened(text)}"'


def shortened(text: str, most: int = 80) -> str:
    """The text on one line, of `most` characters at most."""
    line = " ".join(str(text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def shown(value: Any) -> str:
    """A value from a file, and the sort of thing that it is: ``the text "ten"``, ``the number 3``."""
    if isinstance(value, bool):
        return f"the value {str(value).lower()}"
    if isinstance(value, str):
        return f"the text {quoted(value)}" if value else "an empty text"
    if isinstance(value, int | float):
        # A whole number of thousands of digits cannot even be turned into text.
        return f"the number {value}" if not isinstance(value, int) or abs(value) < 10**18 else "a huge number"
    if isinstance(value, datetime.date | datetime.time):
        return f"the date {value}"
    if isinstance(value, Mapping):
        return "a table of keys"
    if isinstance(value, Sequence):
        return "a list" if value else "an empty list"
    return "nothing" if value is None else "something else"
