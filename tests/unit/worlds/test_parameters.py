"""Parameters: every one has a default in its range, a unit and a source, and the design of worlds can be extended."""

from __future__ import annotations

import pytest

from relsim.worlds.parameters import Parameter, World, parameters
from relsim.worlds.plausible import plausible_worlds

TABLE = parameters()


@pytest.mark.parametrize("name", World._fields)
def test_a_parameter_is_described(name: str) -> None:
    entry = TABLE[name]
    assert isinstance(entry, Parameter)
    assert entry.unit.strip()
    assert entry.low < entry.high
    assert entry.low <= getattr(World(), name) <= entry.high
    assert "assumption" in entry.source or any(character.isdigit() for character in entry.source), (
        f"{name} needs a source with its year, or the word assumption"
    )


def test_every_parameter_is_in_the_table_in_order() -> None:
    assert tuple(TABLE) == World._fields


@pytest.mark.parametrize("few", [1, 2, 3, 7, 8, 20, 64])
def test_fewer_worlds_are_the_first_of_more(few: int) -> None:
    assert plausible_worlds(100)[:few] == plausible_worlds(few)


def test_worlds_lie_in_the_ranges_and_fill_them() -> None:
    worlds = plausible_worlds(256)
    assert len(set(worlds)) == 256
    for name, entry in TABLE.items():
        values = [getattr(world, name) for world in worlds]
        assert entry.low <= min(values)
        assert max(values) <= entry.high
        # Sobol points put one of 256 in each 256th part; scrambled, both ends are within two of them.
        assert min(values) < entry.low + 2 / 256 * (entry.high - entry.low)
        assert max(values) > entry.high - 2 / 256 * (entry.high - entry.low)


def test_a_world_survives_being_written_as_decimal_text() -> None:
    for world in plausible_worlds(64):
        assert World(*(float(f"{value:.9f}") for value in world)) == world


def test_the_first_world_stays_as_it_is() -> None:
    """A change of the design changes every result; it has to be meant."""
    assert plausible_worlds(1)[0][:3] == FIRST


FIRST = (0.680005198, 0.495534007, 0.678934713)
