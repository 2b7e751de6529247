"""How sure: what was to be known to a precision, whether it is, and which runs failed."""

from __future__ import annotations

import pandas as pd

from relsim.evidence.results import Results
from relsim.measures.precision import FEWEST_NON_ZERO, NOT_REACHED, REACHED, TOO_RARE
from relsim.wording.phrases import plural, quoted


def how_sure(results: Results) -> str:
    """How many runs were made and why, and how many of the named differences are as well known as was asked for."""
    table = results.precision
    if not len(table):
        return ""
    asked = results.manifest["experiment"]["precision"]
    first, more = int(table["first_pairs"].max()), int(table["pairs"].max())
    row = table.iloc[0]
    told = [
        f"How well {plural(len(table), 'difference')} between {quoted(row['plan'])} and {quoted(row['versus'])} should "
        f"be known was said before anything was run. {plural(first, 'pair')} of runs showed how much differences vary, "
        f"and so how many more it takes; {more:,} more were made.",
        _verdicts(table),
        f"The intervals are of the pairs of the second stage alone, made once, and all hold together with "
        f"{100 * float(asked['confidence']):g}% confidence. They are for chance, with the worlds as they are, and say "
        "nothing of errors of the model.",
    ]
    return " ".join(part for part in told if part)


def _verdicts(table: pd.DataFrame) -> str:
    counts = {str(verdict): int(count) for verdict, count in table["verdict"].value_counts().items()}
    words = {
        REACHED: "as well known as was asked for",
        NOT_REACHED: "known less well than that, as no world was to have more runs or the first showed too little",
        TOO_RARE: f"too rare for an interval, with fewer than {FEWEST_NON_ZERO} pairs that differ at all",
    }
    there = [(counts[verdict], said) for verdict, said in words.items() if verdict in counts]
    told = [f"{count:,} {_are(count)} {said}" for count, said in there]
    return f"Of them {'; '.join(told)}."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def failed_runs(results: Results) -> str:
    """How many runs failed, what became of them, and how to see one fail; empty where none did."""
    failures = results.failures
    if not len(failures):
        return ""
    first, one = failures.iloc[0], len(failures) == 1
    return (
        f"{len(failures):,} of {plural(int(results.manifest['runs']), 'run')} failed and {_are(len(failures))} left "
        f"out, and with {'it' if one else 'them'} what other plans’ runs made of the same draws, so that plans are "
        f"still compared on the same ones. {'It' if one else 'The first of them'} says “{first['message']}”; to repeat "
        f"it alone: {first['command']}"
    )
