"""Succession: what the bodies, posts and relationships of a new era descend from.

One set of rules for every kind of reorganisation.  A successor body, and each of its relationships, inherits the
lineage of the predecessor with the largest share in it, unless a larger part of that predecessor goes elsewhere; then
it gets a lineage of its own.  Posts are dealt to successors by the people each takes over, to exact quotas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from relsim.boards import Board
from relsim.lineage import lineage
from relsim.network import Network
from relsim.places.bodies import Areas
from relsim.places.place import Place
from relsim.plans import Reorganisation, Successor
from relsim.provisions import Benefits
from relsim.randomness import words
from relsim.structure import NO_BENEFITS, Body, Descent, Floats, Ints, Structure


class Passage(NamedTuple):
    """What the rows of an era descend from in the era before; g groups of posts, one a successor body."""

    organisation_from: Ints
    relationship_from: Ints
    """Row in the era before; −1 for what is new."""
    organisation_to: Ints
    """Per old organisation: its new row, or that of the successor that takes over most of it."""
    touched: Ints
    """Per relationship: 1 if its commissioner is a successor just formed, else 0."""
    body_is_a: Ints
    """Per relationship: 1 if side a is a successor just formed."""
    turned: Ints
    """Per relationship: 1 if what it descends from has its sides the other way round."""
    mix_first: Ints
    mix_from: Ints
    mix_share: Floats
    """The relationships whose agreements a relationship inherits, in compressed rows, with their shares."""
    contracts_carried: Floats
    procedures_carried: Floats
    written: Ints
    """Per relationship: 1 if those who leave its predecessor write down what their heirs need."""
    post_to: Ints
    """Per old post: its new row; −1 for the posts of predecessors."""
    group_first: Ints
    group_post: Ints
    """The old posts of each group, in canonical order."""
    group_body: Ints
    """Per group: the successor's row."""
    group_event: Ints
    group_kept: Ints
    group_moved: Ints
    """Per group: number of posts kept, and kept or moved; the others' holders leave."""
    new_low: NDArray[np.uint32]
    new_high: NDArray[np.uint32]
    """Per new post: the lineage it has if no old post survives into it."""


@dataclass(frozen=True)
class _Group:
    """The old posts that one successor is given, and how many of them go on and how."""

    change: Reorganisation
    successor: Successor
    posts: tuple[int, ...]

    @property
    def surviving(self) -> int:
        return max(1, round(self.change.posts * len(self.posts)))

    @property
    def kept(self) -> int:
        return min(self.surviving, round(self.change.kept * len(self.posts)))

    @property
    def kept_or_moved(self) -> int:
        return min(self.surviving, round((self.change.kept + self.change.moved) * len(self.posts)))


@dataclass(frozen=True)
class Due:
    """What is due in a month."""

    changes: Sequence[Reorganisation]
    boards: Mapping[str, tuple[str, Board]]
    """Code of a commissioner → name of the change of boards, and the board that governs it from now on."""
    benefits: Mapping[str, Benefits]
    """Name of a change → what it is for."""


class Succession:
    """The work of one vesting month: `bodies` and `descent` first, then the `passage` to their structure."""

    def __init__(
        self, place: Place, network: Network, old: Structure, due: Due, areas: Areas, descent: Descent,
    ) -> None:  # fmt: skip
        self._due, self._place, self._network, self._old, self._areas = due, place, network, old, areas
        self._before = {body.code: body for body in old.bodies}
        groups = self._deal_posts(due.changes)
        self._groups = sorted(groups, key=lambda group: (group.change.name, group.successor.code))
        self.parents = {group.successor.code: self._largest_predecessor(group) for group in self._groups}
        """Successor → the predecessor with the most people in it."""
        self._sources = self._shared_needs()
        self.bodies = sorted(self._bodies(), key=lambda body: body.lineage)
        """All commissioners of the new era, in canonical order."""
        self.descent = Descent(self._inherited(descent))

    def passage(self, new: Structure) -> Passage:
        """From the old structure to the new one."""
        old, layout = self._old, new.layout
        group_of_row = {new.row[group.successor.code]: group for group in self._groups}
        old_pairs = {
            (old.lineages[a], old.lineages[b]): number
            for number, (a, b) in enumerate(zip(old.layout.a.tolist(), old.layout.b.tolist(), strict=True))
        }
        known = set(old.lineages)
        origin, touched, turned, mixes, carried, written = [], [], [], [], [], []
        for a, b in zip(layout.a.tolist(), layout.b.tolist(), strict=True):
            group = group_of_row.get(a) or group_of_row.get(b)
            partner = new.lineages[b if a in group_of_row else a]
            if group is None or partner not in known:
                origin.append(old_pairs.get((new.lineages[a], new.lineages[b]), -1))
                touched.append(0)
                turned.append(0)
                mixes.append([(origin[-1], 1.0)] if origin[-1] >= 0 else [])
                carried.append((1.0, 1.0))
                written.append(0)
                continue
            mix = self._mix(partner, group.successor.code)
            origin.append(mix[0][0])
            touched.append(1)
            turned.append(int((old.lineages[int(old.layout.a[origin[-1]])] == partner) != (new.lineages[a] == partner)))
            mixes.append(sorted(mix))
            carried.append((group.change.contracts, group.change.procedures))
            written.append(int(group.change.written_handover))
        old_row = {line: row for row, line in enumerate(old.lineages)}
        heirs = {body.lineage: old.row[self.parents[body.code]] for body in self.bodies if body.code in self.parents}
        return Passage(
            organisation_from=np.array([heirs.get(line, old_row.get(line, -1)) for line in new.lineages], np.int32),
            relationship_from=np.array(origin, np.int32),
            organisation_to=np.array([new.row[self._goes_to(code)] for code in old.codes], np.int32),
            touched=np.array(touched, np.int32),
            body_is_a=np.array([int(row in group_of_row) for row in layout.a.tolist()], np.int32),
            turned=np.array(turned, np.int32),
            mix_first=np.concatenate([[0], np.cumsum([len(mix) for mix in mixes])]).astype(np.int32),
            mix_from=np.array([row for mix in mixes for row, _ in mix], np.int32),
            mix_share=np.array([share for mix in mixes for _, share in mix], np.float64),
            contracts_carried=np.array([pair[0] for pair in carried], np.float64),
            procedures_carried=np.array([pair[1] for pair in carried], np.float64),
            written=np.array(written, np.int32),
            **self._post_passage(new),
        )

    def _people(self, localities: Iterable[str]) -> int:
        return sum(self._network.population[locality] for locality in sorted(localities))

    def _shared_people(self, code: str, predecessor: str) -> int:
        return self._people(set(self._areas[code]) & set(self._before[predecessor].localities))

    def _deal_posts(self, due: Sequence[Reorganisation]) -> Iterable[_Group]:
        first_post = self._old.layout.first_post
        for change in due:
            dealt: dict[str, list[int]] = {successor.code: [] for successor in change.successors}
            for code in change.predecessors:
                row = self._old.row[code]
                posts = range(int(first_post[row]), int(first_post[row + 1]))
                people, taken, last = self._people(self._before[code].localities), 0, 0
                for heir in sorted(dealt):
                    taken += self._shared_people(heir, code)
                    quota = round(len(posts) * taken / people)
                    dealt[heir] += posts[last:quota]
                    last = quota
            for successor in change.successors:
                yield _Group(change, successor, tuple(sorted(dealt[successor.code])))

    def _largest_predecessor(self, group: _Group) -> str:
        shared = {code: self._shared_people(group.successor.code, code) for code in group.change.predecessors}
        return min(shared, key=lambda code: (-shared[code], self._before[code].lineage))

    def _goes_to(self, code: str) -> str:
        """An organisation itself or, for a predecessor, the successor that takes over most of its people."""
        if code not in self._before or code in self._areas:
            return code
        shared = {group.successor.code: self._shared_people(group.successor.code, code) for group in self._groups}
        return min(shared, key=lambda one: (-shared[one], one))

    def _bodies(self) -> Iterable[Body]:
        group_of = {group.successor.code: group for group in self._groups}
        for code, area in self._areas.items():
            body = self._successor(group_of[code], code, area) if code in group_of else self._before[code]
            if code in self._due.boards:
                committee, board = self._due.boards[code]
                body = replace(body, committee=committee, board=board)
            yield body

    def _successor(self, group: _Group, code: str, area: tuple[str, ...]) -> Body:
        parent, successor = self._before[self.parents[code]], group.successor
        heir = self._goes_to(parent.code)
        benefits = self._due.benefits.get(group.change.name, NO_BENEFITS)
        # A partner that had dealt with k bodies saves the more of the contact, the more of them this one replaces.
        saved = {
            partner: benefits.one_counterpart * (1.0 - 1.0 / len(sources))
            for (partner, body), sources in self._sources.items()
            if body == code and len(sources) > 1 and benefits.one_counterpart
        }
        return Body(
            code=code,
            name=successor.name or code,
            form=successor.form or parent.form,
            lineage=parent.lineage if heir == code else lineage(parent.lineage, group.change.name, code),
            localities=area,
            board=self._place.boards[successor.board] if successor.board else parent.board,
            posts=group.surviving,
            committee="" if successor.board else parent.committee,
            benefits=benefits,
            saved=saved,
        )

    def _shared_needs(self) -> dict[tuple[int, str], dict[str, float]]:
        """(partner's lineage, successor) → predecessor → need of the one that was need of the other."""
        after = {locality: code for code, area in self._areas.items() for locality in area}
        before = {locality: code for code, body in self._before.items() for locality in body.localities}
        shared: dict[tuple[int, str], dict[str, float]] = {}
        for row, locality, need in self._network.commissioner_needs:
            if after[locality] in self.parents:
                key = (self._network.organisations[row].lineage, after[locality])
                sources = shared.setdefault(key, {})
                sources[before[locality]] = sources.get(before[locality], 0.0) + need
        return shared

    def _source(self, partner: int, code: str) -> str:
        """The predecessor that a successor's relationship descends from: the largest need, ties by lineage."""
        sources = self._sources[partner, code]
        return min(sources, key=lambda one: (-sources[one], self._before[one].lineage))

    def _inherited(self, descent: Descent) -> dict[tuple[int, int], int]:
        body_lineage = {body.code: body.lineage for body in self.bodies}
        kept = {body.lineage for body in self.bodies if body.code not in self.parents}
        inherited = {key: line for key, line in descent.of.items() if key[1] in kept}
        heirs: dict[tuple[int, str], str] = {}
        for partner, code in sorted(self._sources):
            predecessor = self._source(partner, code)
            rival = heirs.get((partner, predecessor))
            if rival is None or self._sources[partner, rival][predecessor] < self._sources[partner, code][predecessor]:
                heirs[partner, predecessor] = code
        for partner, code in self._sources:
            predecessor = self._source(partner, code)
            line = descent.lineage(partner, self._before[predecessor].lineage)
            if heirs[partner, predecessor] != code:
                line = lineage(line, body_lineage[code])
            inherited[partner, body_lineage[code]] = line
        return inherited

    def _mix(self, partner: int, code: str) -> list[tuple[int, float]]:
        """Old relationships that agreements come from, with shares, the one that the rest descends from first."""
        sources = self._sources[partner, code]
        total = sum(sources[one] for one in sorted(sources))
        first = self._source(partner, code)
        rows = self._old.of_commissioner
        return [
            (rows[partner, self._old.row[one]], sources[one] / total)
            for one in sorted(sources, key=lambda one: (one != first, self._before[one].lineage))
        ]

    def _post_passage(self, new: Structure) -> dict[str, Any]:
        old = self._old
        post_to = np.full(len(old.layout.organisation_of), -1, np.int32)
        gone = {post for group in self._groups for post in group.posts}
        for row in range(len(old.codes)):
            first, last = int(old.layout.first_post[row]), int(old.layout.first_post[row + 1])
            if first < last and first not in gone and old.codes[row] in new.row:
                start = int(new.layout.first_post[new.row[old.codes[row]]])
                post_to[first:last] = np.arange(start, start + last - first)
        fresh = np.array(
            [
                lineage("post", new.lineages[row], new.codes[row], post - int(new.layout.first_post[row]))
                for post, row in enumerate(new.layout.organisation_of.tolist())
            ],
            np.uint64,
        )
        low, high = words(fresh)
        groups = self._groups
        return {
            "post_to": post_to,
            "group_first": np.concatenate([[0], np.cumsum([len(group.posts) for group in groups])]).astype(np.int32),
            "group_post": np.array([post for group in groups for post in group.posts], np.int32),
            "group_body": np.array([new.row[group.successor.code] for group in groups], np.int32),
            "group_event": np.array([lineage("event", group.change.name) & 0x7FFFFFFF for group in groups], np.int32),
            "group_kept": np.array([group.kept for group in groups], np.int32),
            "group_moved": np.array([group.kept_or_moved for group in groups], np.int32),
            "new_low": low,
            "new_high": high,
        }
