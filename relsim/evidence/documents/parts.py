"""Parts that documents have in common: an alarm, the answer in its box, notes, figures under their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from relsim.evidence.answers.said import Said
from relsim.evidence.documents.blocks import Block, Callout, Figure, Heading, Paragraph, Run, bullets, paragraph
from relsim.evidence.sentences.answer import Point


def alarm_first(text: str) -> list[Block]:
    """An alarm that stands before all else; nothing without a text."""
    return [Callout("alarm", (paragraph(text),), urgent=True)] if text else []


def answer_box(heading: str, said: Iterable[Said], key: str = "") -> Callout:
    """The answer, sentence by sentence, each with the findings that bear it, and a key to its words."""
    told = Paragraph(tuple(Run(f"{one.text} ", findings=one.findings) for one in said))
    keys = [paragraph(key, style="key")] if key else []
    return Callout("answer", (Heading(2, heading, "answer"), told, *keys))


def points_box(heading: str, points: Iterable[Point], key: str) -> Callout:
    """An answer point by point, each with its question, and the key to its numbers."""
    told = [point_paragraph(point) for point in points]
    return Callout("answer", (Heading(2, heading, "answer"), *told, paragraph(key, style="key")))


def point_paragraph(point: Point) -> Paragraph:
    """A part of the answer, its question in strong type."""
    return paragraph(Run(f"{point.lead} ", strong=True), point.text) if point.lead else paragraph(point.text)


def notes(label: str, texts: Sequence[str]) -> list[Block]:
    """Notes under a label; nothing without any."""
    return [paragraph(label, style="label"), bullets(texts, "small")] if texts else []


def named_figures(figures: Iterable[Figure]) -> list[Block]:
    """Figures, each under its name."""
    return [block for figure in figures for block in (Heading(3, figure.name), figure)]


def rules_off(label: str, rules: Sequence[str]) -> list[Block]:
    """The rules that are switched off, after a label in strong type; nothing where all are on."""
    return [paragraph(Run(label, strong=True), f" {', '.join(rules)}.")] if rules else []
