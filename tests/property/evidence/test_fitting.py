"""What is fitted into so many words and numbers keeps to them, whatever the parts."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from relsim.evidence.answers.fitting import fitted
from relsim.evidence.answers.said import Said, joined, numbers_in, words_in

few = settings(max_examples=150, deadline=None)
tokens = st.sampled_from(["loses", "most", "12%", "1,234", "of", "“Plan 9”", "July 2022", "sets"])
sentences = st.lists(tokens, min_size=1, max_size=30).map(" ".join)


@st.composite
def parts(draw: st.DrawFn) -> list[list[Said]]:
    """Up to six parts in up to three versions, the longest first, each of which knows where it stands."""
    made = []
    for at in range(draw(st.integers(0, 6))):
        versions = draw(st.lists(sentences, max_size=3))
        made.append([Said(text, (str(at),)) for text in sorted(versions, key=lambda text: -words_in(text))])
    return made


@few
@given(parts(), st.integers(20, 400), st.integers(2, 27))
def test_limits_of_words_and_numbers_are_kept(given_parts: list[list[Said]], words: int, numbers: int) -> None:
    text = joined(fitted(given_parts, words, numbers))
    assert words_in(text) <= words
    assert numbers_in(text) <= numbers


@few
@given(parts(), st.integers(1, 60), st.integers(0, 8))
def test_parts_stand_once_and_in_their_order(given_parts: list[list[Said]], words: int, numbers: int) -> None:
    found = fitted(given_parts, words, numbers)
    order = [int(one.findings[0]) for one in found]
    assert order == sorted(set(order))
    assert all(one in given_parts[at] for at, one in zip(order, found, strict=True))


@few
@given(parts(), sentences, st.integers(1, 60), st.integers(0, 8))
def test_no_part_is_lost_to_the_length_of_an_earlier_one(
    given_parts: list[list[Said]], longer: str, words: int, numbers: int
) -> None:
    """Each part is there with longer versions that would be there with the shortest alone."""
    shortest = [versions[-1:] for versions in given_parts]
    lengthened = [[Said(longer, (str(at),)), *versions] if versions else [] for at, versions in enumerate(given_parts)]
    there = [{one.findings[0] for one in fitted(each, words, numbers)} for each in (shortest, given_parts, lengthened)]
    assert there[0] == there[1] == there[2]


@few
@given(parts())
def test_with_room_for_everything_each_part_is_at_its_longest(given_parts: list[list[Said]]) -> None:
    assert fitted(given_parts, 10_000, 10_000) == [versions[0] for versions in given_parts if versions]
