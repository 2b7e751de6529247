"""Inheritance: what every relationship, post and organisation of a new era descends from, as arrays for the kernels.

A relationship descends from those that served its need units before.  One whose both sides go on keeps its people and
its lineage, whatever comes to it; to any other the one with the largest need leaves them.  The agreements of all come
over in proportion to need, each one's as far as the changes by which the work moved carry them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from relsim.timetable.lineage import lineage, pair_lineage
from relsim.timetable.lineage_words import words
from relsim.timetable.members import EraMembers
from relsim.timetable.need_units import NOBODY
from relsim.timetable.passage import Mixes, Passage, together
from relsim.timetable.structure import Ints, Structure
from relsim.timetable.succession import Succession


@dataclass(frozen=True)
class _Ancestor:
    """An old relationship that a new one descends from; its ends in the order of the new one's sides."""

    relationship: int
    ends: tuple[int, int]
    need: float


class Inheritance:
    """The descent of the relationships of a new era."""

    def __init__(self, old: Structure, era_members: EraMembers, step: Succession) -> None:
        """Find it.

        Args:
            old: The structure before.
            era_members: Who exists afterwards, and who serves which need.
            step: Who succeeds whom.
        """
        self._old, self._era_members, self._step = old, era_members, step
        served = era_members.served
        codes = [member.code for member in era_members.members]
        self._affected = np.array([code in step.affected for code in codes])
        self._was = np.array([old.row.get(code, NOBODY) for code in codes], np.int32)
        self._side_a, self._side_b = self._affected[served.a], self._affected[served.b]
        self._itself = self._rows_before()
        self._origin = self._itself.copy()
        self._sources = self._all_sources()
        self._first = dict(self._all_first())
        for k, source in self._first.items():
            self._origin[k] = source.relationship

    def _rows_before(self) -> Ints:
        """(pairs) the old row of each pair whose sides both go on; −1 for all others and for new ones."""
        served, old = self._era_members.served, self._old
        count = len(old.codes)
        was_a, was_b = self._was[served.a].astype(np.int64), self._was[served.b].astype(np.int64)
        keys = old.layout.a.astype(np.int64) * count + old.layout.b.astype(np.int64)
        wanted = np.minimum(was_a, was_b) * count + np.maximum(was_a, was_b)
        at = np.searchsorted(keys, wanted)
        at[at == len(keys)] = 0
        found = (was_a != NOBODY) & (was_b != NOBODY)
        found &= (keys[at] == wanted) if len(keys) else False
        return np.where(found, at, NOBODY).astype(np.int32)

    def _all_sources(self) -> dict[int, list[_Ancestor]]:
        """New relationship with an affected side → what its need units were served by, in order of codes."""
        served, old = self._era_members.served, self._old
        row, was = served.row, old.unit_row
        mine = np.flatnonzero((row != NOBODY) & (was != NOBODY))
        mine = mine[(self._side_a | self._side_b)[row[mine]]]
        keys, inverse = np.unique(row[mine].astype(np.int64) * len(old.layout.a) + was[mine], return_inverse=True)
        need = np.bincount(inverse, served.units.need[mine], len(keys))
        some = np.zeros(len(keys), np.int64)
        some[inverse[::-1]] = mine[::-1]
        one_is_a = served.one[some] == served.a[row[some]]
        ends = (
            np.where(one_is_a, old.unit_ends[0][some], old.unit_ends[1][some]),
            np.where(one_is_a, old.unit_ends[1][some], old.unit_ends[0][some]),
        )
        sources: dict[int, list[_Ancestor]] = {}
        for k, relationship, at_a, at_b, amount in zip(
            row[some].tolist(), was[some].tolist(), ends[0].tolist(), ends[1].tolist(), need.tolist(), strict=True
        ):
            sources.setdefault(k, []).append(_Ancestor(relationship, (at_a, at_b), amount))
        for found in sources.values():
            found.sort(key=lambda source: (old.codes[source.ends[0]], old.codes[source.ends[1]]))
        return sources

    def _all_first(self) -> Iterator[tuple[int, _Ancestor]]:
        """New relationship with an affected side → the one that leaves it its people: itself, or the largest need."""
        a, b = self._era_members.served.a, self._era_members.served.b
        for k in np.flatnonzero(self._side_a | self._side_b).tolist():
            sources, itself = self._sources.get(k, []), int(self._itself[k])
            if itself != NOBODY:
                # All its work may have gone elsewhere, and other work have come.
                of_others = _Ancestor(itself, (int(self._was[a[k]]), int(self._was[b[k]])), 0.0)
                yield k, next((source for source in sources if source.relationship == itself), of_others)
            elif sources:
                yield k, min(sources, key=self._rank)

    def _rank(self, source: _Ancestor) -> tuple[float, int, int]:
        """The largest need first, ties by lineage."""
        return -source.need, self._old.lineages[source.ends[0]], self._old.lineages[source.ends[1]]

    # --- Lineages ----------------------------------------------------------------------------------------------------

    @cached_property
    def lineages(self) -> list[int]:
        """(pairs) lineages of the relationships."""
        era_members, old = self._era_members, self._old
        a, b = era_members.served.a.tolist(), era_members.served.b.tolist()
        line = [member.lineage for member in era_members.members]
        heirs = self._heirs()
        # Most descend from one that goes on as it was.
        known = old.relationship_lineages
        found = [known[origin] if origin != NOBODY else 0 for origin in self._origin.tolist()]
        for k in np.flatnonzero(self._origin == NOBODY).tolist():
            found[k] = pair_lineage(line[a[k]], line[b[k]])
        for k, first in self._first.items():
            if heirs[first.relationship] != k:
                found[k] = lineage(known[first.relationship], *self._own_line(k, line))
        return found

    def _own_line(self, k: int, line: list[int]) -> Iterator[int | str]:
        """What tells a relationship from others with the same origin: its new sides, or what brought it to old ones."""
        served, first = self._era_members.served, self._first[k]
        for row, before in zip((int(served.a[k]), int(served.b[k])), first.ends, strict=True):
            code, was = self._era_members.members[row].code, self._old.codes[before]
            if self._affected[row]:
                yield line[row]
            change = self._step.change_between(was, code)
            if change is not None and was != code and self._step.goes_on(code):
                yield change.name

    def _heirs(self) -> dict[int, int]:
        """Old relationship → which one inherits its lineage: itself, or the one with the largest need, ties by code."""
        era_members, heirs = self._era_members, dict[int, int]()
        a, b = era_members.served.a.tolist(), era_members.served.b.tolist()

        def codes(k: int) -> tuple[str, str]:
            first = (era_members.members[a[k]].code, era_members.members[b[k]].code)
            return first if self._first[k].ends[0] < self._first[k].ends[1] else first[::-1]

        def rank(k: int) -> tuple[bool, float, tuple[str, str]]:
            return int(self._itself[k]) == NOBODY, -self._first[k].need, codes(k)

        for k, source in self._first.items():
            rival = heirs.get(source.relationship)
            if rival is None or rank(k) < rank(rival):
                heirs[source.relationship] = k
        return heirs

    def saved(self, one_counterpart: Mapping[str, float]) -> dict[str, dict[int, float]]:
        """Commissioner in others' place → lineage of a partner → share of contact that it saves.

        A partner that had dealt with k bodies saves the more of the contact, the more of them this one replaces.
        """
        era_members = self._era_members
        codes = {era_members.row[code]: code for code in one_counterpart}
        saved: dict[str, dict[int, float]] = {code: {} for code in one_counterpart}
        for k, sources in self._sources.items():
            a, b = int(era_members.served.a[k]), int(era_members.served.b[k])
            for body, partner, side in ((a, b, 0), (b, a, 1)):
                before = {source.ends[side] for source in sources}
                if body in codes and len(before) > 1:
                    share = one_counterpart[codes[body]] * (1.0 - 1.0 / len(before))
                    saved[codes[body]][era_members.members[partner].lineage] = share
        return saved

    # --- The passage -------------------------------------------------------------------------------------------------

    def passage(self, new: Structure) -> Passage:
        """From the old structure to the new one."""
        old, origin, count = self._old, self._origin, len(self._origin)
        turned = np.zeros(count, np.int32)
        contracts, procedures, written = np.ones(count), np.ones(count), np.zeros(count, np.int32)
        mixes = Mixes(origin)
        for k, sources in self._sources.items():
            turned[k] = int(old.layout.a[origin[k]]) != self._first[k].ends[0]
            carried = [self._carried(k, source) for source in sources]
            contracts[k], of_contracts = together([share for share, _, _ in carried])
            procedures[k], of_procedures = together([share for _, share, _ in carried])
            written[k] = any(handed_over for _, _, handed_over in carried)
            total = sum(source.need for source in sources)
            rows = [source.relationship for source in sources]
            shares = [source.need / total for source in sources]
            mixes.put(k, sorted(zip(rows, shares, of_contracts, of_procedures, strict=True)))
        self._check(turned)
        parents = {code: old.row[parent] for code, parent in self._step.parents.items()}
        return Passage(
            organisation_from=np.array([old.row.get(code, parents.get(code, NOBODY)) for code in new.codes], np.int32),
            relationship_from=origin,
            side_a=self._side_a.astype(np.int32),
            side_b=self._side_b.astype(np.int32),
            turned=turned,
            **mixes.arrays(),
            contracts_carried=contracts,
            procedures_carried=procedures,
            written=written,
            **self._posts(new),
        )

    def _check(self, turned: Ints) -> None:
        """Of a side that is not affected a relationship keeps its people, so they must be those of the same body.

        Kernels take it for granted, and would write where nothing is.
        """
        served, layout, origin = self._era_members.served, self._old.layout, self._origin
        first, second = np.where(turned, (layout.b[origin], layout.a[origin]), (layout.a[origin], layout.b[origin]))
        wrong = ~self._side_a & (first != self._was[served.a]) | ~self._side_b & (second != self._was[served.b])
        assert not (wrong & (origin != NOBODY)).any(), "an organisation keeps its own relationships"

    def _carried(self, k: int, source: _Ancestor) -> tuple[float, float, bool]:
        """Shares of a source's contracts and procedures that come over, and whether leavers write a handover."""
        contracts, procedures, written = 1.0, 1.0, False
        for row, before in zip(
            (self._era_members.served.a[k], self._era_members.served.b[k]), source.ends, strict=True
        ):
            code, was = self._era_members.members[row].code, self._old.codes[before]
            change = self._step.change_between(was, code) if self._affected[row] else None
            if change is not None and was != code:
                contracts, procedures = contracts * change.contracts, procedures * change.procedures
            written |= change is not None and change.written_handover
        return contracts, procedures, written

    def _posts(self, new: Structure) -> dict[str, Any]:
        old, step = self._old, self._step
        post_to = np.full(len(old.layout.organisation_of), NOBODY, np.int32)
        first_post = new.layout.first_post.astype(np.int64)
        new_low, new_high = (np.zeros(len(new.layout.organisation_of), np.uint32) for _ in range(2))
        for row, code in enumerate(old.codes):
            if code in new.row:
                everybody = range(int(old.layout.first_post[row]), int(old.layout.first_post[row + 1]))
                staying = step.staying.get(code, everybody)
                start = int(first_post[new.row[code]])
                post_to[list(staying)] = np.arange(start, start + len(staying))
        following = {code: len(step.staying.get(code, ())) for code in step.affected}
        to = []
        for group in step.groups:
            to.append(int(first_post[new.row[group.code]]) + following[group.code])
            following[group.code] += group.surviving
        groups = step.groups
        events = [lineage("event", group.change.name) & 0x7FFFFFFF for group in groups]
        for group, start, event in zip(groups, to, events, strict=True):
            row, posts = new.row[group.code], range(start, start + group.surviving)
            # A body that goes on may be left without anybody more than once.
            again = (event,) if step.goes_on(group.code) else ()
            fresh = [
                lineage("post", new.lineages[row], group.code, post - int(first_post[row]), *again) for post in posts
            ]
            new_low[list(posts)], new_high[list(posts)] = words(np.array(fresh, np.uint64))
        return {
            "post_to": post_to,
            "group_first": np.concatenate([[0], np.cumsum([len(group.posts) for group in groups])]).astype(np.int32),
            "group_post": np.array([post for group in groups for post in group.posts], np.int32),
            "group_body": np.array([new.row[group.code] for group in groups], np.int32),
            "group_to": np.array(to, np.int32),
            "group_surviving": np.array([group.surviving for group in groups], np.int32),
            "group_event": np.array(events, np.int32),
            "group_kept": np.array([group.kept for group in groups], np.int32),
            "group_moved": np.array([group.kept_or_moved for group in groups], np.int32),
            "new_low": new_low,
            "new_high": new_high,
        }
