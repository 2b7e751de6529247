"""Succession: what the bodies, posts and relationships of a new era descend from.

One set of rules for every kind of reorganisation and every kind of body:

- Bodies hand *functions*, what each does in a locality, to one another (`relsim.domain.responsibilities`).  Posts
  go where the work goes: those of a predecessor are dealt to whoever takes over, to exact quotas; what becomes of the
  people in them is said by the change.  Posts of a body that goes on stay with it, unless they are cut.
- A successor inherits the lineage of the predecessor with the largest share in it, unless a larger part of that
  predecessor goes elsewhere, or it goes on itself; then it gets a lineage of its own.
- A relationship whose both sides go on goes on; any other descends from those that served its need units before: from
  the one with the largest need.  It takes over the agreements of all of them in proportion
  (`relsim.timetable.inheritance`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from relsim.domain import responsibilities as work
from relsim.domain.place import Place
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.domain.responsibilities import COMMISSIONING, TAKES_IN, Function, largest
from relsim.domain.sectors import Kind
from relsim.timetable.lineage import lineage
from relsim.timetable.members import Member
from relsim.timetable.need_units import NeedUnits
from relsim.timetable.structure import NO_BENEFITS, Body
from relsim.timetable.vesting_day import Before, Due, Group, opening


class Succession:
    """The succession of one vesting month: by law, then by work and people."""

    def __init__(self, place: Place, units: NeedUnits, before: Before, due: Due, month: int) -> None:
        self._place, self._units, self._before, self._due, self._month = place, units, before, due, month
        self.responsibilities = before.responsibilities
        """The bodies that exist, and who does what, afterwards."""
        self._moved_by: dict[Function, Reorganisation] = {}
        for change in due.changes:
            self._carry_out(change)
        self._flows = self._all_flows()
        self.groups = sorted(self._deal_posts(), key=lambda group: (group.change.name, group.code))
        self.parents = self._all_parents()
        """Body or cluster just formed → the predecessor that did most of what it does."""

    # --- By law ------------------------------------------------------------------------------------------------------

    def _carry_out(self, change: Reorganisation) -> None:
        """Let a change vest, and remember what it moved."""
        there = self.responsibilities
        taken = work.taken_over(self._place, change, there)
        moved = [each for code, functions in taken.items() for each in functions if there.holders.get(each) != code]
        if change.kind in ("cluster", "cut"):
            # What has come to a body this month has come by the change that brought it.
            moved = [function for function in work.functions_before(change, there) if function not in self._moved_by]
        self._moved_by |= dict.fromkeys(moved, change)
        self.responsibilities = work.once_taken(taken, change, there)

    # --- By work -----------------------------------------------------------------------------------------------------

    def _all_flows(self) -> dict[str, dict[str, float]]:
        """Old body or cluster → whoever does what it did → how much of it."""
        old, new = self._before.responsibilities, self.responsibilities
        flows: dict[str, dict[str, float]] = {}
        for function, code in old.holders.items():
            if old.acting(code) in self._before.structure.row and function in new.holders:
                to = flows.setdefault(old.acting(code), {})
                heir = new.acting(new.holders[function])
                to[heir] = to.get(heir, 0) + self._size(function)
        return flows

    def _size(self, function: Function) -> float:
        """The amount of work of a function: people, or its own share where an organisation's needs do not grow."""
        founder, locality = function
        if founder == COMMISSIONING:
            return self._units.network.population[locality]
        organisation = self._units.network.organisations[self._units.rows[founder]]
        return organisation.area.get(locality, 0.0) * (organisation.people or 1.0)

    @cached_property
    def _change_between(self) -> dict[tuple[str, str], Reorganisation]:
        """(old body or cluster, new one) → the change by which the one's work came to the other."""
        found: dict[tuple[str, str], Reorganisation] = {}
        old, new = self._before.responsibilities, self.responsibilities
        for function, change in sorted(self._moved_by.items(), key=lambda item: (item[1].name, item[0])):
            if function in old.holders and function in new.holders:
                way = old.acting(old.holders[function]), new.acting(new.holders[function])
                found.setdefault(way, change)
        return found

    def change_between(self, old: str, new: str) -> Reorganisation | None:
        """The change by which work came from one body to another, or in which it was cut; None: none."""
        return self._change_between.get((old, new))

    @cached_property
    def affected(self) -> frozenset[str]:
        """Bodies and clusters that are new, or whose work or posts change."""
        ways = [(old, new) for old, heirs in self._flows.items() for new in heirs]
        across = {code for old, new in ways if old != new for code in (old, new)}
        cut = {new for old, new in ways if old == new and self._cut(new)}
        return frozenset((across | cut) & set(self.responsibilities.acting_bodies))

    def _cut(self, code: str) -> Reorganisation | None:
        change = self.change_between(code, code)
        return change if change is not None and change.kind == "cut" else None

    def goes_on(self, code: str) -> bool:
        """True if a body or cluster was there before under its code."""
        return code in self._flows

    # --- People ------------------------------------------------------------------------------------------------------

    def _deal_posts(self) -> Iterator[Group]:
        """The posts that do not simply stay where they are, by the work that they go with."""
        dealt: dict[tuple[str, str], list[int]] = {}
        changes: dict[tuple[str, str], Reorganisation] = {}
        for code, heirs in self._flows.items():
            if set(heirs) == {code} and not self._cut(code):
                continue
            posts, total = self._posts(code), sum(heirs[heir] for heir in sorted(heirs))
            taken, last = 0.0, 0
            for heir in sorted(heirs):
                taken += heirs[heir]
                quota = round(len(posts) * taken / total) if total else len(posts)
                change = self._cut(code) if heir == code else self.change_between(code, heir)
                if change is not None:
                    dealt.setdefault((change.name, heir), []).extend(posts[last:quota])
                    changes[change.name, heir] = change
                last = quota
        groups = [
            Group(
                changes[name, heir], heir, tuple(sorted(gone)), 0 if self.goes_on(heir) and not self._cut(heir) else 1
            )
            for (name, heir), gone in dealt.items()
        ]
        yield from groups
        with_somebody = {group.code for group in groups if group.surviving}
        gone_from = {post for group in groups for post in group.posts}
        for code, heirs in self._flows.items():
            if code in heirs and not self._cut(code) and gone_from.issuperset(self._posts(code)):
                # All its people have gone with the rest of its work, and what it still does needs somebody.
                change = next(filter(None, (self.change_between(code, heir) for heir in sorted(heirs))))
                yield Group(change, code, (), 1)
            elif code not in heirs and code in self._at_work and code not in with_somebody:
                # It has exchanged all its work, and no post has come with what it does now.
                change = next(filter(None, (self.change_between(old, code) for old in sorted(self._flows))))
                yield Group(change, code, (), 1)

    def _posts(self, code: str) -> range:
        row = self._before.structure.row[code]
        first_post = self._before.structure.layout.first_post
        return range(int(first_post[row]), int(first_post[row + 1]))

    @cached_property
    def staying(self) -> dict[str, tuple[int, ...]]:
        """Body that goes on → its posts that stay where they are."""
        gone = {post for group in self.groups for post in group.posts}
        return {
            code: tuple(post for post in self._posts(code) if post not in gone)
            for code, heirs in self._flows.items()
            if code in heirs
        }

    def posts(self, code: str) -> int:
        """Number of posts that an affected body has from now on; one at least."""
        came = sum(group.surviving for group in self.groups if group.code == code)
        return max(1, came + len(self.staying.get(code, ())))

    # --- Bodies ------------------------------------------------------------------------------------------------------

    def _all_parents(self) -> dict[str, str]:
        from_whom: dict[str, dict[str, float]] = {}
        for old, heirs in self._flows.items():
            for new, size in heirs.items():
                from_whom.setdefault(new, {})[old] = size
        return {
            new: min(sizes, key=lambda old: (-sizes[old], self._line(old)))
            for new, sizes in from_whom.items()
            if not self.goes_on(new)
        }

    def _line(self, code: str) -> int:
        return self._before.structure.lineages[self._before.structure.row[code]]

    def _heir(self, code: str) -> str:
        """The heir of the lineage of an old body: itself or, if it has ended, whoever took over most of its work."""
        heirs = self._flows[code]
        return code if code in self._at_work else largest(heirs)

    @cached_property
    def _at_work(self) -> frozenset[str]:
        """Whoever does from now on what somebody did before: a body that has exchanged all its work goes on as well."""
        return frozenset(heir for heirs in self._flows.values() for heir in heirs)

    def _lineage(self, code: str) -> int:
        parent = self.parents[code]
        if self._heir(parent) == code:
            return self._line(parent)
        change = self.change_between(parent, code)
        assert change is not None, "work came to a new body by a change"
        return lineage(self._line(parent), change.name, code)

    def _successor(self, code: str) -> tuple[Reorganisation | None, Successor | None]:
        """The change that named a body as a successor, and what it said of it."""
        for change in self._due.changes:
            for successor in change.successors:
                if successor.code == code:
                    return change, successor
        return None, None

    def bodies(self, saved: Mapping[str, Mapping[int, float]]) -> list[Body]:
        """All commissioners and clusters of the new era, in canonical order.

        Args:
            saved: Code of one that has taken others' place → lineage of a partner → share of contact that it saves.
        """
        areas: dict[str, list[str]] = {}
        for (founder, locality), code in self.responsibilities.holders.items():
            if founder == COMMISSIONING:
                areas.setdefault(self.responsibilities.acting(code), []).append(locality)
        boards = {self.responsibilities.acting(code): board for code, board in sorted(self._due.boards.items())}
        found = []
        for code, area in areas.items():
            if code in self._before.bodies:
                body = self._going_on(self._before.bodies[code], tuple(area), saved.get(code, {}))
            else:
                body = self._new_body(code, tuple(area), saved.get(code, {}))
            if code in boards:
                committee, board = boards[code]
                body = replace(body, committee=committee, board=board)
            found.append(body)
        return sorted(found, key=lambda body: body.lineage)

    def _going_on(self, body: Body, area: tuple[str, ...], saved: Mapping[int, float]) -> Body:
        if body.code not in self.affected:
            return body
        change, successor = self._successor(body.code)
        body = replace(body, localities=area, posts=self.posts(body.code))
        if change is not None and change.kind in TAKES_IN:
            benefits = self._due.benefits.get(change.name, body.benefits)
            body = replace(body, benefits=benefits, saved={**body.saved, **saved})
        if successor is not None:
            body = replace(body, name=successor.name or body.name, form=successor.form or body.form)
        if successor is not None and successor.board:
            body = replace(body, board=self._place.boards[successor.board], committee="")
        return body

    def _new_body(self, code: str, area: tuple[str, ...], saved: Mapping[int, float]) -> Body:
        parent = self._before.bodies[self.parents[code]]
        change, successor = self._successor(code)
        assert change is not None, "a new body is somebody's successor"
        assert successor is not None, "a new body is somebody's successor"
        return Body(
            code=code,
            name=successor.name or code,
            form=successor.form or parent.form,
            lineage=self._lineage(code),
            localities=area,
            board=self._place.boards[successor.board] if successor.board else parent.board,
            posts=self.posts(code),
            committee="" if successor.board else parent.committee,
            benefits=self._due.benefits.get(change.name, NO_BENEFITS),
            saved=saved,
        )

    def one_counterpart(self) -> dict[str, float]:
        """Commissioner in others' place → share of contact that is saved by dealing with it instead of very many."""
        found = {}
        taking_in = [one.code for each in self._due.changes if each.kind in TAKES_IN for one in each.successors]
        for code in dict.fromkeys((*self.parents, *(code for code in taking_in if self.goes_on(code)))):
            change, _ = self._successor(code)
            # One that took others in may have been taken in, or replaced, on the same day.
            commissioner = self.responsibilities.acting_bodies.get(code) is Kind.COMMISSIONER
            if commissioner and change is not None and change.name in self._due.benefits:
                found[code] = self._due.benefits[change.name].one_counterpart
        return {code: share for code, share in found.items() if share}

    def others(self) -> dict[str, Member]:
        """All other bodies and clusters that can be reorganised and are open from now on, by code."""
        found: dict[str, Member] = {}
        for code, kind in self.responsibilities.acting_bodies.items():
            if kind is Kind.COMMISSIONER:
                continue
            _, successor = self._successor(code)
            name = successor.name if successor is not None else ""
            if self.goes_on(code):
                before = self._before.others[code]
                found[code] = (
                    replace(before, name=name or before.name, posts=self.posts(code))
                    if code in self.affected
                    else before
                )
            elif code in self.parents:
                found[code] = Member(code, name or code, kind, self._lineage(code), self.posts(code))
            else:
                found |= opening(self._units, (code,), self._month)
        return found
