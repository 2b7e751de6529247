"""A cell of a CSV is what it was for pandas as people use it, and no formula for a spreadsheet."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from relsim.wording.csv_text import csv_bytes, harmless

ABOUT = {"place": "Smallshire", "title": "A title", "relsim": "0.1.0"}


def read(table: pd.DataFrame) -> pd.DataFrame:
    """The table as plain pandas has it."""
    return pd.read_csv(io.BytesIO(csv_bytes(table, ABOUT)))


@pytest.mark.parametrize(
    "names",
    [["None", "1"], ["1", "2"], ["True", "False"], ["1.0", "1.0e3"], ["NA", "nan"], ["null"], ["N/A", "inf"], ["-1"]],
)
def test_plans_of_any_name_survive_plain_pandas(names: list[str]) -> None:
    plans = read(pd.DataFrame({"plan": names, "mean": -1.5}))["plan"].tolist()
    assert plans == [f"'{name}" for name in names]


@pytest.mark.parametrize("names", [["Never", "July 2022"], ["none", "'Twas"], ["2022-07"], ["No. 1"], ["Ynys Môn"]])
def test_names_that_nothing_misreads_are_as_they_were(names: list[str]) -> None:
    assert read(pd.DataFrame({"plan": names}))["plan"].tolist() == names


@pytest.mark.parametrize("start", list("=+-@\t\r＝"))
@pytest.mark.parametrize("column", ["plan", "unit"])
def test_what_a_spreadsheet_would_run_is_text_in_every_column(start: str, column: str) -> None:
    text = f"{start}cmd()|' /C calc'!A0"
    assert harmless(text, column == "plan") == f"'{text}"
    assert csv_bytes(pd.DataFrame({column: [text]})).decode().splitlines()[1].lstrip('"').startswith("'")


def test_numbers_stay_numbers_and_gaps_gaps() -> None:
    table = pd.DataFrame({"plan": ["A", "1"], "mean": [-1.5, float("nan")], "worlds": [3, -4], "better": ["", "lower"]})
    found = read(table)
    assert found["mean"].iloc[0] == -1.5
    assert found["mean"].isna().tolist() == [False, True]
    assert found["worlds"].tolist() == [3, -4]
    assert found["better"].isna().tolist() == [True, False]


def test_words_of_our_own_stay_as_they_are_though_they_look_like_numbers() -> None:
    assert b"A,12" in csv_bytes(pd.DataFrame({"plan": ["A"], "window": ["12"]}))


def test_different_names_stay_different() -> None:
    names = ["None", "'None", "''None", "=x", "'=x", "'", "''", "x", "'x"]
    assert len({harmless(name, True) for name in names}) == len(names)


@pytest.mark.parametrize("rows", [[], ["A"]])
def test_the_last_columns_say_what_a_table_is_about(rows: list[str]) -> None:
    found = pd.read_csv(io.BytesIO(csv_bytes(pd.DataFrame({"plan": rows}), ABOUT)))
    assert found.columns.tolist() == ["plan", "place", "title", "relsim"]
    assert found[["place", "title", "relsim"]].to_numpy().tolist() == [list(ABOUT.values())] * len(rows)
