"""Commissioners since April 1999 and their reorganisations: the ledger's events, cut to an area.

*Fact*: bodies and dates.  *Assumption*: which localities primary care groups and trusts had (`relsim.places.england.
parts`); the fates of staff, which are the same for every change of a kind; and the months of announcement of mergers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from relsim.domain.months import month_number
from relsim.domain.place import Commissioner
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.places.england.boards_of_2026 import board_of_2026
from relsim.places.england.facts import LocalityFact, facts
from relsim.places.england.footprints import lives_of
from relsim.places.ledger.record import LedgerEvent, ledger

STARTS = "1999-04"
BOARDS = {"PCG": "pcg", "PCT": "pct", "CCG": "ccg", "ICB": "icb_minimum"}
"""Family of commissioners → the board that governs each."""
_WORDS = {"PCG": "Primary care group", "PCT": "Primary care trust"}


def founding_commissioners(localities: Sequence[LocalityFact]) -> tuple[Commissioner, ...]:
    """The primary care groups of April 1999, with as much of each as lies in these localities."""
    areas: dict[str, list[str]] = defaultdict(list)
    for locality in localities:
        areas[locality.line[0]].append(locality.code)
    return tuple(
        Commissioner(code=code, name=body_name(code), form="PCG", localities=tuple(area), board="pcg")
        for code, area in sorted(areas.items())
    )


def line_of(locality: LocalityFact) -> tuple[str, ...]:
    """Codes of a locality's commissioners in order of time, from April 1999 to April 2026."""
    return tuple(dict.fromkeys((*locality.line, *lives_of(locality.group), locality.system, board_of_2026(locality))))


def history(localities: Sequence[LocalityFact]) -> tuple[Reorganisation, ...]:
    """Every change that has happened, from primary care groups to the boards of April 2026, in order of vesting."""
    lines = {each.code: line_of(each) for each in localities}
    holders = {code: line[0] for code, line in lines.items()}
    changes = []
    for event in _events():
        change = _cluster(event, holders) if event.change.kind == "cluster" else _handing_over(event, holders, lines)
        if change is not None:
            changes.append(change)
    return tuple(changes)


@cache
def _events() -> tuple[LedgerEvent, ...]:
    """The ledger's changes of commissioners after the start."""
    known, starts = ledger(), month_number(STARTS)
    return tuple(
        event
        for event in known.events
        if event.family in BOARDS and event.change.vesting > starts and event.change.status == "happened"
        and event.change.successors
    )  # fmt: skip


def _cluster(event: LedgerEvent, holders: Mapping[str, str]) -> Reorganisation | None:
    """A cluster of the boards that are here; of one alone, that its team is smaller than its own was."""
    here = set(holders.values())
    members = tuple(code for code in event.change.predecessors if code in here)
    if len(members) > 1:
        (team,) = event.change.successors
        update = {"predecessors": members, "successors": (team.model_copy(update={"of": ()}),)}
        return event.change.model_copy(update=update)
    if members:
        return event.change.model_copy(update={"kind": "cut", "predecessors": members, "successors": ()})
    return None


def _handing_over(
    event: LedgerEvent, holders: dict[str, str], lines: Mapping[str, Sequence[str]]
) -> Reorganisation | None:  # fmt: skip
    """A change as far as it concerns these localities, noted in who holds them; None: it does not."""
    taking_over = {new.code for new in event.change.successors}
    before = {code: holder for code, holder in holders.items() if holder in event.change.predecessors}
    after = {}
    for code, holder in before.items():
        place = lines[code].index(holder) + 1
        follows = lines[code][place] if place < len(lines[code]) else holder
        after[code] = follows if follows in taking_over else holder
    if after == before:
        return None
    moved = [code for code in before if after[code] != before[code]]
    heirs = {after[code] for code in moved}
    involved = {before[code] for code in moved}
    if event.change.kind == "merge":  # the heir may be one of those who merge
        involved |= heirs & set(before.values())
    areas: dict[str, list[str]] = defaultdict(list)
    for code in before:
        if before[code] in involved:
            areas[after[code]].append(code)
    holders.update(after)
    return event.change.model_copy(update={
        "predecessors": tuple(sorted(involved)),
        "successors": tuple(_successor(code, area) for code, area in sorted(areas.items())),
    })  # fmt: skip


def _successor(code: str, localities: Sequence[str]) -> Successor:
    family = ledger().bodies[code].family
    return Successor(code=code, name=body_name(code), form=family, board=BOARDS[family], localities=tuple(localities))


def body_name(code: str) -> str:
    """The name of a commissioner; where its code alone is known, that and the trust of 2006 that it went into."""
    body = ledger().bodies[code]
    return body.name or f"{_WORDS[body.family]} {code} ({_trust_of(code).removesuffix(' Primary Care Trust')})"


@cache
def _trusts() -> dict[str, str]:
    """Code of a group or trust → name of the first primary care trust of October 2006 that it went into."""
    found: dict[str, str] = {}
    for locality in facts().localities:
        for code in locality.line:
            found.setdefault(code, facts().commissioners[locality.trust_of_2006].name)
    return found


def _trust_of(code: str) -> str:
    return _trusts()[code]
