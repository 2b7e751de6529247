"""The overview of a series as a document, and the account of it for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from relsim.engine.code_identity import code_hash
from relsim.evidence.documents import parts
from relsim.evidence.documents.blocks import (
    Block,
    Code,
    Definitions,
    Document,
    Figure,
    Heading,
    Run,
    TableBlock,
    bullets,
    contents,
    paragraph,
)
from relsim.evidence.documents.fixed_texts import every_text, glossary
from relsim.evidence.figures.style import Drawing, Picture
from relsim.evidence.findings.what_would_tell import run_command
from relsim.evidence.sentences.outcome_names import COVERAGE_GLOSS
from relsim.measures.catalogue import MAIN_SHARE, PERSISTENCE
from relsim.studies.history import sentences, tables
from relsim.studies.history.expand import Batch
from relsim.studies.history.outcomes import HistoryFindings
from relsim.studies.history.read import Series
from relsim.version import __version__
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.studies.history", "overview")


def overview(
    found: HistoryFindings, batches: Sequence[Batch], pictures: Sequence[Picture], drawings: Mapping[str, Drawing]
) -> Document:
    """The overview.

    Args:
        found: What the series found.
        batches: Its experiments.
        pictures: Its figures, in the order in which they are read.
        drawings: Name of a picture → its drawing.
    """
    series = found.series
    figures = [_figure(one, drawings[one.name]) for one in pictures]
    chapters = [*_history(found, figures), *_assumed(found, batches), *_limits(found), *_reference(found)]
    return Document(
        title=series.title,
        question=series.question,
        scope=sentences.scope(found),
        blocks=(*_front(found), contents(chapters), *chapters),
        footer=_TEXT("footer"),
    )


def account_of_findings(found: HistoryFindings) -> Document:
    """The answer and its key, for a terminal."""
    answer = bullets(str(point) for point in sentences.answer(found))
    return Document(found.series.title, (answer, paragraph(sentences.key(found))))


def _front(found: HistoryFindings) -> list[Block]:
    """All that comes before the contents: an alarm if there is one, the answer, and notes."""
    return [
        *parts.alarm_first(sentences.alarm(found)),
        parts.points_box(_TEXT("headings.answer"), sentences.answer(found), sentences.key(found)),
        *parts.notes(_TEXT("before_notes"), found.series.notes),
    ]


def _figure(picture: Picture, drawn: Drawing) -> Figure:
    return Figure(_TEXT(f"figures.{picture.name}"), picture.title, drawn, picture.caption, picture.alt, picture.source)


def _history(found: HistoryFindings, figures: Sequence[Figure]) -> list[Block]:
    shown = TableBlock(tables.overview(found)), TableBlock(tables.by_sector(found))
    return [Heading(2, _TEXT("headings.history"), "history"), *parts.named_figures(figures), *shown]


def _assumed(found: HistoryFindings, batches: Sequence[Batch]) -> list[Block]:
    without = tables.without_it(batches)
    return [
        Heading(2, _TEXT("headings.assumed"), "assumed"),
        bullets([*every_text(_TEXT, "assumed"), sentences.starts(found)]),
        *parts.rules_off(_TEXT("rules_off"), found.series.rules_off),
        TableBlock(tables.fates(found)),
        *([TableBlock(without)] if without.rows else []),
    ]


def _limits(found: HistoryFindings) -> list[Block]:
    """Checks, limits and words."""
    coverage = COVERAGE_GLOSS.format(_TEXT("concerned"))
    words = glossary(_TEXT, "words", coverage=coverage, level=MAIN_SHARE, running=PERSISTENCE[0])
    return [
        Heading(2, _TEXT("headings.checks"), "checks"),
        paragraph(sentences.checked(found)),
        Heading(2, _TEXT("headings.limits"), "limits"),
        bullets(every_text(_TEXT, "limits")),
        Heading(2, _TEXT("headings.words"), "words"),
        Definitions(words),
    ]


def _reference(found: HistoryFindings) -> list[Block]:
    """The pages of single events, the place with its sources, and the command that makes it all again."""
    series, place = found.series, found.series.place
    pages = [Run(one.event.name, link=f"{one.event.slug}/left-alone/report.html") for one in found.events]
    as_of = place.facts_as_of
    made = ("relsim", __version__), ("code_hash", code_hash())
    return [
        Heading(2, _TEXT("headings.pages"), "pages"),
        paragraph(_TEXT("pages")),
        bullets(pages),
        Heading(2, _TEXT("headings.origin"), "origin"),
        paragraph(
            _TEXT("place_as_of", place=place.name, facts_as_of=as_of) if as_of else _TEXT("place", place=place.name)
        ),
        *([bullets(place.sources, "reference")] if place.sources else []),
        *([paragraph(_TEXT("licence", licence=place.licence))] if place.licence else []),
        Heading(2, _TEXT("headings.again"), "again"),
        Code(command(series)),
        Definitions(tuple((_TEXT(f"provenance.{name}"), value) for name, value in made)),
    ]


def command(series: Series) -> str:
    """The command that makes these results again."""
    sizes = {"worlds": series.worlds, "replicates": series.replicates}
    return run_command(f"experiments/{series.name}.toml", sizes, series.rules_off)
