"""The questions that a report goes through one by one: under each the figures, what may be said, and the numbers."""

from __future__ import annotations

from dataclasses import dataclass

from relsim.evidence.figures.style import Picture
from relsim.evidence.findings import safeguards as safeguards_findings
from relsim.evidence.findings.comparison import MOST_IN_FULL
from relsim.evidence.results import Results
from relsim.evidence.sentences import safeguards as safeguards_sentences
from relsim.evidence.sentences.influence import seats_that_cost_influence
from relsim.evidence.tables import heard, money, places, reach, summary
from relsim.evidence.tables import safeguards as safeguards_tables
from relsim.evidence.tables.table import Table

HEADINGS = {
    "coverage": "Working relationships over time",
    "recovery": "How far it falls, and how it comes back",
    "bedding_in": "How long each sector is not bedded in",
    "drivers": "What drives the result",
    "differences": "World by world",
    "influence": "Who has influence",
    "what_shifts_influence": "What shifts it: seats, relationships, money",
    "influence_over_time": "Influence over time",
    "reach": "From knowing whom to ask to being acted on",
    "safeguards": "Each beside the plan that it is added to",
    "spend_over_time": "Shares of spend over time",
}
"""Name of a picture → the heading above it."""


@dataclass(frozen=True)
class Topic:
    """A question: its figures, sentences that stand between figures and tables, and tables."""

    anchor: str
    heading: str
    pictures: list[Picture]
    said: list[str]
    tables: list[Table]


def topics(results: Results, pictures: list[Picture]) -> list[Topic]:
    """Every question that the tables have something to say of."""
    drawn = {picture.name: picture for picture in pictures}
    found = [
        _topic(
            "loss", "Working relationships", drawn, ("coverage", "recovery", "bedding_in", "drivers"), [],
            _loss(results),
        ),
        _topic("compared", "Plans compared", drawn, ("differences",), [], _compared(results)),
        _topic(
            "heard", "Who is heard", drawn, ("influence", "what_shifts_influence", "influence_over_time"),
            [seats_that_cost_influence(results)],
            [heard.over_time(results), heard.by_plan(results), places.by_place(results)],
        ),
        _topic(
            "reach", "Who knows whom to ask", drawn, ("reach",), [], [reach.by_plan(results), reach.giving_up(results)]
        ),
        _topic("safeguards", "What safeguards are worth", drawn, ("safeguards",), _ranked(results),
               [safeguards_tables.in_numbers(results)]),
        _topic(
            "money", "Money", drawn, ("spend_over_time",), [],
            [money.by_plan(results)] if "spend_over_time" in drawn else [],
        ),
    ]  # fmt: skip
    return [topic for topic in found if topic.pictures or topic.tables]


def _topic(
    anchor: str,
    heading: str,
    drawn: dict[str, Picture],
    names: tuple[str, ...],
    said: list[str],
    shown: list[Table | None],
) -> Topic:
    pictures = [drawn[name] for name in names if name in drawn]
    tables = [table for table in shown if table is not None and table.rows]
    return Topic(anchor, heading, pictures, [text for text in said if text], tables)


def _loss(results: Results) -> list[Table | None]:
    return [summary.durations(results), summary.drivers(results)]


def _compared(results: Results) -> list[Table | None]:
    """Plans against each other, and, where that is something else, each against the comparator."""
    shown: list[Table | None] = [summary.contrasts(results, results.pairs(), "Plans against each other")]
    against = [(plan.name, results.comparator) for plan in results.options]
    if len(against) > MOST_IN_FULL:
        against = against[:1]
    if results.pairs() != against:
        caption = (
            "Each plan against the comparator" if len(against) > 1 else f"“{against[0][0]}” against the comparator"
        )
        shown.append(summary.contrasts(results, against, caption))
    return shown


def _ranked(results: Results) -> list[str]:
    """How single safeguards rank, and whether all together do more or less than their sum."""
    return [
        sentence
        for family in safeguards_findings.families(results)
        for sentence in (
            *safeguards_sentences.rankings(results, family),
            *safeguards_sentences.adding_up(results, family),
        )
    ]
