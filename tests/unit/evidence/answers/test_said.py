"""How words and numbers of a text are counted, as a form and as a reader do."""

from __future__ import annotations

import pytest

from relsim.evidence.answers.fitting import fitted
from relsim.evidence.answers.said import Said, joined, numbers_in, words_in


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("one", 1), ("a loss of 11%", 4), ("  two\n words ", 2), ("“July 2022” loses", 3)]
)
def test_words_are_those_between_spaces(text: str, words: int) -> None:
    assert words_in(text) == words


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", 0),
        ("11% of 120 months", 2),
        ("1,234.5 relationship-years", 1),
        ("“ICB in July 2022” loses 11%", 1),
        ("in July 2022 and in April 2024", 0),
        ("by 2024", 1),
        ("8% to 17%", 2),
        ("three CCGs", 0),
    ],
)
def test_names_of_plans_and_months_are_no_numbers(text: str, numbers: int) -> None:
    assert numbers_in(text) == numbers


def test_texts_are_joined_and_empty_ones_leave_no_space() -> None:
    assert joined([Said("One."), Said(""), Said("Two.")]) == "One. Two."


def test_what_matters_first_is_made_longer_first() -> None:
    lead, ask = [Said("a b c d"), Said("a b")], [Said("e f g h"), Said("e f")]
    assert joined(fitted([lead, ask], 6, 0)) == "a b c d e f"
    assert joined(fitted([lead, ask], 4, 0)) == "a b e f"
    assert joined(fitted([lead, ask], 3, 0)) == "a b"
    assert joined(fitted([lead, ask], 1, 0)) == ""


def test_a_part_with_too_many_numbers_gives_way_to_a_later_one() -> None:
    assert joined(fitted([[Said("1 2 3")], [Said("no number")]], 10, 2)) == "no number"
