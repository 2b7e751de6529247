"""The sources' claims and the surveys, each beside what the model shows."""

from __future__ import annotations

from relsim.evidence.claims import surveys as survey_claims
from relsim.evidence.claims.every_claim import verdicts
from relsim.evidence.claims.verdict import RULE, Verdict
from relsim.evidence.results import Results
from relsim.evidence.tables.table import Table
from relsim.wording.phrases import quoted


def against_sources(results: Results) -> Table:
    """The table of the sources' claims, with what the model says of each."""
    grouped: dict[str, list[Verdict]] = {}
    for verdict in verdicts(results):
        grouped.setdefault(verdict.code, []).append(verdict)
    rows = []
    plan = results.vested[0].name if results.vested else ""
    for found in grouped.values():
        first, others = found[0], found[1:]
        rows.append(
            [
                f"{first.claim}. Source: {first.source}.",
                f"{first.tests}.",
                first.shares if first.plan == plan else f"{quoted(first.plan)}: {first.shares}",
                first.word,
                _under_others(first, others),
            ]
        )
    columns = ["What the source says", "What of the model is compared", "Worlds", "Verdict", "Under other plans"]
    note = f"{RULE} Where no plan is named, it is {quoted(plan)}." if plan else RULE
    return Table("What the model says of what the sources say", columns, rows, words=5, note=note)


def _under_others(first: Verdict, others: list[Verdict]) -> str:
    if others and all(verdict.word == first.word for verdict in others):
        return "the same"
    return "; ".join(f"{verdict.plan}: {verdict.word}" for verdict in others) or "–"


def surveys(results: Results) -> Table:
    """The model's own history beside the surveys that asked soon after a reorganisation."""
    columns = ["What practices said", "Reading of the model", "General practice in the model", "Agreement", "Verdict"]
    caption = "The model’s own history beside surveys of practices"
    return Table(caption, columns, survey_claims.rows(results), words=5, note=survey_claims.IMPLIES)
