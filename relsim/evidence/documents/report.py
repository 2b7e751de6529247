"""The report of an experiment: for a reader who will be asked about every number in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from relsim.evidence.answers.said import Said
from relsim.evidence.answers.sized import box
from relsim.evidence.claims.verdict import NOT_IDENTIFIED
from relsim.evidence.documents import parts
from relsim.evidence.documents.blocks import (
    Block,
    Code,
    Definitions,
    Details,
    Document,
    Figure,
    Heading,
    TableBlock,
    bullets,
    contents,
    paragraph,
)
from relsim.evidence.documents.checks import checks
from relsim.evidence.documents.fixed_texts import every_text, glossary
from relsim.evidence.documents.provenance import provenance
from relsim.evidence.documents.topics import topics
from relsim.evidence.figures.style import Drawing, Picture
from relsim.evidence.findings.placebo import check_placebo
from relsim.evidence.findings.what_would_tell import command
from relsim.evidence.results import Results
from relsim.evidence.sentences.checks import placebo_words
from relsim.evidence.sentences.names import concerned
from relsim.evidence.sentences.opponent import weak_points
from relsim.evidence.sentences.outcome_names import COVERAGE_GLOSS
from relsim.evidence.sentences.spread import sets
from relsim.evidence.tables import background, sources, summary
from relsim.evidence.tables.table import Table
from relsim.wording.phrases import plural
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.documents", "report")
_LIMITS = Texts("relsim.evidence.documents", "limits")
_GLOSSARY = Texts("relsim.evidence.documents", "glossary")


def report(results: Results, pictures: Sequence[Picture], drawings: Mapping[str, Drawing]) -> Document:
    """The full report.

    Args:
        results: What was run.
        pictures: Its figures, in the order in which they are read.
        drawings: Name of a picture → its drawing.
    """
    chapters = [
        *_findings(results, {one.name: _figure(one, drawings[one.name]) for one in pictures}),
        *_sources(results),
        *checks(results),
        *_assumed(results),
        *_reference(results),
    ]
    return Document(
        title=title(results),
        question=str(results.manifest["experiment"].get("question", "")),
        scope=_scope(results),
        blocks=(*_front(results), contents(chapters), *chapters),
        footer=_TEXT("footer"),
    )


def title(results: Results) -> str:
    """The title of an experiment, or its name where it has none."""
    experiment = results.manifest["experiment"]
    return str(experiment.get("title") or experiment.get("name") or _TEXT("untitled"))


def _front(results: Results) -> list[Block]:
    """All that comes before the contents: an alarm if there is one, the answer, its weakest points, and notes."""
    placebo, weak = check_placebo(results), weak_points(results)
    alarm = placebo_words(placebo) if placebo.present and not placebo.passes else ""
    said = [str(note) for note in results.manifest["experiment"].get("notes") or ()]
    told = box(results) or [Said(_TEXT("nothing_to_compare"))]
    against: list[Block] = [Heading(2, _TEXT("headings.opponent"), "opponent"), bullets(weak)] if weak else []
    return [
        *parts.alarm_first(alarm),
        parts.answer_box(_TEXT("headings.answer"), told, _TEXT("key", concerned=concerned(results))),
        *against,
        *_table(summary.at_a_glance(results), whole=True),
        *parts.notes(_TEXT("before_notes"), said),
    ]


def _figure(picture: Picture, drawn: Drawing) -> Figure:
    return Figure(_TEXT(f"figures.{picture.name}"), picture.title, drawn, picture.caption, picture.alt, picture.source)


def _findings(results: Results, figures: Mapping[str, Figure]) -> list[Block]:
    return topics(results, figures) or [paragraph(_TEXT("nothing_to_compare"))]


def _sources(results: Results) -> list[Block]:
    """The sources' claims beside the model, and the surveys beside its own history."""
    claims, surveys = sources.against_sources(results), sources.surveys(results)
    blocks: list[Block] = [
        Heading(2, _TEXT("headings.sources"), "sources", _TEXT("headings.sources_short")),
        paragraph(NOT_IDENTIFIED),
        *(_table(claims) or [paragraph(_TEXT("no_vesting"))]),
    ]
    if surveys.rows:
        blocks += [Heading(3, _TEXT("headings.surveys")), paragraph(_TEXT("surveys")), TableBlock(surveys)]
    return blocks


def _assumed(results: Results) -> list[Block]:
    """Plans, place and parameters."""
    place, fixed = results.manifest["place"], background.fixed(results)
    counts = "; ".join(f"{' '.join(kind.split('_'))}: {n}" for kind, n in (place.get("organisations") or {}).items())
    blocks: list[Block] = [
        Heading(2, _TEXT("headings.assumed"), "assumed"),
        Heading(3, _TEXT("headings.plans")),
        TableBlock(background.plans(results)),
        Heading(3, _TEXT("headings.place", place=place.get("name", ""))),
        paragraph(_TEXT("organisations", counts=counts, relationships=place.get("relationships", ""))),
    ]
    if place.get("assumptions"):
        blocks.append(bullets(place["assumptions"], "reference"))
    blocks += parts.rules_off(_TEXT("rules_off"), results.manifest["experiment"].get("rules_off") or ())
    blocks += [Heading(3, _TEXT("headings.parameters")), TableBlock(background.parameters(results))]
    if fixed is not None:
        blocks.append(Details(_TEXT("fixed", count=len(fixed.rows)), (TableBlock(fixed),)))
    return blocks


def _reference(results: Results) -> list[Block]:
    """Limits, words, sources and licence, and the command that makes it all again."""
    place = results.manifest["place"]
    words = glossary(_GLOSSARY, "words", coverage=COVERAGE_GLOSS.format(concerned(results)))
    blocks: list[Block] = [
        Heading(2, _TEXT("headings.limits"), "limits"),
        bullets(_limits(results)),
        Heading(2, _TEXT("headings.words"), "words", _TEXT("headings.words_short")),
        Definitions(words),
        Heading(2, _TEXT("headings.origin"), "origin"),
    ]
    if place.get("sources"):
        blocks.append(bullets(place["sources"], "reference"))
    if place.get("licence"):
        blocks.append(paragraph(_TEXT("licence", licence=place["licence"])))
    again = Heading(2, _TEXT("headings.again"), "again")
    return [*blocks, again, Code(command(results)), Definitions(provenance(results))]


def _limits(results: Results) -> list[str]:
    """All that this can't tell; a results folder that records no matching is taken to hold unmatched worlds."""
    matched = results.manifest.get("worlds_matched") or results.manifest["experiment"].get("worlds_matched")
    return [NOT_IDENTIFIED, *([] if matched else [_LIMITS("not_matched")]), *every_text(_LIMITS, "limits")]


def _scope(results: Results) -> str:
    return _TEXT(
        "scope",
        place=results.manifest["place"].get("name", ""),
        plans=plural(len(results.options), "plan"),
        comparator=results.comparator,
        worlds=sets(results.worlds),
        runs=plural(len(results.runs), "run"),
    )


def _table(table: Table, whole: bool = False) -> list[Block]:
    """A table in its place, if it has rows."""
    return [TableBlock(table, whole)] if table.rows else []
