"""Walk through reorganisations in the order of their dates, and tell everything about them that cannot be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from relsim.domain.months import month_text
from relsim.domain.place import Council, Place, Practice, PrimaryCareNetwork, Representative, Trust
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.domain.responsibilities import (
    COMMISSIONING,
    TAKES_OVER,
    Function,
    Responsibilities,
    after,
    founding,
    functions_before,
    said_functions,
)
from relsim.domain.sectors import TRUST_KINDS, Kind
from relsim.wording.problems import Problem, did_you_mean, quoted


def follow(
    place: Place, reorganisations: Sequence[Reorganisation], *, after: Sequence[Reorganisation] = (),
    where: str = "reorganisations",
) -> list[Problem]:  # fmt: skip
    """Everything that is wrong with reorganisations of a place's bodies.

    Args:
        place: The place, which is taken to hang together otherwise.
        reorganisations: What is to be checked: the place's history, or a plan's changes.
        after: What has happened already; for a plan's changes, ``place.history``.
        where: Where the list stands in the file, such as ``plans[2] "Merge" › reorganisations``.

    Returns:
        The problems, in order of vesting and name; a mistake that only follows from another is not told.
    """
    events = [(change, f"{quoted(change.name)} in the place's history") for change in after]
    events += [(change, f"{where}[{n}] {quoted(change.name)}") for n, change in enumerate(reorganisations, start=1)]
    walk = _Walk(place)
    for change, label in sorted(events, key=lambda event: (event[0].vesting, event[0].name)):
        walk.take(change, label)
    return walk.problems


class _Walk:
    """The bodies on the way through the years, and what has been found wrong."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.problems: list[Problem] = []
        self._responsibilities: Responsibilities = founding(place)
        self._since: dict[str, int] = {body.code: place.starts - 1 for body in place.commissioners}
        self._opens: dict[str, int] = {pcn.code: pcn.opened for pcn in place.pcns}
        self._opens |= {one.code: one.opened for one in place.representatives}
        self._ended: dict[str, str] = {}
        self._changed: dict[str, Reorganisation] = {}
        held = Counter(locality for body in place.commissioners for locality in body.localities)
        sound = {locality.code for locality in place.localities if held[locality.code] == 1}
        self._doubtful: set[str] = {body.code for body in place.commissioners if not sound.issuperset(body.localities)}
        self._names: dict[str, str] = {}
        organisations: list[Council | Trust | PrimaryCareNetwork | Practice | Representative] = [
            *place.councils, *place.trusts, *place.pcns, *place.practices, *place.representatives,
        ]  # fmt: skip
        self._taken: set[str] = {body.code for body in organisations} | set(self._responsibilities.kinds)

    def take(self, change: Reorganisation, label: str) -> None:
        """Check one change and go on as if it had been right."""
        # What comes from a change that was wrong is not held against a later one.
        sure = not self._doubtful.intersection(change.predecessors)
        found = [*self._name_and_date(change, label), *self._predecessors(change, label),
                 *self._successors(change, label)]  # fmt: skip
        if not found and sure:
            found += self._division(change, label)
        self.problems += found
        there, now = self._responsibilities, {one.code for one in change.successors}
        if found or not sure:
            self._responsibilities = self._as_if_right(change)
            self._doubtful.update(now)
        else:
            self._responsibilities = after(self.place, change, there)
        for code in set(there.kinds) - set(self._responsibilities.kinds):
            self._ended[code] = f"it ended in {month_text(change.vesting)} with {quoted(change.name)}"
        self._taken |= now
        if change.kind != "transfer":
            self._changed |= dict.fromkeys(change.predecessors, change)
        self._opens |= dict.fromkeys(now if change.kind == "layer" else (), change.vesting)
        self._since |= {code: change.vesting for code in now if code not in there.kinds}

    def _as_if_right(self, change: Reorganisation) -> Responsibilities:
        """What would be if the description meant what it could mean."""
        there = self._responsibilities
        staying = set(there.kinds) - (set() if change.goes_on else set(change.predecessors))
        holders = {function: code for function, code in there.holders.items() if code in staying}
        kinds = {code: kind for code, kind in there.kinds.items() if code in staying}
        known = [there.kinds[code] for code in change.predecessors if code in there.kinds]
        for one in () if change.kind == "cluster" else change.successors:
            holders |= dict.fromkeys(said_functions(change, one, there) or [], one.code)
            kinds.setdefault(one.code, known[0] if known else Kind.COMMISSIONER)
        teams = {code: team for code, team in there.teams.items() if code in kinds}
        return Responsibilities(holders, kinds, teams, there.team_kinds, there.founders)

    def _name_and_date(self, change: Reorganisation, label: str) -> Iterator[Problem]:
        if change.name in self._names:
            yield Problem(label, f"its name is already that of {self._names[change.name]}",
                          "give each reorganisation a name of its own: the fates of staff are drawn by it")  # fmt: skip
        self._names.setdefault(change.name, label)
        if change.vesting <= self.place.starts:
            yield Problem(f"{label} › vesting", f"{month_text(change.vesting)} is not after the place's start",
                          f"the place starts in {month_text(self.place.starts)}")  # fmt: skip

    def _predecessors(self, change: Reorganisation, label: str) -> Iterator[Problem]:
        where, month, kinds = f"{label} › predecessors", month_text(change.vesting), self._responsibilities.kinds
        for code in _repeated(change.predecessors):
            yield Problem(where, f"{quoted(code)} is named twice")
        known = [kinds[code] for code in dict.fromkeys(change.predecessors) if code in kinds]
        kind = known[0] if known else Kind.COMMISSIONER
        for code in dict.fromkeys(change.predecessors):
            if code not in kinds:
                alike = [one for one, its in kinds.items() if _alike(its, kind)]
                then = f"the {_many(kind)} then are {', '.join(alike[:12])}{', …' if len(alike) > 12 else ''}"
                remedy = self._ended.get(code) or did_you_mean(code, alike) or did_you_mean(code, kinds) or then
                yield Problem(where, f"there is no {_one(kind)} {quoted(code)} in {month}", remedy)
            elif self._since.get(code) == change.vesting:
                yield Problem(where, f"{quoted(code)} begins in {month} itself, and would exist for no time",
                              "let this vest in a later month")  # fmt: skip
            elif self._opens.get(code, 0) >= change.vesting:
                yield Problem(where, f"{quoted(code)} does not exist before {month_text(self._opens[code])}",
                              "let this vest in a later month")  # fmt: skip
            elif change.kind != "transfer" and self._vested(code) == change.vesting:
                yield Problem(where, f"{quoted(code)} is changed by {quoted(self._changed[code].name)} in {month} too",
                              "make one change of the two, or let this vest in a later month")  # fmt: skip
            elif not _alike(kinds[code], kind):
                yield Problem(where, f"{quoted(code)} is {_a(kinds[code])}, {quoted(change.predecessors[0])} is "
                              f"{_a(kind)}", "a change is of bodies of one kind; write two")  # fmt: skip

    def _vested(self, code: str) -> int | None:
        """When a body was last changed other than by a transfer from it; None: never."""
        return self._changed[code].vesting if code in self._changed else None

    def _successors(self, change: Reorganisation, label: str) -> Iterator[Problem]:
        localities = {locality.code for locality in self.place.localities}
        used = set(self._taken)
        for number, successor in enumerate(change.successors, start=1):
            where = f"{label} › successors[{number}] {quoted(successor.name or successor.code)}"
            yield from self._code(change, successor, where, used)
            used.add(successor.code)
            yield from self._kind(change, successor, where)
            if successor.board and successor.board not in self.place.boards:
                yield unknown(f"{where} › board", "board", successor.board, self.place.boards)
            for code in successor.of:
                if code not in change.predecessors:
                    yield unknown(f"{where} › of", "predecessor", code, change.predecessors)
            for code in successor.localities:
                if code not in localities:
                    yield unknown(f"{where} › localities", "locality", code, localities)
            if change.kind == "cluster" and (successor.of or successor.localities):
                yield Problem(where, "a cluster works for all its bodies wherever these are",
                              "leave out of and localities")  # fmt: skip
            elif successor.of and successor.localities:
                yield Problem(where, "both of and localities say what it covers", "leave one of them out")
            elif change.kind in ("transfer", "layer") and not successor.localities:
                yield Problem(where, "which localities it gets is not said", f"a {change.kind} names its localities")
            elif len(change.successors) > 1 and not (successor.of or successor.localities):
                yield Problem(where, "which area it covers is not said",
                              "with several successors each needs localities, or of")  # fmt: skip

    def _code(self, change: Reorganisation, successor: Successor, where: str, used: set[str]) -> Iterator[Problem]:
        """Problems of a successor that is not new where it has to be, or not there already where it has to be."""
        code = successor.code
        if change.kind in TAKES_OVER:
            if code not in self._responsibilities.kinds or code in change.predecessors:
                others = [one for one in self._responsibilities.kinds if one not in change.predecessors]
                what = f"there is no other body {quoted(code)} that could take over in {month_text(change.vesting)}"
                yield Problem(f"{where} › code", what, self._ended.get(code) or did_you_mean(code, others))
            elif self._opens.get(code, 0) >= change.vesting:
                what = f"{quoted(code)} does not exist before {month_text(self._opens[code])}"
                yield Problem(f"{where} › code", what, "let this vest in a later month")
        elif code in used and not (change.kind in _MAY_GO_ON and code in change.predecessors):
            yield Problem(f"{where} › code", f"the code {quoted(code)} is already used", "a new body needs a new code")

    def _kind(self, change: Reorganisation, successor: Successor, where: str) -> Iterator[Problem]:
        kinds = self._responsibilities.kinds
        before = next((kinds[code] for code in change.predecessors if code in kinds), None)
        if change.kind == "layer":
            if successor.kind not in _LAYERS:
                what = f"{quoted(successor.kind)} is no kind of body that can be added" if successor.kind else (
                    "what kind of body it is is not said")  # fmt: skip
                yield Problem(f"{where} › kind", what,
                              did_you_mean(successor.kind, _LAYERS) or f"one of {', '.join(_LAYERS)}")  # fmt: skip
        elif successor.kind:
            codes = [kind.code for kind in Kind if before is None or _alike(kind, before)]
            if successor.kind not in codes:
                what = f"{_a(before) if before else 'a body'} cannot become {quoted(successor.kind)}"
                yield Problem(f"{where} › kind", what, did_you_mean(successor.kind, codes) or "leave kind out")
            elif successor.code in kinds and kinds[successor.code].code != successor.kind:
                yield Problem(f"{where} › kind", f"{quoted(successor.code)} is {_a(kinds[successor.code])} and goes on "
                              "as one", "leave kind out")  # fmt: skip
        elif change.kind in TAKES_OVER and before and not _alike(kinds.get(successor.code, before), before):
            yield Problem(f"{where} › code", f"{quoted(successor.code)} is {_a(kinds[successor.code])}, which cannot "
                          f"take over from {_a(before)}", "name a body of that kind")  # fmt: skip
        elif successor.code not in kinds:
            could = dict.fromkeys(kinds[code] for code in successor.of or change.predecessors if code in kinds)
            if len(could) > 1 and all(_alike(kind, before) for kind in could if before is not None):
                yield Problem(f"{where} › kind", f"whether it is {' or '.join(map(_a, could))} is not said",
                              f"kind is one of {', '.join(kind.code for kind in could)}")  # fmt: skip

    def _division(self, change: Reorganisation, label: str) -> Iterator[Problem]:
        """Problems of successors that do not divide exactly what the predecessors covered."""
        if change.kind in ("cluster", "cut", "layer"):
            return
        where, there = f"{label} › successors", self._responsibilities
        given = [said_functions(change, successor, there) or () for successor in change.successors]
        handed_over = Counter(function for functions in given for function in functions)
        before = functions_before(change, there)
        commissions = any(founder == COMMISSIONING for founder, _ in before)
        if change.kind == "abolish" and not change.successors:
            if commissions:
                yield Problem(where, "somebody has to commission where these did", "name who takes over")
            return
        if twice := _localities(function for function, times in handed_over.items() if times > 1):
            yield Problem(where, f"{', '.join(twice)} is covered twice", "each locality goes to one successor")
        left = _localities(function for function in before if function not in handed_over)
        if left and change.kind != "transfer":
            without = "left without a commissioner" if commissions else "left to nobody"
            yield Problem(where, f"{', '.join(left)} would be {without}",
                          "each locality of the predecessors goes to a successor")  # fmt: skip
        if change.kind == "transfer":
            for code in change.predecessors:
                if all(function in handed_over for function in there.functions[code]):
                    yield Problem(where, f"nothing would be left to {quoted(code)}", "then it is a replace or abolish")
        inside = {locality for _, locality in before}
        named = dict.fromkeys(each for successor in change.successors for each in successor.localities)
        if beyond := [code for code in named if code not in inside]:
            holders = sorted({code for (founder, locality), code in there.holders.items()
                              if founder == COMMISSIONING and locality in beyond})  # fmt: skip
            yield Problem(where, f"{', '.join(beyond)} is not in the area of the predecessors",
                          f"it belongs to {', '.join(holders)}" if commissions else "leave it out")  # fmt: skip


_MAY_GO_ON = ("merge", "split")
"""Kinds of change of which a predecessor may be a successor too."""
_LAYERS = tuple(kind.code for kind in (Kind.PCN, Kind.LMC, Kind.FEDERATION, Kind.ALLIANCE, Kind.HEALTHWATCH))
"""The kinds that a layer can add."""


def _alike(one: Kind, other: Kind) -> bool:
    """True if bodies of these kinds can take part in one change; trusts of all kinds can."""
    return one is other or (one in TRUST_KINDS and other in TRUST_KINDS)


def _a(kind: Kind) -> str:
    return kind.words if kind is Kind.HEALTHWATCH else f"{'an' if kind.words[0] == 'a' else 'a'} {kind.words}"


def _one(kind: Kind) -> str:
    return "trust" if kind in TRUST_KINDS else kind.words


def _many(kind: Kind) -> str:
    return {"PCN": "PCNs", "Healthwatch": "Healthwatch"}.get(_one(kind), f"{_one(kind)}s")


def _localities(functions: Iterable[Function]) -> list[str]:
    return list(dict.fromkeys(locality for _, locality in functions))


def _repeated(codes: Iterable[str]) -> list[str]:
    return [code for code, times in Counter(codes).items() if times > 1]


def unknown(where: str, what: str, code: str, known: Iterable[str]) -> Problem:
    """The problem of a code that nothing has, with those that are near or, if none is, some that there are."""
    words = list(known)
    there_are = f"known here: {', '.join(words[:12])}{', …' if len(words) > 12 else ''}" if words else ""
    return Problem(where, f"there is no {what} {quoted(code)}", did_you_mean(code, words) or there_are)
