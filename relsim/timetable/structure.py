"""Structures: the organisations and relationships that exist between two reorganisations, as arrays.

A structure depends on the place and on what has been done to its commissioners, never on a seed or a world, so it is
worked out once and shared by all runs.  Rows are in canonical order, by lineage: neither the order of an input file nor
a change of name can change a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from relsim.domain.boards import Board
from relsim.domain.provisions import Benefits
from relsim.timetable.lineage import lineage
from relsim.timetable.lineage_words import words

SECOND_CONTACT_NEED = 0.75
"""A pair that wants this much contact a month has a second contact wherever a side has more than one post
(assumption).
"""

FULL_ATTENTION = 0.25
"""A sector of which an organisation wants so much contact a month, once in four, gets its full part of attention; one
of which it wants less gets less in proportion (assumption).
"""

NO_BENEFITS = Benefits()

Ints = NDArray[np.int32]
Rows = NDArray[np.uint32]
"""Row numbers; unsigned, because a compiler must allow for a negative one counting from the end."""
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Body:
    """A commissioner that exists for a while."""

    code: str
    name: str
    form: str
    lineage: int
    localities: tuple[str, ...]
    board: Board
    posts: int
    committee: str = ""
    """Name of the change by which it decides together with others, through one board; empty: it decides alone."""
    benefits: Benefits = NO_BENEFITS
    saved: Mapping[int, float] = field(default_factory=dict)
    """Lineage of a partner → share of contact that it saves by dealing with this body in the place of several."""


class Layout(NamedTuple):
    """A structure's arrays, as the kernels take them: n organisations, p posts, r relationships, c that are counted."""

    # Organisations (n).
    kind: Ints
    sector: Ints
    statutory: NDArray[np.uint8]
    first_post: Rows
    """(n + 1) posts of organisation o are first_post[o] … first_post[o + 1] − 1."""
    first_as_a: Rows
    """(n + 1) relationships whose side a is organisation o are first_as_a[o] … first_as_a[o + 1] − 1."""
    sought: Floats
    """Contacts a month that an organisation which may give up wants of statutory bodies."""
    attention: Floats
    """(n, sectors) part of its attention that an organisation has for each sector; a row sums to 1, or to 0."""
    low: NDArray[np.uint32]
    high: NDArray[np.uint32]
    opinion: Floats
    """Whose seats decide: sums to 1."""
    represents: NDArray[np.uint8]
    """1 for a body that speaks for members of its own sector, and for nobody else."""
    intermediary: NDArray[np.uint8]
    """1 for a body through which somebody else can reach a commissioner."""
    asks: NDArray[np.uint8]
    """1 for a practice or VCSE organisation in the localities concerned, which may have a concern to raise."""
    # Opinions that decide for each place, in compressed rows.
    place_first: Rows
    place_member: Rows
    place_weight: Floats
    # Posts (p).
    organisation_of: Rows
    # Relationships (r), a before b, sorted.
    a: Rows
    b: Rows
    need: Floats
    relationship_low: NDArray[np.uint32]
    relationship_high: NDArray[np.uint32]
    dependence_a: Floats
    """Share of a's needs that b is to meet."""
    dependence_b: Floats
    shared_boards: Floats
    """Number of people of both sides that meet on boards."""
    closed: Floats
    """Share of the commissioner's decisions that are taken behind closed doors; 0 where no side is one."""
    footprint: Floats
    """Added to the chance of success by a common footprint."""
    # Relationships between an organisation that may give up and a statutory body, by the former.
    guest_first: Rows
    guest_relationship: Rows
    guest_need: Floats
    guest_side: NDArray[np.uint8]
    """1 where the guest is side a, 2 where it is side b."""
    # What is counted (c): relationships of the commissioners concerned.
    counted: Rows
    counted_sector: Ints
    counted_weight: Floats
    # Who listens to whom: directed edges by listener, in canonical order (2r).
    edge_first: Rows
    edge_partner: Rows
    edge_from: Rows
    """Twice the relationship's row, and one more where the listener is side b."""


@dataclass(frozen=True)
class Structure:
    """A layout with the names that go with it."""

    layout: Layout
    codes: tuple[str, ...]
    names: tuple[str, ...]
    lineages: tuple[int, ...]
    relationship_lineages: tuple[int, ...]
    contracts: Floats
    """A relationship's contracts when it starts."""
    first_portfolio_a: Ints
    """The post that deals with a relationship when the structure is new, on a's side; and so on."""
    first_portfolio_b: Ints
    bodies: tuple[Body, ...]
    row: Mapping[str, int] = field(repr=False)
    """Code → row."""
    heirs: Mapping[str, int] = field(repr=False)
    """Code of a body as founded → row of who acts for it now: itself, or whoever does most of what it did."""
    unit_count: Floats = field(repr=False)
    """(sectors) number of need units: partners × bodies concerned."""
    unserved: Floats = field(repr=False)
    """(sectors) counted need that nobody serves any more, contacts a month."""
    unit_row: Ints = field(repr=False)
    """Relationship that serves each unit of `relsim.timetable.need_units`; −1: none."""
    unit_ends: tuple[Ints, Ints] = field(repr=False)
    """Rows of who is at both ends of each unit; −1: nobody."""

    commissioned: Ints = field(repr=False)
    """Numbers of the units that somebody has with whoever commissions."""

    @cached_property
    def of_commissioner(self) -> Mapping[tuple[int, int], int]:
        """(lineage of a partner, row of a commissioner) → relationship."""
        now = self.commissioned[self.unit_row[self.commissioned] >= 0]
        ends = (self.unit_ends[0][now].tolist(), self.unit_ends[1][now].tolist(), self.unit_row[now].tolist())
        return {(self.lineages[partner], body): relationship for partner, body, relationship in zip(*ends, strict=True)}

    @cached_property
    def post_words(self) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """Lineages of posts that descend from nothing, low and high words: their organisation's, numbered."""
        first_post = self.layout.first_post
        lineages = [
            lineage("post", self.lineages[row], post - int(first_post[row]))
            for post, row in enumerate(self.layout.organisation_of.tolist())
        ]
        return words(np.array(lineages, np.uint64))
