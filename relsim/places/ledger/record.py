"""The ledger of real reorganisations, read from its tables: which bodies there were in any month follows from it.

England 1999 to 2028 and Wales 2003 to 2019.  Nothing is counted but what the events say: a body exists from the first
event that names it as a successor until the one that ends it.  What is planned and has not happened counts only where
it is asked for.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, NamedTuple

from relsim.domain.reorganisation import Reorganisation, Successor

FOLDER = Path(__file__).parents[1] / "facts" / "ledger"
ENDS = frozenset({"merge", "replace", "split", "abolish"})
"""Kinds of change that end those predecessors that are not successors too."""

KnownBy = Literal["name", "code", "number"]


class LedgerBody(NamedTuple):
    """A body that exists for a time."""

    code: str
    name: str
    family: str
    """The kind of body, in short: ``PCG``, ``PCT``, ``trust``."""
    known: KnownBy
    """By its name, by its code in the register of the NHS alone, or by no more than that there was one."""


class Fates(NamedTuple):
    """The fates of people and procedures in a kind of event: shares of the predecessors' posts."""

    key: str
    posts: float
    kept: float
    moved: float
    procedures: float
    unnoticed: bool
    """Nobody is distracted by the announcement, and the successor need not settle in: a change of form or name."""
    why: str

    @property
    def left(self) -> float:
        """Share of the predecessors' posts whose holders leave."""
        return 1 - self.kept - self.moved


@dataclass(frozen=True)
class LedgerEvent:
    """A dated change, in the form in which a plan describes one."""

    family: str
    """Of the bodies that it changes; of those that it founds, where it founds only."""
    change: Reorganisation
    fates: Fates | None
    """None: nothing is said of staff, because nobody's is concerned or nothing is known."""
    source: str
    """Of bodies and dates."""

    @property
    def ended(self) -> tuple[str, ...]:
        """Codes of the bodies that end with it."""
        if self.change.kind not in ENDS:
            return ()
        heirs = {new.code for new in self.change.successors}
        return tuple(code for code in self.change.predecessors if code not in heirs)

    @property
    def named(self) -> tuple[str, ...]:
        """Codes of all bodies in it."""
        return (*self.change.predecessors, *(new.code for new in self.change.successors))


@dataclass(frozen=True)
class Ledger:
    """All events, in order of vesting, and the bodies in them."""

    bodies: Mapping[str, LedgerBody]
    events: tuple[LedgerEvent, ...]

    @cached_property
    def founded_by(self) -> dict[str, LedgerEvent]:
        """Code → the event with which a body begins, whether that has happened or is planned."""
        found: dict[str, LedgerEvent] = {}
        for event in self.events:
            for new in event.change.successors:
                found.setdefault(new.code, event)
        return found

    @cached_property
    def begins(self) -> dict[str, int]:
        """Code → first month of a body, whether that has happened or is planned."""
        return {code: event.change.vesting for code, event in self.founded_by.items()}

    @cached_property
    def ends(self) -> dict[str, int]:
        """Code → first month without a body, whether that has happened or is planned."""
        return {code: event.change.vesting for event in self.events for code in event.ended}

    @cached_property
    def _planned(self) -> tuple[frozenset[str], frozenset[str]]:
        """Bodies that begin, and bodies that end, only if what is planned is done."""
        planned = [event for event in self.events if event.change.status == "planned"]
        done = {new.code for event in self.events if event.change.status == "happened"
                for new in event.change.successors}  # fmt: skip
        new = frozenset(each.code for event in planned for each in event.change.successors if each.code not in done)
        return new, frozenset(code for event in planned for code in event.ended)

    @cached_property
    def families(self) -> dict[str, tuple[str, ...]]:
        """Family → codes of its bodies."""
        found: dict[str, list[str]] = defaultdict(list)
        for body in self.bodies.values():
            found[body.family].append(body.code)
        return {family: tuple(codes) for family, codes in found.items()}

    def alive(self, family: str, month: int, *, planned: bool = False) -> tuple[str, ...]:
        """Codes of a family's bodies that exist in a month; what vests in the month has happened.

        Args:
            family: One of `families`.
            month: Month number.
            planned: Whether what is planned is taken to be done on its date.
        """
        not_yet, still = (frozenset[str](), frozenset[str]()) if planned else self._planned
        return tuple(
            code
            for code in self.families[family]
            if code not in not_yet and self.begins[code] <= month
            and (code in still or month < self.ends.get(code, month + 1))
        )  # fmt: skip

    def count(self, family: str, month: int, *, planned: bool = False) -> int:
        """The number of bodies of a family in a month."""
        return len(self.alive(family, month, planned=planned))

    def leaderships(self, family: str, month: int, *, planned: bool = False) -> int:
        """The number of teams that lead them in a month: a cluster has one, every other body one of its own."""
        alive = set(self.alive(family, month, planned=planned))
        clusters: dict[str, set[str]] = {}
        for event in self.events:
            if event.change.kind == "cluster" and event.change.vesting <= month:
                team = event.change.successors[0].code
                if team in self.alive(self.bodies[team].family, month, planned=planned):
                    clusters[team] = alive.intersection(event.change.predecessors)
        led = set().union(*clusters.values())
        return len(alive - led) + sum(bool(members) for members in clusters.values())

    def of_family(self, family: str) -> tuple[LedgerEvent, ...]:
        """The events in which a family's bodies take part."""
        members = set(self.families[family])
        return tuple(event for event in self.events if members.intersection(event.named))

    def problems(self) -> list[str]:
        """Contradictions: bodies that change before they begin or after they have ended, or end twice."""
        found = []
        alive: set[str] = set()
        gone: set[str] = set()
        for event in self.events:
            change = event.change
            new = [each.code for each in change.successors if each.code not in alive]
            found += [f"{change.name}: {code} does not exist then" for code in change.predecessors if code not in alive]
            found += [f"{change.name}: {code} begins a second time" for code in new if code in gone]
            if change.kind in ("transfer", "cut", "abolish"):
                found += [f"{change.name}: its heir {code} does not exist then" for code in new]
            else:
                alive.update(new)
            alive.difference_update(event.ended)
            gone.update(event.ended)
        unused = self.bodies.keys() - {code for event in self.events for code in event.named}
        return found + [f"{code} takes part in nothing" for code in sorted(unused)]


@cache
def ledger() -> Ledger:
    """The ledger, read from its tables when it is first asked for."""
    bodies = {row["code"]: LedgerBody(row["code"], row["name"], row["family"], _known(row["known"]))
              for row in _rows("bodies")}  # fmt: skip
    fates = {row["key"]: _fates(row) for row in _rows("fates")}
    sources = {row["key"]: row["text"] for row in _rows("sources")}
    links: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in _rows("links"):
        links[row["event"]].append((row["predecessor"], row["successor"]))
    events = tuple(_event(row, links[row["event"]], bodies, fates, sources) for row in _rows("events"))
    return Ledger(bodies, events)


def _event(
    row: Mapping[str, str], links: Iterable[tuple[str, str]], bodies: Mapping[str, LedgerBody],
    fates: Mapping[str, Fates],
    sources: Mapping[str, str],
) -> LedgerEvent:  # fmt: skip
    links = list(links)
    befores = dict.fromkeys(old for old, _ in links if old)
    heirs = {old: {new for each, new in links if each == old and new} for old in befores}
    afters: dict[str, list[str]] = {}
    for old, new in links:
        if new:
            whole = [old] if old and len(heirs[old]) == 1 else []
            afters.setdefault(new, []).extend(whole)
    of = fates.get(row["fates"])
    said = {} if of is None else {
        "posts": of.posts, "kept": of.kept, "moved": of.moved, "procedures": of.procedures,
        "distraction": not of.unnoticed, "settling_in": not of.unnoticed,
    }  # fmt: skip
    nothing_said = {"kept": 0.0, "moved": 0.0, "procedures": 0.0}
    change = Reorganisation.model_validate({
        "name": row["name"], "kind": row["kind"], "status": row["status"],
        "announced": row["announced"] or row["vesting"], "vesting": row["vesting"],
        "predecessors": tuple(befores),
        "successors": tuple(
            Successor(code=code, name=bodies[code].name, form=bodies[code].family, of=tuple(dict.fromkeys(whole)))
            for code, whole in afters.items()
        ),
        "source": " ".join(filter(None, [sources[row["source"]], of.why if of else ""])), **(said or nothing_said),
    })  # fmt: skip
    return LedgerEvent(row["family"], change, of, sources[row["source"]])


def _known(word: str) -> KnownBy:
    return "name" if word == "name" else "code" if word == "code" else "number"


def _fates(row: Mapping[str, str]) -> Fates:
    shares = (float(row["posts"]), float(row["kept"]), float(row["moved"]), float(row["procedures"]))
    return Fates(row["key"], *shares, row["unnoticed"] == "yes", row["why"])


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
