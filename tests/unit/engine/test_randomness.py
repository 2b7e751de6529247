"""Keyed draws: the generator's published answers, and what a draw depends on."""

from __future__ import annotations

import numpy as np
import pytest
from compiled_blocks import compiled_block

from relsim.engine.randomness import UNIT, Key, Purpose, draw, fill_blocks, philox
from relsim.timetable.lineage import lineage
from relsim.timetable.lineage_words import words

# From kat_vectors, the file of known answers that comes with Random123 (Salmon et al. 2011): counter, key, answer.
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_python_gives_the_published_answers(counter, key, answer) -> None:
    assert philox(counter, key) == answer


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN)
def test_compiled_gives_the_published_answers(counter, key, answer) -> None:
    assert compiled_block(counter, key) == answer


def test_the_order_of_the_rows_makes_no_difference() -> None:
    who = np.array([lineage("someone", number) for number in range(1000)], np.uint64)
    shuffled = np.random.default_rng(1).permutation(1000)
    lanes = [np.empty(1000, np.uint32) for _ in range(8)]
    fill_blocks(Key(1, 2), 1, 3, words(who), tuple(lanes[:4]))
    fill_blocks(Key(1, 2), 1, 3, words(who[shuffled]), tuple(lanes[4:]))
    for lane, again in zip(lanes[:4], lanes[4:], strict=True):
        assert (lane[shuffled] == again).all()


def test_a_change_of_any_part_of_the_key_changes_the_draw() -> None:
    keys = [
        (1, 1, Purpose.CONTACT, 1, 1), (2, 1, Purpose.CONTACT, 1, 1), (1, 2, Purpose.CONTACT, 1, 1),
        (1, 1, Purpose.PEOPLE, 1, 1), (1, 1, Purpose.CONTACT, 2, 1), (1, 1, Purpose.CONTACT, 1, 2),
        (1, 1, Purpose.CONTACT, 1, 1 + 2**32),
    ]  # fmt: skip
    assert len({draw(*key) for key in keys}) == len(keys)


def test_draws_are_even_and_lanes_are_unrelated() -> None:
    """200,000 neighbouring keys: each lane's tenths hold a tenth each, and lanes and neighbours are uncorrelated."""
    count = 200_000
    who = np.arange(count, dtype=np.uint64)
    lanes = [np.empty(count, np.uint32) for _ in range(4)]
    fill_blocks(Key(1, 0), 1, 24_000, words(who), tuple(lanes))
    units = np.array(lanes) * UNIT
    for lane in units:
        shares = np.histogram(lane, 10, (0.0, 1.0))[0] / count
        assert shares == pytest.approx(0.1, abs=5 * np.sqrt(0.09 / count))
    correlations = np.corrcoef(np.vstack([units, np.roll(units, 1, axis=1)]))
    assert np.abs(correlations - np.eye(8)).max() < 5 / np.sqrt(count)


def test_lineages_stay_as_they_are() -> None:
    """A change of these would change every number of every run."""
    assert lineage("organisation", "QU9") == lineage("organisation", "QU9")
    assert [lineage("organisation", "QU9"), lineage("relationship", 1, 2)] == KNOWN_LINEAGES


def test_lineages_tell_apart_where_one_part_ends() -> None:
    assert lineage("ab", "c") != lineage("a", "bc")


KNOWN_LINEAGES = [8_528_917_343_760_941_848, 16_035_320_884_023_763_268]
