"""Precision: what was to be known to one, and what is; and the runs that failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from relsim.evidence.results import Results
from relsim.measures.precision import NOT_REACHED, REACHED, TOO_RARE


@dataclass(frozen=True)
class Precision:
    """Differences that were to be known to a precision, in two stages of runs."""

    plan: str
    versus: str
    differences: int
    first_pairs: int
    """Pairs of runs in the first stage."""
    more_pairs: int
    """Pairs that the second has, at most."""
    confidence: float
    verdicts: Mapping[str, int]
    """Verdict (`relsim.measures.precision`) → how many of the differences have it; without those that none has."""


def precision(results: Results) -> Precision | None:
    """The differences that were to be known to a precision, by verdict; None where nothing was asked."""
    table = results.precision
    if not len(table):
        return None
    row, counts = table.iloc[0], table["verdict"].value_counts()
    return Precision(
        plan=str(row["plan"]), versus=str(row["versus"]), differences=len(table),
        first_pairs=int(table["first_pairs"].max()), more_pairs=int(table["pairs"].max()),
        confidence=float(results.manifest["experiment"]["precision"]["confidence"]),
        verdicts={verdict: int(counts[verdict]) for verdict in (REACHED, NOT_REACHED, TOO_RARE) if verdict in counts},
    )  # fmt: skip


@dataclass(frozen=True)
class Failed:
    """Runs that failed, and the first of them."""

    failed: int
    runs: int
    """Number of runs that were to be made."""
    message: str
    command: str
    """The command that runs the first again, alone."""


def failed(results: Results) -> Failed | None:
    """The runs that failed; None where none did."""
    failures = results.failures
    if not len(failures):
        return None
    first = failures.iloc[0]
    return Failed(len(failures), int(results.manifest["runs"]), str(first["message"]), str(first["command"]))
