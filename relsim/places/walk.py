"""Walk through reorganisations in the order of their dates, and tell everything about them that cannot be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from relsim.months import month_text
from relsim.places.bodies import Areas, covered, founding_areas, said_area
from relsim.places.place import Council, Place, Practice, PrimaryCareNetwork, Representative, Trust
from relsim.plans import Reorganisation
from relsim.problems import Problem, did_you_mean, quoted


def follow(
    place: Place, reorganisations: Sequence[Reorganisation], *, after: Sequence[Reorganisation] = (),
    where: str = "reorganisations",
) -> list[Problem]:  # fmt: skip
    """Everything that is wrong with reorganisations of a place's commissioners.

    Args:
        place: The place, which is taken to hang together otherwise.
        reorganisations: What is to be checked: the place's history, or a plan's changes.
        after: What has happened already; for a plan's changes, ``place.history``.
        where: Where the list stands in the file, such as ``plans[2] "Merge" › reorganisations``.

    Returns:
        The problems, in order of vesting; a mistake that only follows from another is not told.
    """
    events = [(change, f"{quoted(change.name)} in the place's history") for change in after]
    events += [(change, f"{where}[{n}] {quoted(change.name)}") for n, change in enumerate(reorganisations, start=1)]
    walk = _Walk(place)
    for change, label in sorted(events, key=lambda event: event[0].vesting):
        walk.take(change, label)
    return walk.problems


class _Walk:
    """The commissioners on the way through the years, and what has been found wrong."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.problems: list[Problem] = []
        self._bodies: Areas = founding_areas(place)
        self._since: dict[str, int] = dict.fromkeys(self._bodies, place.starts - 1)
        self._ended: dict[str, str] = {}
        held = Counter(locality for area in self._bodies.values() for locality in area)
        sound = {locality.code for locality in place.localities if held[locality.code] == 1}
        self._doubtful: set[str] = {code for code, area in self._bodies.items() if not sound.issuperset(area)}
        self._names: dict[str, str] = {}
        organisations: list[Council | Trust | PrimaryCareNetwork | Practice | Representative] = [
            *place.councils, *place.trusts, *place.pcns, *place.practices, *place.representatives,
        ]  # fmt: skip
        self._taken: set[str] = {body.code for body in organisations} | set(self._bodies)

    def take(self, change: Reorganisation, label: str) -> None:
        """Check one change and go on as if it had been right."""
        # What comes from a change that was wrong is not held against a later one.
        sure = not self._doubtful.intersection(change.predecessors)
        found = [*self._name_and_date(change, label), *self._predecessors(change, label),
                 *self._successors(change, label)]  # fmt: skip
        if not found and sure:
            found += self._division(change, label)
        self.problems += found
        areas = {each.code: said_area(self.place, change, each, self._bodies) or () for each in change.successors}
        for code in change.predecessors:
            if self._bodies.pop(code, None) is not None:
                self._ended[code] = f"it ended in {month_text(change.vesting)} with {quoted(change.name)}"
        self._bodies.update(areas)
        self._taken.update(areas)
        self._since.update(dict.fromkeys(areas, change.vesting))
        if found or not sure:
            self._doubtful.update(areas)

    def _name_and_date(self, change: Reorganisation, label: str) -> Iterator[Problem]:
        if change.name in self._names:
            yield Problem(label, f"its name is already that of {self._names[change.name]}",
                          "give each reorganisation a name of its own: the fates of staff are drawn by it")  # fmt: skip
        self._names.setdefault(change.name, label)
        if change.vesting <= self.place.starts:
            yield Problem(f"{label} › vesting", f"{month_text(change.vesting)} is not after the place's start",
                          f"the place starts in {month_text(self.place.starts)}")  # fmt: skip

    def _predecessors(self, change: Reorganisation, label: str) -> Iterator[Problem]:
        where, month = f"{label} › predecessors", month_text(change.vesting)
        for code in _repeated(change.predecessors):
            yield Problem(where, f"{quoted(code)} is named twice")
        for code in dict.fromkeys(change.predecessors):
            if code not in self._bodies:
                remedy = self._ended.get(code) or did_you_mean(code, self._bodies)
                then = f"the commissioners then are {', '.join(self._bodies)}"
                yield Problem(where, f"there is no commissioner {quoted(code)} in {month}", remedy or then)
            elif self._since[code] == change.vesting:
                yield Problem(where, f"{quoted(code)} begins in {month} itself, and would exist for no time",
                              "let this vest in a later month")  # fmt: skip

    def _successors(self, change: Reorganisation, label: str) -> Iterator[Problem]:
        localities = {locality.code for locality in self.place.localities}
        used = set(self._taken)
        for number, successor in enumerate(change.successors, start=1):
            where = f"{label} › successors[{number}] {quoted(successor.name or successor.code)}"
            if successor.code in used:
                yield Problem(f"{where} › code", f"the code {quoted(successor.code)} is already used",
                              "a new body needs a new code")  # fmt: skip
            used.add(successor.code)
            if successor.board and successor.board not in self.place.boards:
                yield unknown(f"{where} › board", "board", successor.board, self.place.boards)
            for code in successor.of:
                if code not in change.predecessors:
                    yield unknown(f"{where} › of", "predecessor", code, change.predecessors)
            for code in successor.localities:
                if code not in localities:
                    yield unknown(f"{where} › localities", "locality", code, localities)
            if successor.of and successor.localities:
                yield Problem(where, "both of and localities say what it covers", "leave one of them out")
            elif len(change.successors) > 1 and not (successor.of or successor.localities):
                yield Problem(where, "which area it covers is not said",
                              "with several successors each needs localities, or of")  # fmt: skip

    def _division(self, change: Reorganisation, label: str) -> Iterator[Problem]:
        """Whether the successors divide exactly what the predecessors covered."""
        where = f"{label} › successors"
        given = [said_area(self.place, change, successor, self._bodies) or () for successor in change.successors]
        handed_over = Counter(locality for area in given for locality in area)
        area = covered(change, self._bodies)
        if twice := [code for code, times in handed_over.items() if times > 1]:
            yield Problem(where, f"{', '.join(twice)} is covered twice", "each locality goes to one successor")
        if left := [code for code in area if code not in handed_over]:
            yield Problem(where, f"{', '.join(left)} would be left without a commissioner",
                          "each locality of the predecessors goes to a successor")  # fmt: skip
        if beyond := [code for code in handed_over if code not in area]:
            holders = sorted({body for body, held in self._bodies.items() for code in beyond if code in held})
            yield Problem(where, f"{', '.join(beyond)} is not in the area of the predecessors",
                          f"it belongs to {', '.join(holders)}")  # fmt: skip


def _repeated(codes: Iterable[str]) -> list[str]:
    return [code for code, times in Counter(codes).items() if times > 1]


def unknown(where: str, what: str, code: str, known: Iterable[str]) -> Problem:
    """The problem of a code that nothing has, with those that are near or, if none is, some that there are."""
    words = list(known)
    there_are = f"known here: {', '.join(words[:12])}{', …' if len(words) > 12 else ''}" if words else ""
    return Problem(where, f"there is no {what} {quoted(code)}", did_you_mean(code, words) or there_are)
