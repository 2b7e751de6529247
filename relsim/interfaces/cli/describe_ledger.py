"""The ledger in plain text: by year and month, what changed, from how many bodies to how many, and the sources."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby

from relsim.domain.months import month_name
from relsim.places.ledger.record import Fates, Ledger, LedgerEvent

_WIDTH = 118
_INDENT = " " * 8


def table(known: Ledger, family: str = "") -> str:
    """Every event by month; without a family, events of one sort in one month stand together.

    Args:
        known: The ledger.
        family: One of its families, whose events are told one by one; empty: all, in short.
    """
    events = known.of_family(family) if family else known.events
    sources: dict[str, int] = {}
    lines: list[str] = []
    year = 0
    for month, group in groupby(events, key=lambda event: event.change.vesting):
        here = list(group)
        if month // 12 != year:
            year = month // 12
            lines += ["", str(year)]
        lines.append(f"  {month_name(month)}: {'; '.join(_counts(known, here, month))}")
        sorts: dict[tuple[str, str, str, str, str], list[LedgerEvent]] = {}
        for event in here:
            key = event.fates.key if event.fates else ""
            sort = (event.family, event.change.kind, key, event.change.status, event.source)
            sorts.setdefault(sort, []).append(event)
        for alike in sorts.values():
            number = sources.setdefault(alike[0].source, len(sources) + 1)
            lines += _each(known, alike, number) if family else _together(known, alike, number)
    told = [line for text, number in sources.items()
            for line in textwrap.wrap(f"[{number}] {text}", _WIDTH, subsequent_indent="     ")]  # fmt: skip
    why = dict.fromkeys(event.fates for event in events if event.fates)
    staff = _items(f"{_fates(each)}: {each.why}" for each in why)
    return "\n".join([_HEADING, *lines, "", "Sources of bodies and dates", *told, "", "What became of staff", *staff,
                      "", "Not in the table", *_items(_NOT_HERE)])  # fmt: skip


def _items(sentences: Iterable[str]) -> list[str]:
    return [line for each in sentences
            for line in textwrap.wrap(each, _WIDTH, initial_indent="  - ", subsequent_indent="    ")]  # fmt: skip


_HEADING = (
    "Real reorganisations by the month in which they took effect. Of the posts of the bodies before: kept = same\n"
    "person, same partners; moved = same person at the new body, other partners; left. What is planned is marked so."
)
_NOT_HERE = (
    "Councils: most other two-tier areas by April 2028, of all tiers from 317 to between 150 and 187 (English "
    "Devolution White Paper, December 2024). Which, and when each was decided, is not known here.",
    "The teams that led several primary care trusts each in 2011 to 2013, the area teams and regions of NHS England, "
    "and the halving of the costs of boards that neither merged nor clustered in 2025.",
    "The number of trusts before 2006 is not to be relied on: the files give 365 for April 1999, where 342 were "
    "recorded. Their names are the register's; closed ones have mostly none.",
)


def _counts(known: Ledger, events: Sequence[LedgerEvent], month: int) -> list[str]:
    """``PCT 303 → 152`` for every family whose number changes, or that changes at all."""
    planned = any(event.change.status == "planned" for event in events)
    families = dict.fromkeys(known.bodies[code].family for event in events for code in event.named)
    said = []
    for family in families:
        before = known.count(family, month - 1, planned=planned)
        said.append(f"{family} {before:,} → {known.count(family, month, planned=planned):,}")
    return said


def _together(known: Ledger, alike: Sequence[LedgerEvent], source: int) -> list[str]:
    first = alike[0]
    ended = sum(len(event.ended) for event in alike)
    begun = sum(known.founded_by[new.code] is event for event in alike for new in event.change.successors)
    what = first.change.name if len(alike) == 1 else f"{len(alike)} changes, such as: {first.change.name}"
    return _wrapped(f"{first.change.kind:<9} {what} ({ended} end, {begun} begin){_rest(first, source)}")


def _each(known: Ledger, alike: Sequence[LedgerEvent], source: int) -> list[str]:
    lines = []
    for event in alike:
        before = _listed(known, event.change.predecessors)
        after = _listed(known, [new.code for new in event.change.successors])
        bodies = f": {before or 'nobody'} → {after or 'nobody'}"
        lines += _wrapped(f"{event.change.kind:<9} {event.change.name}{bodies}{_rest(event, source)}")
    return lines


def _listed(known: Ledger, codes: Sequence[str]) -> str:
    """Codes of a few bodies; of many, how many."""
    named = [code for code in codes if known.bodies[code].known != "number"]
    by_number = len(codes) - len(named)
    said = [" ".join(named) if len(named) <= 12 else f"{len(named)} bodies"] if named else []
    return " and ".join([*said, *([f"{by_number} known by number only"] if by_number else [])])


def _rest(event: LedgerEvent, source: int) -> str:
    planned = "; PLANNED" if event.change.status == "planned" else ""
    return f"; {_fates(event.fates)}{planned} [{source}]"


def _fates(fates: Fates | None) -> str:
    if fates is None:
        return "of staff nothing is said"
    return f"kept {fates.kept:.0%}, moved {fates.moved:.0%}, left {fates.left:.0%}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="    ", subsequent_indent=_INDENT)
