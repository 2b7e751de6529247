"""The answer in the terminal, in plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from relsim.evidence.findings.placebo import check_placebo
from relsim.evidence.results import Results, read_results
from relsim.evidence.sentences.answer import answer, key_to_numbers
from relsim.evidence.sentences.how_sure import failed_runs, how_sure
from relsim.evidence.tables.glance import COLUMNS, glance

_COLUMNS = 100
_IN_TERMINAL = COLUMNS[:-1]


def in_terminal(results: Results, width: int) -> list[str]:
    """The same as lines of text, at most `width` characters wide; nothing without plans."""
    rows = glance(results)
    if not rows:
        return []
    table = [_IN_TERMINAL, *([*row[:5], row[5].split(" (")[0]] for row in rows)]
    widths = [max(len(row[i]) for row in table) for i in range(len(_IN_TERMINAL))]
    # What does not fit beside a name of twelve letters is left to the report.
    while len(widths) > 1 and 12 + sum(widths[1:]) + 2 * (len(widths) - 1) > width:
        widths.pop()
    table = [row[: len(widths)] for row in table]
    # The plans' names get what the numbers leave of the line.
    widths[0] = min(widths[0], max(12, width - sum(widths[1:]) - 2 * (len(widths) - 1)))
    head, *lines = [line for row in table for line in _lines(row, widths)]
    return [head, "-" * len(head), *lines, ""]


def _lines(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """A row of the table; a long name goes on below, so that plans can always be told apart."""
    name, *more = textwrap.wrap(row[0], widths[0], subsequent_indent="  ")
    numbers = [cell.rjust(wide) for cell, wide in zip(row[1:], widths[1:], strict=True)]
    yield "  ".join([name.ljust(widths[0]), *numbers])
    yield from more


def findings(folder: Path) -> str:
    """A short plain-text account for the terminal, at most 100 columns wide."""
    results = read_results(folder)
    experiment = results.manifest["experiment"]
    lines = [*_wrap(str(experiment.get("title") or experiment.get("name") or folder.name)), ""]
    for point in answer(results):
        lines += [*_wrap(str(point), "- ", "  ")]
    lines += [
        "",
        *in_terminal(results, _COLUMNS),
        *_wrap(key_to_numbers(results)),
        "",
        *_wrap(check_placebo(results).sentence()),
        *(line for text in (how_sure(results), failed_runs(results)) if text for line in ("", *_wrap(text))),
    ]
    return "\n".join(line.rstrip() for line in lines)


def _wrap(text: str, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, _COLUMNS, initial_indent=first, subsequent_indent=rest)
