"""Checks in words: the placebo, what was to be known to a precision and whether it is, and which runs failed."""

from __future__ import annotations

from relsim.evidence.findings.placebo import Placebo
from relsim.evidence.findings.precision import Failed, Precision
from relsim.measures.precision import FEWEST_NON_ZERO, NOT_REACHED, REACHED, TOO_RARE
from relsim.wording.phrases import plural
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "checks")
_VERDICTS = {REACHED: "reached", NOT_REACHED: "not_reached", TOO_RARE: "too_rare"}


def placebo_words(placebo: Placebo) -> str:
    """The result of the placebo."""
    if not placebo.present:
        return _TEXT("placebo.absent")
    values = {"worst": f"{placebo.worst:g}", "compared": f"{placebo.compared:,}"}
    if placebo.passes:
        return _TEXT("placebo.passes", **values)
    where = ", ".join(f"{table} {value:g}" for table, value in placebo.largest.items() if value > 0.0)
    return _TEXT("placebo.fails", **values, where=where)


def how_sure(found: Precision | None) -> str:
    """The number of runs and why, and how many of the named differences are as well known as was asked for."""
    if found is None:
        return ""
    asked = _TEXT(
        "sure.asked", differences=plural(found.differences, "difference"), plan=found.plan, versus=found.versus,
        pairs=plural(found.first_pairs, "pair"), more=f"{found.more_pairs:,}",
    )  # fmt: skip
    verdicts = "; ".join(_verdict(verdict, count) for verdict, count in found.verdicts.items())
    confidence = f"{100 * found.confidence:g}%"
    return " ".join([asked, _TEXT("sure.verdicts", verdicts=verdicts), _TEXT("sure.intervals", confidence=confidence)])


def _verdict(verdict: str, count: int) -> str:
    name = _VERDICTS[verdict]
    fewest = {"fewest": FEWEST_NON_ZERO} if verdict == TOO_RARE else {}
    return _TEXT(f"sure.{name}_one" if count == 1 else f"sure.{name}", count=f"{count:,}", **fewest)


def failed_runs(found: Failed | None) -> str:
    """The number of runs that failed, what became of them, and how to see one fail; empty where none did."""
    if found is None:
        return ""
    return _TEXT(
        "failed.one" if found.failed == 1 else "failed.several", failed=f"{found.failed:,}",
        runs=plural(found.runs, "run"), message=found.message, command=found.command,
    )  # fmt: skip
