"""Documents as blocks of plain text: what a writer turns into a page, a terminal's text or a word processor's file.

Blocks know nothing of results or findings, and nothing of any kind of file.  Text in them is plain: whoever writes a
kind of file escapes what has to be escaped there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from relsim.evidence.figures.style import Drawing
from relsim.evidence.tables.table import Table


@dataclass(frozen=True)
class Run:
    """A stretch of text in one manner of writing."""

    text: str
    strong: bool = False
    link: str = ""
    """Address, relative to the document, that the text leads to; empty: none."""
    findings: tuple[str, ...] = ()
    """Ids of the findings that bear it, so that it can be traced to the cells of the tables."""


@dataclass(frozen=True)
class Heading:
    """A heading; the document's title stands at level 1, so headings start at 2."""

    level: int
    text: str
    id: str = ""
    """Name by which contents can lead to it; empty: nothing does."""
    short: str = ""
    """Its text in the contents; empty: the same."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of runs."""

    runs: tuple[Run, ...]
    style: Literal["normal", "label", "key"] = "normal"
    """Label: introduces what comes next; key: says how to read the numbers before it."""


@dataclass(frozen=True)
class Bullets:
    """A list without an order; each item is a row of runs."""

    items: tuple[tuple[Run, ...], ...]
    style: Literal["normal", "small", "reference"] = "normal"
    """Small: beside the main text; reference: to be looked up, in columns where there is room."""


@dataclass(frozen=True)
class Definitions:
    """Words, each with what it means or is."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Code:
    """A command to be copied as it is."""

    text: str


@dataclass(frozen=True)
class Figure:
    """A drawing with all that must go with it wherever it is copied to."""

    name: str
    """Heading above it, or what it is called where it has none."""
    title: str
    """The finding, in a sentence."""
    drawing: Drawing
    caption: str
    alt: str
    source: str


@dataclass(frozen=True)
class TableBlock:
    """A table in its place in a document."""

    table: Table
    whole: bool = False
    """True if it is short and must not be broken over pages."""


@dataclass(frozen=True)
class Callout:
    """Blocks that are set apart: the answer, or an alarm that nobody may overlook."""

    kind: Literal["answer", "alarm"]
    blocks: tuple[Block, ...]
    urgent: bool = False
    """True if it must be said before all else to somebody who listens to the document."""


@dataclass(frozen=True)
class Details:
    """Blocks that may be folded away under a line that sums them up."""

    summary: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Contents:
    """The way to the headings of a document."""

    headings: tuple[Heading, ...]


Block = Heading | Paragraph | Bullets | Definitions | Code | Figure | TableBlock | Callout | Details | Contents


@dataclass(frozen=True)
class Document:
    """A whole document: what it is called, what it asks, what it covers, its blocks, and who made it."""

    title: str
    blocks: tuple[Block, ...]
    question: str = ""
    scope: str = ""
    footer: str = ""
    language: str = "en-GB"


def paragraph(*parts: str | Run, style: Literal["normal", "label", "key"] = "normal") -> Paragraph:
    """A paragraph of plain text and runs."""
    return Paragraph(_runs(parts), style)


def bullets(items: Iterable[str | Run], style: Literal["normal", "small", "reference"] = "normal") -> Bullets:
    """A list of plain texts or single runs."""
    return Bullets(tuple(_runs((item,)) for item in items), style)


def contents(blocks: Iterable[Block]) -> Contents:
    """The contents of these blocks: their chapters, which are the headings of level 2 that have an id."""
    return Contents(tuple(one for one in blocks if isinstance(one, Heading) and one.level == 2 and one.id))


def _runs(parts: Iterable[str | Run]) -> tuple[Run, ...]:
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)
