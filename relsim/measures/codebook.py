"""The codebook: every column of every table with its type, unit and meaning, from the catalogue and its texts."""

from __future__ import annotations

from typing import NamedTuple

from relsim.measures.catalogue import OUTCOMES, Outcome
from relsim.measures.columns import COLUMNS, type_of
from relsim.measures.monthly_sums import SQUARED, X_COMPARATOR
from relsim.measures.over_worlds import COLUMNS as SUMMARY
from relsim.measures.recorded import RECORDED
from relsim.wording.texts import Texts

_TEXTS = Texts("relsim.measures", "columns")
_EVERY = "every"
OF_OUTCOME = "as its column unit says"
_OF_OUTCOME = frozenset({
    "value", "versus_value", "comparator", "difference", "standard_error", "wanted", "mean", "half_width", "low",
    "high", "mean_value", "mean_versus_value", "mc_standard_error", "median", "world_low", "world_high", "design_error",
    "smallest", "world_low_from", "world_low_to", "world_high_from", "world_high_to",
})  # fmt: skip
_SHARES = frozenset({
    SQUARED, X_COMPARATOR, "confidence", "never_plan", "never_versus",
})  # fmt: skip


class Column(NamedTuple):
    """A column of a table, described."""

    table: str
    name: str
    type: str
    """``string``, ``int64`` or ``double``."""
    unit: str
    """Empty where there is none."""
    meaning: str


def codebook() -> tuple[Column, ...]:
    """Every column of every table, in the order in which they are written.

    Raises:
        ValueError: A column has no text, or a text stands for no column; all of them are named.
    """
    tables = {**COLUMNS, "summary": SUMMARY}
    used = {(table, name): _key(table, name) for table, names in tables.items() for name in names}
    lacking = [f"{table} › {name} is not described" for (table, name), key in used.items() if key not in _TEXTS.texts]
    lacking += [f"{key} is no column" for key in _TEXTS.texts if key not in used.values()]
    if lacking:
        raise ValueError(f"{_TEXTS.name}.toml: {'; '.join(lacking)}")
    return tuple(
        Column(table, name, str(type_of(name)), _unit(table, name), _TEXTS(key)) for (table, name), key in used.items()
    )


def _key(table: str, name: str) -> str:
    """The name of a column's text: the table's own if it has one."""
    own = f"{table}.{name}"
    return own if own in _TEXTS.texts else f"{_EVERY}.{name}"


def _unit(table: str, name: str) -> str:
    if name in RECORDED:
        return RECORDED[name].unit
    if name in _SHARES or (table == "places" and name in _OF_OUTCOME):
        return "share"
    return OF_OUTCOME if name in _OF_OUTCOME else ""


def everything_described() -> list[dict[str, str]]:
    """The codebook as rows: every column of every table, then every outcome with its windows and its meaning."""
    columns = [column._asdict() for column in codebook()]
    outcomes = [
        {
            "table": "outcomes › measure", "name": one.name, "type": f"windows: {', '.join(one.windows)}",
            "unit": one.unit, "meaning": f"{one.words.definition.strip()}{_smallest(one)}",
        }
        for one in OUTCOMES.values()
    ]  # fmt: skip
    return [*columns, *outcomes]


def _smallest(one: Outcome) -> str:
    """The smallest difference of interest, and what is better, in a sentence after the meaning."""
    told = f" {one.better.capitalize()} is better." if one.better else ""
    return told if one.smallest is None else f"{told} Smallest difference of interest: {one.smallest:g} {one.unit}."
