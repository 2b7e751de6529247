"""The questions that a report goes through one by one: under each the figures, what may be said, and the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from relsim.evidence.documents.blocks import Block, Figure, Heading, TableBlock, bullets
from relsim.evidence.documents.parts import named_figures
from relsim.evidence.findings import safeguards as safeguards_findings
from relsim.evidence.findings.comparison import MOST_IN_FULL
from relsim.evidence.findings.influence import costly_seats
from relsim.evidence.results import Results
from relsim.evidence.sentences import safeguards as safeguards_sentences
from relsim.evidence.sentences.influence import seats_that_cost_influence
from relsim.evidence.tables import heard, money, places, reach, summary
from relsim.evidence.tables import safeguards as safeguards_tables
from relsim.evidence.tables.table import Table
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.documents", "report")
_MONEY_DRAWN = "spend_over_time"


def topics(results: Results, figures: Mapping[str, Figure]) -> list[Block]:
    """Every question that figures or tables have something to say of; `figures`: name of a picture → its figure."""
    loss = [summary.durations(results), summary.drivers(results)]
    who = [heard.over_time(results), heard.by_plan(results), places.by_place(results)]
    contact = [reach.by_plan(results), reach.giving_up(results)]
    worth = [safeguards_tables.in_numbers(results)]
    spent = [money.by_plan(results)] if _MONEY_DRAWN in figures else []
    seats = [seats_that_cost_influence(costly_seats(results))]
    return [
        *_topic("loss", _drawn(figures, "coverage", "recovery", "bedding_in", "drivers"), [], loss),
        *_topic("compared", _drawn(figures, "differences"), [], _compared(results)),
        *_topic("heard", _drawn(figures, "influence", "what_shifts_influence", "influence_over_time"), seats, who),
        *_topic("reach", _drawn(figures, "reach"), [], contact),
        *_topic("safeguards", _drawn(figures, "safeguards"), _ranked(results), worth),
        *_topic("money", _drawn(figures, _MONEY_DRAWN), [], spent),
    ]


def _drawn(figures: Mapping[str, Figure], *names: str) -> list[Figure]:
    return [figures[name] for name in names if name in figures]


def _topic(name: str, figures: list[Figure], said: Iterable[str], tables: Iterable[Table | None]) -> list[Block]:
    """Heading, figures, sentences and tables of one question; nothing if it has neither a figure nor a table."""
    shown = [TableBlock(table) for table in tables if table is not None and table.rows]
    told = [text for text in said if text]
    if not figures and not shown:
        return []
    drawn = named_figures(figures)
    return [Heading(2, _TEXT(f"topics.{name}"), name), *drawn, *([bullets(told, "small")] if told else []), *shown]


def _compared(results: Results) -> list[Table | None]:
    """Plans against each other, and, where that is something else, each against the comparator."""
    shown: list[Table | None] = [summary.contrasts(results, results.pairs(), _TEXT("tables.pairs"))]
    against = [(plan.name, results.comparator) for plan in results.options]
    if len(against) > MOST_IN_FULL:
        against = against[:1]
    if results.pairs() != against:
        several = len(against) > 1
        caption = _TEXT("tables.each") if several else _TEXT("tables.first", plan=against[0][0])
        shown.append(summary.contrasts(results, against, caption))
    return shown


def _ranked(results: Results) -> list[str]:
    """The order of single safeguards, and the sum of each alone beside all together."""
    return [
        sentence
        for family in safeguards_findings.families(results)
        for sentence in (
            *safeguards_sentences.rankings(safeguards_findings.orders(results, family)),
            *safeguards_sentences.adding_up(family, safeguards_findings.sums(results, family)),
        )
    ]
