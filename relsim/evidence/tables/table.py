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
    together: bool = False
    """True if rows with the same first cell belong together."""

    @property
    def grouped(self) -> bool:
        """True if those stand under their first cell as a heading: not where most headings would have a single row."""
        return self.together and len(self.rows) >= 2 * len({row[0] for row in self.rows})
