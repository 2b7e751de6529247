"""A document as plain text for a terminal: nothing is wider than the line, and nothing is left out but drawings."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from relsim.evidence.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Code,
    Contents,
    Definitions,
    Details,
    Document,
    Figure,
    Heading,
    Paragraph,
    Run,
    TableBlock,
)
from relsim.evidence.tables.table import Table

COLUMNS = 100
_NARROWEST_NAME = 12
"""Letters that the first column of a table has at least."""
_GAP = "  "


def terminal_text(document: Document, width: int = COLUMNS) -> str:
    """The document as lines of at most `width` characters, its blocks apart by an empty line."""
    head = [_wrap(text, width) for text in (document.title, document.question, document.scope, document.footer) if text]
    foot = [head.pop()] if document.footer else []
    parts = [*head, *(_lines(block, width) for block in document.blocks), *foot]
    return "\n\n".join("\n".join(line.rstrip() for line in part) for part in parts if part)


def _lines(block: Block, width: int) -> list[str]:
    """The lines of one block; none for what leads nowhere in a terminal."""
    match block:
        case Heading(text=text, level=level):
            lines = _wrap(text, width)
            return [*lines, ("=" if level == 2 else "-") * max(map(len, lines))]
        case Paragraph(runs=runs):
            return _wrap(_plain(runs), width)
        case Bullets(items=items):
            return [line for item in items for line in _wrap(_plain(item), width, "- ", "  ")]
        case Definitions(entries=entries):
            return [line for word, meaning in entries for line in _wrap(f"{word}: {meaning}", width, "", "  ")]
        case Code(text=text):
            return [f"    {text}"]
        case Figure(title=title, alt=alt):
            return [*_wrap(title, width), *_wrap(f"[Figure: {alt}]", width, "  ", "  ")]
        case TableBlock(table=table):
            return _table(table, width)
        case Callout(blocks=blocks):
            return _apart(blocks, width)
        case Details(summary=summary, blocks=blocks):
            return [*_wrap(summary, width), "", *_apart(blocks, width)]
        case Contents():
            return []


def _apart(blocks: Sequence[Block], width: int) -> list[str]:
    """Blocks inside another, apart by an empty line."""
    parts = [lines for block in blocks if (lines := _lines(block, width))]
    return [line for number, part in enumerate(parts) for line in (*([""] if number else []), *part)]


def _table(table: Table, width: int) -> list[str]:
    """A table in columns where they fit, else row by row with the name of each column before its cell."""
    caption = _wrap(table.caption, width)
    note = _wrap(table.note, width)
    rows = list(_in_columns(table, width) or _row_by_row(table, width))
    return [*caption, *([""] if caption else []), *rows, *([""] if note else []), *note]


def _in_columns(table: Table, width: int) -> list[str]:
    """Lines of a table in columns; none where the line is too short for them."""
    rows = [table.columns, *table.rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(table.columns))]
    rest = sum(widths[1:]) + len(_GAP) * (len(widths) - 1)
    if min(widths[0], _NARROWEST_NAME) + rest > width:
        return []
    widths[0] = min(widths[0], width - rest)
    head, *lines = [line for row in rows for line in _row(row, widths, table.words)]
    return [head, "-" * len(head), *lines]


def _row(row: Sequence[str], widths: Sequence[int], words: int) -> Iterator[str]:
    """A row in columns; a long name goes on below, so that names can always be told apart."""
    name, *more = textwrap.wrap(row[0], widths[0], subsequent_indent="  ") or [""]
    cells = [
        cell.ljust(wide) if number < words else cell.rjust(wide)
        for number, (cell, wide) in enumerate(zip(row[1:], widths[1:], strict=True), start=1)
    ]
    yield _GAP.join([name.ljust(widths[0]), *cells])
    yield from more


def _row_by_row(table: Table, width: int) -> Iterator[str]:
    for row in table.rows:
        yield from _wrap(row[0], width)
        for name, cell in zip(table.columns[1:], row[1:], strict=True):
            yield from _wrap(f"{name}: {cell}", width, "  ", "    ")


def _plain(runs: Sequence[Run]) -> str:
    return "".join(f"{run.text} ({run.link})" if run.link else run.text for run in runs)


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest)
