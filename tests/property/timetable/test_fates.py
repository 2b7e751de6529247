"""What becomes of staff in any reorganisation: quotas are exact, and fates hang on nothing but the change."""

from __future__ import annotations

import numpy as np
from fates_example import fates
from hypothesis import given
from hypothesis import strategies as st
from model_example import AREAS_AFTER, KEYS, change, changes, examples

from relsim.domain.reorganisation import Reorganisation
from relsim.engine.rules.reorganisation import GONE, KEPT, MOVED
from relsim.engine.state import VACANT


@examples(300)
@given(changes(), KEYS)
def test_quotas_are_exact(told: Reorganisation, seed: int) -> None:
    fate, heir, _, after, old, era = fates(told, seed)
    passage, layout = era.passage, era.structure.layout
    predecessors = {
        post
        for code in told.predecessors
        for post in range(old.layout.first_post[old.row[code]], old.layout.first_post[old.row[code] + 1])
    }
    assert sorted(passage.group_post.tolist()) == sorted(predecessors)  # every post is dealt once
    for group, body in enumerate(passage.group_body.tolist()):
        posts = passage.group_post[passage.group_first[group] : passage.group_first[group + 1]]
        first, last = int(layout.first_post[body]), int(layout.first_post[body + 1])
        surviving = max(1, round(told.posts * len(posts)))
        kept = min(surviving, round(told.kept * len(posts)))
        moved = min(surviving, round((told.kept + told.moved) * len(posts))) - kept
        assert last - first == surviving
        if len(posts):
            assert (fate[posts] == KEPT).sum() == kept
            assert (fate[posts] == MOVED).sum() == moved
        taken = heir[posts][heir[posts] >= 0]
        assert sorted(taken.tolist()) == list(range(first, first + min(len(posts), surviving)))
        gone = posts[(fate[posts] == GONE) & (heir[posts] >= 0)]
        assert (after.status[heir[gone]] == VACANT).all()
        stayed = posts[fate[posts] == KEPT]
        assert (after.status[heir[stayed]] & ~np.uint8(VACANT) == 0).all()
    others = np.setdiff1d(np.arange(len(fate)), passage.group_post)
    assert (heir[others] == passage.post_to[others]).all()
    assert len(set(heir[others].tolist())) == len(others)


@examples(100)
@given(st.sampled_from(AREAS_AFTER), KEYS, st.integers(0, 60), st.integers(0, 60), st.integers(0, 40))
def test_keeping_more_takes_nobody_away(areas, seed: int, one: int, other: int, moved: int) -> None:
    """Thresholds are nested: whoever is kept at the smaller share is kept at the larger."""
    less, more = sorted((one, other))
    stay = [fates(change(areas, posts=1.0, kept=kept / 100, moved=moved / 100), seed)[0] for kept in (less, more)]
    assert not ((stay[0] == KEPT) & (stay[1] != KEPT)).any()
    assert not ((stay[0] != GONE) & (stay[1] == GONE)).any()


@examples(100)
@given(KEYS, st.integers(-30, 20))
def test_the_same_change_on_another_date_has_the_same_fates(seed: int, shift: int) -> None:
    told = change(AREAS_AFTER[0])
    later = told.model_copy(update={"vesting": told.vesting + shift, "announced": told.announced + shift})
    (now, *_, era), (then, *_, later_era) = fates(told, seed), fates(later, seed)
    assert (now[era.passage.group_post] == then[later_era.passage.group_post]).all()
