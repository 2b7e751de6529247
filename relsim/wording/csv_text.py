"""Tables as CSV that is harmless wherever it is opened: no cell is taken for a formula, and no name for a gap.

A spreadsheet computes what begins with ``=``, ``+``, ``-`` or ``@`` (or a tab, or a return, before these); pandas
takes ``None`` and ``NA`` for gaps, and a column of ``1`` and ``2`` for numbers.  Such text gets an apostrophe before
it, which spreadsheets do not show.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

import pandas as pd

NAMES = frozenset({"plan", "versus", "place", "title", "event"})
"""Columns of names that somebody gave, which may be anything."""
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_GAPS = frozenset({
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
    "NULL", "NaN", "None", "n/a", "nan", "null",
})  # fmt: skip
_VALUE = re.compile(r"\s*[+-]?(\d[\d_,]*\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|inf(inity)?|true|false)\s*", re.I)


def csv_bytes(table: pd.DataFrame, described: Mapping[str, str] | None = None) -> bytes:
    """A table as the content of a CSV file, numbers with nine digits that count.

    Args:
        table: The table; cells that are no text are written as they are.
        described: Columns that say the same in every row, put last, such as the place and the version.
    """
    whole = table.assign(**described) if described else table
    texts = {name for name, kind in whole.dtypes.items() if isinstance(kind, pd.StringDtype) or kind.kind == "O"}
    made = whole.assign(**{str(name): whole[name].map(lambda cell, n=name: _cell(cell, n)) for name in texts})
    return made.to_csv(index=False, float_format="%.9g").encode()


def _cell(cell: object, column: object, names: Container[object] = NAMES) -> object:
    return harmless(cell, column in names) if isinstance(cell, str) else cell


def harmless(text: str, is_name: bool = False) -> str:
    """Text that nothing computes; `is_name`: that nothing takes for a gap, a number or a truth value either."""
    if _FORMULA.match(text) or (is_name and (text.strip() in _GAPS or _VALUE.fullmatch(text))):
        return f"'{text}"
    # What looks as if it had been altered is altered too, so that different texts stay different.
    altered = text.startswith("'") and harmless(text[1:], is_name) != text[1:]
    return f"'{text}" if altered else text
