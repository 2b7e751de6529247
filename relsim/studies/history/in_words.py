"""A series in plain English, before it is run: the text that `relsim check` prints."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path

from relsim.domain.months import month_name
from relsim.experiments.in_words import place_sentence
from relsim.studies.history.events import followed_by
from relsim.studies.history.expand import AS_IT_WENT_ON, Batch
from relsim.studies.history.read import Series

_WIDTH = 100


def account(series: Series, batches: Sequence[Batch], results: Path) -> str:
    """A series' description, for somebody who wants to be sure before running it.

    Args:
        series: The series, and
        batches: its experiments.
        results: Folder in which its results would be.
    """
    runs = sum(batch.experiment.runs for batch in batches)
    parts = [
        _wrapped(series.title),
        _wrapped(series.question, "  ", "  "),
        _wrapped(f"Place: {place_sentence(series.place)}"),
        _wrapped(
            f"Months: {month_name(series.since)} to {month_name(series.upto)}. Each event is compared with the history "
            "up to it and nothing more; and as it went on, with what would have been without it."
        ),
        "\n".join(_wrapped(line, "  ", "- ") for line in _event_lines(series, batches)),
        _wrapped(
            f"Runs: {len(batches)} experiments of 2 plans × {series.worlds} worlds × {series.replicates} replicates = "
            f"{runs:,}, besides a change of names only as a check of each event that is left alone. The first "
            "experiment is all that happened, beside no reorganisation at all."
        ),
        _wrapped(f"Results go to: {results}"),
    ]
    if series.rules_off:
        parts.insert(-1, _wrapped(f"Rules switched off: {', '.join(series.rules_off)}."))
    if series.notes:
        parts.append("\n".join(["Notes for the reader:", *(_wrapped(note, "  ", "- ") for note in series.notes)]))
    return "\n\n".join(parts)


def _event_lines(series: Series, batches: Sequence[Batch]) -> list[str]:
    """Every event: what it is, what came next, and what becomes of that without it."""
    went_on = {batch.event.month: batch for batch in batches if batch.way == AS_IT_WENT_ON and batch.event}
    lines = []
    for event in series.events:
        before, after = event.bodies
        bodies = f"{before} {'body' if before == 1 else 'bodies'} before, {after} after"
        following = followed_by(event, series.place)
        then = f"Next: {month_name(following.month)}." if following else "Nothing followed."
        batch = went_on.get(event.month)
        left_out = batch.adapted.left_out if batch is not None and batch.adapted is not None else ()
        without = " ".join(["Without it:", *(one.sentence() for one in left_out)]) if left_out else ""
        lines.append(
            f"{month_name(event.month)}, {event.kind} ({bodies}; announced in "
            f"{month_name(event.announced)}): {event.name}. {then} {without}"
        )
    return lines


def _wrapped(text: str, later: str = "", first: str = "") -> str:
    flat = " ".join(text.split())
    return textwrap.fill(flat, _WIDTH, initial_indent=first, subsequent_indent=later, break_long_words=False,
                         break_on_hyphens=False)  # fmt: skip
