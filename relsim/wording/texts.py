"""Named texts in files: sentences that a policy editor can read and change without reading code.

A text stands in a TOML file of its room's folder ``texts``, under a name; ``{places}`` in it are filled by the code,
which hands over words and numbers that are already printed as they are to be read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cached_property
from importlib.resources import files
from string import Formatter
from typing import Any


class Texts:
    """The texts of one file, called by name: ``Texts("relsim.evidence.sentences", "loss")("months", months="49")``."""

    def __init__(self, package: str, name: str) -> None:
        """Name the file; it is read when the first text is asked for.

        Args:
            package: Dotted name of the package in whose folder ``texts`` it stands.
            name: Stem of the file.
        """
        self.package, self.name = package, name

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a name, filled in.

        Args:
            key: Its name; of one in a table of the file, the table's name, a full stop and its own.
            **values: Words for exactly the places that it has.

        Raises:
            KeyError: The file has no text of that name.
            ValueError: The values are not those of its places.
        """
        text = self.texts[key]
        places = places_of(text)
        if places != values.keys():
            lacking, unknown = sorted(places - values.keys()), sorted(values.keys() - places)
            raise ValueError(f"{self.name}.toml, {key}: no value for {lacking}, no place for {unknown}")
        return text.format(**values)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Name → text with its places."""
        content = (files(self.package) / "texts" / f"{self.name}.toml").read_text(encoding="utf-8")
        return dict(_flat(tomllib.loads(content)))


def places_of(text: str) -> frozenset[str]:
    """The names of the places in a text."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _flat(table: Mapping[str, Any], above: str = "") -> list[tuple[str, str]]:
    """Texts of a table and of the tables in it, under their full names; line breaks of long texts are spaces."""
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += _flat(value, f"{above}{key}.")
        else:
            found.append((f"{above}{key}", " ".join(str(value).split())))
    return found
