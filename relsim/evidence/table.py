"""A table of a report, as text that is ready to print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table with its caption; the first `words` columns hold words, the others numbers."""

    caption: str
    columns: list[str]
    rows: list[list[str]]
    words: int = 1
    note: str = ""
    grouped: bool = False
    """Whether rows with the same first cell stand together under it as a heading."""
