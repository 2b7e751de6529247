"""Compiled draws and those of plain Python are the same for every key."""

from __future__ import annotations

import numpy as np
from compiled_blocks import compiled_block
from hypothesis import given
from hypothesis import strategies as st
from model_example import examples

from relsim.engine.randomness import UNIT, Purpose, draw, philox
from relsim.timetable.lineage_words import words

WORD = st.integers(0, 2**32 - 1)


@examples(300)
@given(st.tuples(WORD, WORD, WORD, WORD), st.tuples(WORD, WORD))
def test_compiled_and_python_agree(counter: tuple[int, ...], key: tuple[int, ...]) -> None:
    assert compiled_block(counter, key) == philox(counter, key)  # type: ignore[arg-type]


@examples(300)
@given(st.integers(0, 2**64 - 1), WORD, WORD, st.sampled_from(Purpose), st.integers(0, 40_000))
def test_a_draw_is_the_block_of_its_key(who: int, seed: int, world: int, purpose: Purpose, month: int) -> None:
    low, high = words(np.array([who], np.uint64))
    expected = compiled_block((int(low[0]), int(high[0]), month, int(purpose)), (seed, world))
    assert draw(seed, world, purpose, month, who) == tuple(lane * UNIT for lane in expected)
