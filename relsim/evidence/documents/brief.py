"""The brief: an answer of two pages for a response, with numbered paragraphs, one table and two figures at most."""

from __future__ import annotations

from collections.abc import Mapping

from relsim.evidence.answers.asker import Asker
from relsim.evidence.answers.sized import box
from relsim.evidence.documents.blocks import Block, Bullets, Code, Document, Figure, Heading, Run, TableBlock, paragraph
from relsim.evidence.documents.report import title
from relsim.evidence.findings.what_would_tell import command
from relsim.evidence.results import Results
from relsim.evidence.sentences.answer import answer
from relsim.evidence.sentences.names import concerned
from relsim.evidence.sentences.opponent import weak_points
from relsim.evidence.tables.asks import what_was_tried
from relsim.evidence.tables.summary import at_a_glance
from relsim.evidence.tables.table import Table
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.documents", "brief")
_REPORT = Texts("relsim.evidence.documents", "report")
_TOPICS = ("loss", "sectors", "rivals", "safeguards", "influence", "reach", "money")
_MOST_PARAGRAPHS, _MOST_POINTS, _MOST_FIGURES, _MOST_ROWS = 6, 4, 2, 6
_LEADING = ("coverage", "bedding_in", "differences", "influence")


def brief(results: Results, asker: Asker | None = None, figures: Mapping[str, Figure] | None = None) -> Document:
    """The brief.

    Args:
        results: What was run.
        asker: Whose sector is named first.
        figures: Name of a picture → its figure; the two that lead are shown.
    """
    drawn = [figures[name] for name in _LEADING if name in figures][:_MOST_FIGURES] if figures else []
    return Document(
        title=title(results),
        question=str(results.manifest["experiment"].get("question", "")).strip(),
        blocks=(
            Heading(2, _TEXT("headings.summary")),
            Bullets(tuple((Run(one.text, findings=one.findings),) for one in box(results, asker=asker))),
            Heading(2, _TEXT("headings.evidence")),
            *_numbered(results),
            *_table(results),
            *drawn,
            Heading(2, _TEXT("headings.limits")),
            Bullets(tuple((Run(text),) for text in weak_points(results)[:_MOST_POINTS])),
            Heading(2, _TEXT("headings.check")),
            paragraph(_TEXT("check", version=str(results.manifest.get("relsim", "")))),
            Code(command(results)),
        ),
    )


def _numbered(results: Results) -> list[Block]:
    """What is told of each question, in numbered paragraphs, after what the words mean."""
    said = {point.topic: point for point in answer(results)}
    texts = [_REPORT("key", concerned=concerned(results)), *(said[name].text for name in _TOPICS if name in said)]
    return [paragraph(f"{number}. {text}") for number, text in enumerate(texts[:_MOST_PARAGRAPHS + 1], start=1)]


def _table(results: Results) -> list[Block]:
    """One table: what to ask for where anything was tried, or else the plans at a glance."""
    shown = what_was_tried(results) or at_a_glance(results)
    if not shown.rows:
        return []
    few = Table(shown.caption, shown.columns, shown.rows[:_MOST_ROWS], shown.words, shown.note)
    return [TableBlock(few, whole=True)]
