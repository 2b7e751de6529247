"""The contract that every outcome of the catalogue keeps."""

from __future__ import annotations

import pandas as pd
import pytest
from measures_example import noisy_world

from relsim.measures.catalogue import BREAK_EVEN, OUTCOMES, RELATIONSHIP_YEARS_LOST, SHARE_LOST, Outcome, outcome
from relsim.measures.codebook import codebook
from relsim.measures.comparison import by_world
from relsim.measures.outcome_words import read_words
from relsim.measures.outcomes import outcomes
from relsim.measures.over_worlds import summary
from relsim.measures.recorded import RECORDED

every_outcome = pytest.mark.parametrize("one", OUTCOMES.values(), ids=OUTCOMES.keys())


@pytest.fixture(scope="module")
def single() -> pd.DataFrame:
    return outcomes(noisy_world(11))


@pytest.fixture(scope="module")
def compared() -> pd.DataFrame:
    return by_world(noisy_world(11))


def of(table: pd.DataFrame, one: Outcome) -> pd.DataFrame:
    rows = table[table["measure"] == one.name]
    assert len(rows), f"{one.name} has no row"
    return rows


@every_outcome
def test_it_has_all_its_words_over_each_of_its_windows(one: Outcome) -> None:
    words = one.words
    assert all((words.short, words.more, words.less, words.definition, one.unit_words))
    assert words.more != words.less
    assert words.definition.endswith(".")
    for window in one.windows:
        for text in (one.label(window), one.noun(window)):
            assert text
            assert not set("{}") & set(text)
    assert len({one.label(window) for window in one.windows}) == len(one.windows)


@every_outcome
def test_windows_are_its_own_and_a_slip_is_told(one: Outcome) -> None:
    assert one.at(one.windows[0]) == (one.name, one.windows[0])
    assert len(set(one.windows)) == len(one.windows)
    with pytest.raises(ValueError, match=f"{one.name} has no window '13'"):
        one.label("13")


@every_outcome
def test_it_stands_in_the_tables_over_all_its_windows_in_their_order(
    one: Outcome, single: pd.DataFrame, compared: pd.DataFrame
) -> None:
    assert tuple(of(compared, one)["window"].unique()) == one.windows
    if one.of_world:
        assert one.name not in set(single["measure"])
    else:
        assert tuple(of(single, one)["window"].unique()) == one.windows


def test_the_tables_hold_no_other_outcome(single: pd.DataFrame, compared: pd.DataFrame) -> None:
    assert set(compared["measure"]) == set(OUTCOMES)
    assert set(single["measure"]) <= set(OUTCOMES)


@every_outcome
def test_its_unit_and_direction_are_those_of_the_tables(one: Outcome, compared: pd.DataFrame) -> None:
    assert set(of(compared, one)["unit"]) == {one.unit}
    assert set(of(summary(compared), one)["better"]) == {one.better}
    assert one.better in ("lower", "higher", "")


@every_outcome
def test_a_share_lies_between_nought_and_one(one: Outcome, compared: pd.DataFrame) -> None:
    values = of(compared, one)["value"].dropna()
    if one.name == "closed":
        # Others take the places of those that close, so there can be more closures than organisations.
        assert (values >= 0).all()
    elif one.unit != "share":
        assert values.max() > 1
    elif one.name == "permanent_shift":
        assert values.between(-1, 1).all()
    else:
        assert values.between(0, 1).all()


@every_outcome
def test_of_a_loss_the_comparators_own_is_nought(one: Outcome, compared: pd.DataFrame) -> None:
    beside = of(compared, one)
    own = beside.loc[beside["versus"] == "frozen", "versus_value"]
    if one.loss:
        assert (own == 0).all()
    elif not one.of_world:
        assert (own != 0).any()


@every_outcome
def test_a_change_of_name_only_changes_exactly_nothing(one: Outcome, compared: pd.DataFrame) -> None:
    placebo = of(compared[compared["role"] == "placebo"], one)
    assert (placebo["difference"].dropna() == 0).all()
    assert placebo["difference"].notna().any()
    assert set(placebo["favours"]) == {"undecided"}


@every_outcome
def test_it_is_made_from_a_recorded_column(one: Outcome) -> None:
    assert one.monthly in RECORDED


def test_losses_are_those_of_relationships() -> None:
    losses = {RELATIONSHIP_YEARS_LOST.name, SHARE_LOST.name, BREAK_EVEN.name}
    assert {one.name for one in OUTCOMES.values() if one.loss} == losses


def test_a_name_that_is_none_is_told_with_what_was_meant() -> None:
    with pytest.raises(ValueError, match='no outcome \'coverag\'; did you mean "coverage"'):
        outcome("coverag")


def test_words_that_are_lacking_or_asked_for_by_nothing_are_named() -> None:
    with pytest.raises(ValueError, match=r"\.toml: \[new\] has no short; .*nothing asks for .* of \[coverage\]"):
        read_words({"new": ("12",)})
    with pytest.raises(ValueError, match=r"\[coverage\] has no label_before"):
        read_words({name: (*one.windows, "before") for name, one in OUTCOMES.items()})


def test_every_column_is_described_once_with_its_type_and_unit() -> None:
    book = codebook()
    assert len({(column.table, column.name) for column in book}) == len(book)
    assert all(column.meaning and column.type in ("string", "int64", "double") for column in book)
    told = {(column.table, column.name): (column.type, column.unit) for column in book}
    assert told["monthly", "contacts"] == ("double", "contacts")
    assert told["by_world", "difference"] == ("double", "as its column unit says")
    assert told["places", "difference"] == ("double", "share")
    assert told["summary", "better"] == ("string", "")
    assert told["summary", "worlds"] == ("int64", "")
