"""The account of an experiment for a terminal: the answer, the plans at a glance, the placebo, and how sure."""

from __future__ import annotations

from relsim.evidence.documents.blocks import Block, Document, TableBlock, bullets, paragraph
from relsim.evidence.documents.report import title
from relsim.evidence.findings.placebo import check_placebo
from relsim.evidence.findings.precision import failed, precision
from relsim.evidence.results import Results
from relsim.evidence.sentences.answer import answer
from relsim.evidence.sentences.checks import failed_runs, how_sure, placebo_words
from relsim.evidence.tables.glance import glance_in_short


def terminal_report(results: Results) -> Document:
    """The account, from the same sentences and numbers as the report."""
    glance = glance_in_short(results)
    checked = (placebo_words(check_placebo(results)), how_sure(precision(results)), failed_runs(failed(results)))
    table: list[Block] = [TableBlock(glance)] if glance.rows else []
    return Document(
        title=title(results),
        blocks=(
            bullets(str(point) for point in answer(results)),
            *table,
            *(paragraph(text) for text in checked if text),
        ),
    )
