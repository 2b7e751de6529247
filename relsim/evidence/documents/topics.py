"""The questions that a report goes through one by one: under each the figures, what may be said, and the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from relsim.evidence.documents.blocks import Block, Figure, Heading, TableBlock, bullets, paragraph
from relsim.evidence.documents.parts import named_figures
from relsim.evidence.findings import safeguards as safeguards_findings
from relsim.evidence.findings.comparison import MOST_IN_FULL
from relsim.evidence.results import Results
from relsim.evidence.sentences import safeguards as safeguards_sentences
from relsim.evidence.sentences.answer import answer
from relsim.evidence.tables import asks, heard, money, places, reach, summary
from relsim.evidence.tables import safeguards as safeguards_tables
from relsim.evidence.tables.table import Table
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.documents", "report")
_MONEY_DRAWN = "spend_over_time"


def topics(results: Results, figures: Mapping[str, Figure]) -> list[Block]:
    """Every question that figures or tables have something to say of; `figures`: name of a picture → its figure."""
    said = {point.topic: point.text for point in answer(results)}
    loss = [summary.durations(results), summary.drivers(results)]
    who = [heard.over_time(results), heard.by_plan(results), places.by_place(results)]
    contact = [reach.by_plan(results), reach.giving_up(results)]
    worth = [safeguards_tables.in_numbers(results)]
    spent = [money.by_plan(results)] if _MONEY_DRAWN in figures else []
    return [
        *_topic("loss", _of(said, "loss", "sectors", "unsettled"), figures_of_loss(figures), [], loss),
        *_topic("compared", _of(said, "disagreement", "rivals"), _drawn(figures, "differences"), [],
                _compared(results)),
        *_topic("asks", [], [], [], [asks.what_was_tried(results)]),
        *_topic("safeguards", _of(said, "safeguards"), _drawn(figures, "safeguards"), _ranked(results), worth),
        *_topic("heard", _of(said, "influence"), figures_of_influence(figures), [], who),
        *_topic("reach", _of(said, "reach"), _drawn(figures, "reach"), [], contact),
        *_topic("money", _of(said, "money"), _drawn(figures, _MONEY_DRAWN), [], spent),
    ]  # fmt: skip


def _of(said: Mapping[str, str], *names: str) -> list[str]:
    """What is said of some questions, as far as anything is."""
    return [said[name] for name in names if name in said]


def figures_of_loss(figures: Mapping[str, Figure]) -> list[Figure]:
    """The figures of what happens to working relationships."""
    return _drawn(figures, "coverage", "recovery", "bedding_in", "drivers")


def figures_of_influence(figures: Mapping[str, Figure]) -> list[Figure]:
    """The figures of who is heard."""
    return _drawn(figures, "influence", "what_shifts_influence", "influence_over_time")


def _drawn(figures: Mapping[str, Figure], *names: str) -> list[Figure]:
    return [figures[name] for name in names if name in figures]


def _topic(
    name: str, first: list[str], figures: list[Figure], said: Iterable[str], tables: Iterable[Table | None]
) -> list[Block]:
    """Heading, answer, figures, notes and tables of one question; nothing if it has neither a figure nor a table."""
    shown = [TableBlock(table) for table in tables if table is not None and table.rows]
    notes = [text for text in said if text]
    if not figures and not shown:
        return []
    told, drawn = [paragraph(text) for text in first], named_figures(figures)
    small = [bullets(notes, "small")] if notes else []
    return [Heading(2, _TEXT(f"topics.{name}"), name), *told, *drawn, *small, *shown]


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
