"""The network of needs: the organisations of a place, and the contact that each pair wants when trust is middling.

How much is `relsim.timetable.needs`, all assumptions; whom a practice, a trust or a council works with follows from the
place's facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from relsim.domain.place import Place, PrimaryCareNetwork, Representative
from relsim.domain.reorganisation import Reorganisation
from relsim.domain.sectors import Kind
from relsim.timetable.needs import LEAST_NEED, contracts_between
from relsim.timetable.organisations import Organisation, organisations_of
from relsim.timetable.who_needs_whom import needs_between, needs_of_commissioners


@dataclass(frozen=True)
class Network:
    """The organisations of a place but its commissioners, in canonical order, and what they need of each other."""

    organisations: tuple[Organisation, ...]
    """Sorted by lineage."""
    pairs: tuple[tuple[int, int, float, float], ...]
    """(row, row, contacts a month wanted, contracts), the lower row first, sorted."""
    commissioner_needs: tuple[tuple[int, str, float], ...]
    """(row, locality, contacts a month wanted of whoever commissions there), sorted."""
    population: Mapping[str, int]
    """Locality → people."""
    council_of: Mapping[str, str]
    """Locality → code of the upper-tier council whose area it lies in: its place."""

    @cached_property
    def row(self) -> Mapping[str, int]:
        """Code → row of the organisation."""
        return {one.code: row for row, one in enumerate(self.organisations)}

    @property
    def places(self) -> tuple[str, ...]:
        """Codes of the councils whose areas are its places, in order."""
        return tuple(sorted(set(self.council_of.values())))

    def count_open(self, month: int) -> int:
        """Number of its organisations that exist in a month."""
        return sum(one.opened <= month for one in self.organisations)


def with_layers(network_of: Network, place: Place, changes: Iterable[Reorganisation]) -> Network:
    """The network of a place and of what layers add to it; needs between those that it had before stay as they are.

    Args:
        network_of: The place's network so far.
        place: The place.
        changes: Reorganisations; those of another kind are passed over.
    """
    areas: dict[str, Sequence[str]] = {}
    layers = [change for change in changes if change.kind == "layer"]
    # One after another: a later layer takes nothing from an earlier one either.
    for change in sorted(layers, key=lambda change: (change.vesting, change.name)):
        made = tuple(
            Representative.model_validate({"code": one.code, "name": one.name or one.code, "kind": one.kind,
                                           "localities": one.localities, "opened": change.vesting})
            for one in change.successors if one.kind != Kind.PCN.code
        )  # fmt: skip
        networks = [one for one in change.successors if one.kind == Kind.PCN.code]
        pcns = tuple(PrimaryCareNetwork(code=one.code, name=one.name or one.code, opened=change.vesting)
                     for one in networks)  # fmt: skip
        areas |= {one.code: one.localities for one in networks}
        place = place.model_copy(
            update={"representatives": (*place.representatives, *made), "pcns": (*place.pcns, *pcns)}
        )
        network_of = _joined(network_of, network(place, areas), {one.code for one in change.successors})
    return network_of


def _joined(known: Network, extended: Network, new: set[str]) -> Network:
    """A network with some organisations of an extended one, and with what these need and are needed for."""
    added = [one for one in extended.organisations if one.code in new]
    organisations = tuple(sorted([*known.organisations, *added], key=lambda one: one.lineage))
    row = {one.code: number for number, one in enumerate(organisations)}
    pairs = [
        (row[of.organisations[a].code], row[of.organisations[b].code], *rest)
        for of in (known, extended)
        for a, b, *rest in of.pairs
        if of is known or {of.organisations[a].code, of.organisations[b].code} & new
    ]
    needs = [
        (row[of.organisations[number].code], *rest)
        for of in (known, extended)
        for number, *rest in of.commissioner_needs
        if of is known or of.organisations[number].code in new
    ]
    return replace(
        known, organisations=organisations, pairs=tuple(sorted(pairs)), commissioner_needs=tuple(sorted(needs)),  # type: ignore[arg-type]
    )


def network(place: Place, layered: Mapping[str, Sequence[str]] | None = None) -> Network:
    """Build the network of a place; the order of anything in the place's lists makes no difference.

    Args:
        place: The place.
        layered: Primary care networks without members of their own → the localities whose practices they serve.
    """
    layered = layered or {}
    population = {locality.code: locality.population for locality in place.localities}
    organisations = tuple(sorted(organisations_of(place, layered), key=lambda one: one.lineage))
    row = {one.code: number for number, one in enumerate(organisations)}
    wanted: dict[tuple[int, int], float] = {}
    for one, other, need in needs_between(place, organisations, layered):
        key = (min(row[one], row[other]), max(row[one], row[other]))
        if need >= LEAST_NEED:
            wanted[key] = max(need, wanted.get(key, 0.0))
    pairs = tuple(
        (a, b, need, contracts_between(organisations[a].kind, organisations[b].kind))
        for (a, b), need in sorted(wanted.items())
    )
    council_of = {locality.code: locality.council for locality in place.localities}
    return Network(organisations, pairs, tuple(sorted(needs_of_commissioners(organisations))), population, council_of)
