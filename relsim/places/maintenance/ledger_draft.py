"""The ledger on its way into its tables: bodies and events as they are stated, checked for what contradicts itself."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from relsim.places.ledger.record import KnownBy, LedgerBody
from relsim.places.maintenance.ledger_fates import FATES
from relsim.places.maintenance.ledger_sources import SOURCES

Link = tuple[str, str]
"""Predecessor, successor; empty: none."""


class Row(NamedTuple):
    """An event as its table says it."""

    event: str
    family: str
    name: str
    kind: str
    announced: str
    vesting: str
    fates: str
    source: str
    status: str


class LedgerDraft:
    """Bodies and events, in the order in which they are stated."""

    def __init__(self) -> None:
        self.bodies: dict[str, LedgerBody] = {}
        self._events: list[tuple[Row, tuple[Link, ...]]] = []

    def body(self, code: str, family: str, name: str = "", known: KnownBy | None = None) -> str:
        """Note a body, once; without a name it is known by its code alone. Returns its code."""
        self.bodies.setdefault(code, LedgerBody(code, name, family, known or ("name" if name else "code")))
        return code

    def label(self, code: str) -> str:
        """The name of a body, or its code where that is all that is known."""
        return self.bodies[code].name or f"{self.bodies[code].family} {code}"

    def event(
        self, name: str, family: str, kind: str, vesting: str, links: Iterable[Link], *, source: str, fates: str = "",
        announced: str = "", status: str = "happened",
    ) -> None:  # fmt: skip
        """Note an event.

        Args:
            name: Of its own.
            family: Of the bodies that it changes.
            kind: As in a plan.
            vesting: Such as ``2002-04``.
            links: Who is followed by whom; an empty predecessor founds, an empty successor leaves nobody.
            source: Key of `SOURCES`.
            fates: Key of `FATES`; empty: nothing is said of staff.
            announced: Such as ``2001-07``; empty: nothing is known of it, and the month of vesting stands there.
            status: ``happened`` or ``planned``.
        """
        row = Row("", family, name, kind, announced, vesting, fates, source, status)
        self._events.append((row, tuple(sorted(set(links)))))

    def tables(self) -> Mapping[str, tuple[Sequence[str], Sequence[Sequence[object]]]]:
        """Name of a table → its columns and rows; events in order of vesting, numbered."""
        ordered = sorted(self._events, key=lambda item: item[0].vesting)
        numbered = [(row._replace(event=str(number)), links) for number, (row, links) in enumerate(ordered, start=1)]
        used = {row.fates for row, _ in numbered}, {row.source for row, _ in numbered}
        return {
            "bodies": (LedgerBody._fields, sorted(self.bodies.values())),
            "events": (Row._fields, [row for row, _ in numbered]),
            "links": (("event", "predecessor", "successor"),
                      [(row.event, *link) for row, links in numbered for link in links]),
            "fates": (("key", "posts", "kept", "moved", "procedures", "unnoticed", "why"),
                      [(*each[:5], "yes" if each.unnoticed else "no", each.why)
                       for each in FATES if each.key in used[0]]),
            "sources": (("key", "text"), [(key, text) for key, text in SOURCES.items() if key in used[1]]),
        }  # fmt: skip

    def write(self, folder: Path) -> None:
        """Write the tables; the same facts give the same bytes."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, (columns, rows) in self.tables().items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(columns)
                writer.writerows(rows)


def hanging_together(links: Iterable[Link]) -> list[list[Link]]:
    """Links in sets that share no body with one another, in order of their first codes."""
    rest = sorted(set(links))
    label = {code: code for link in rest for code in link}
    changed = True
    while changed:
        changed = False
        for old, new in rest:
            least = min(label[old], label[new])
            changed = changed or label[old] != least or label[new] != least
            label[old] = label[new] = least
    sets: dict[str, list[Link]] = {}
    for link in rest:
        sets.setdefault(label[link[0]], []).append(link)
    return [sets[name] for name in sorted(sets)]
