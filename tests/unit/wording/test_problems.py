"""Problems are told in plain English, all at once, and where they are."""

from __future__ import annotations

import datetime
import pickle
from pathlib import Path
from typing import Literal

import pytest
from pydantic import Field, ValidationError

from relsim.domain.description import Description, Share
from relsim.wording.descriptions import checked, from_validation, path_text
from relsim.wording.problems import InputProblems, Problem, did_you_mean, shown
from relsim.wording.toml_files import read_toml


class Wheel(Description):
    name: str
    spokes: int = Field(ge=3)
    share: Share = 0.5


class Cart(Description):
    name: str = Field(min_length=1)
    kind: Literal["hand", "horse"] = "hand"
    painted: bool = False
    wheels: tuple[Wheel, ...] = Field(min_length=1)
    loads: dict[str, float] = Field(default_factory=dict)


def told(raw: object) -> list[str]:
    with pytest.raises(InputProblems) as caught:
        checked(Cart, raw, "cart.toml")
    return [str(problem) for problem in caught.value.problems]


WHEEL = {"name": "left", "spokes": 8}


def test_what_is_right_is_read():
    assert checked(Cart, {"name": "c", "wheels": [WHEEL]}, "cart.toml").wheels[0].spokes == 8


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ({"name": "c", "wheels": [WHEEL], "paintd": True}, 'There is no key "paintd". Did you mean "painted"?'),
        ({"name": "c", "wheels": [WHEEL], "zzz": 1},
         'There is no key "zzz". The keys here are kind, loads, name, painted, wheels.'),
        ({"wheels": [WHEEL]}, 'The key "name" is missing.'),
        ({"name": 3, "wheels": [WHEEL]},
         'name: The number 3 stands here. It must be text in double quotes, such as "QU9".'),
        ({"name": "", "wheels": [WHEEL]}, "name: This is empty."),
        ({"name": "c", "wheels": []}, "wheels: This is empty."),
        ({"name": "c", "wheels": "left"},
         'wheels: The text "left" stands here. It must be a list in square brackets, such as ["14Y", "10Q"].'),
        ({"name": "c", "wheels": WHEEL},
         "wheels: A single table stands here. A list of tables has double brackets: [[plans]]."),
        ({"name": "c", "wheels": ["left"]}, 'wheels[1]: The text "left" stands here. It must be a table of keys.'),
        ({"name": "c", "wheels": [WHEEL], "kind": "hoarse"},
         'kind: The text "hoarse" is not a choice. Did you mean "horse"?'),
        ({"name": "c", "wheels": [WHEEL], "kind": "x"},
         'kind: The text "x" is not a choice. Choose one of "hand", "horse".'),
        ({"name": "c", "wheels": [WHEEL], "painted": 1},
         "painted: The number 1 stands here. It must be true or false."),
        ({"name": "c", "wheels": [WHEEL, {**WHEEL, "name": "right", "spokes": 2}]},
         'wheels[2] "right" › spokes: The number 2 is out of range. It must be at least 3.'),
        ({"name": "c", "wheels": [{**WHEEL, "share": 1.5}]},
         'wheels[1] "left" › share: The number 1.5 is out of range. It must be at most 1.'),
        ({"name": "c", "wheels": [{**WHEEL, "share": True}]},
         'wheels[1] "left" › share: The value true stands here. It must be a number.'),
        ({"name": "c", "wheels": [{**WHEEL, "spokes": "8"}]},
         'wheels[1] "left" › spokes: The text "8" stands here. It must be a whole number.'),
        ({"name": "c", "wheels": [{**WHEEL, "spokes": 8.5}]},
         'wheels[1] "left" › spokes: The number 8.5 stands here. It must be a whole number.'),
        ({"name": "c", "wheels": [{**WHEEL, "spoks": 8}]},
         'wheels[1] "left": There is no key "spoks". Did you mean "spokes"?'),
        ({"name": "c", "wheels": [WHEEL], "loads": {"hay": "much"}},
         'loads › hay: The text "much" stands here. It must be a number.'),
    ],
)  # fmt: skip
def test_one_mistake_is_one_plain_sentence(raw: object, message: str):
    assert told(raw) == [message]


def test_all_mistakes_are_told_at_once():
    assert len(told({"wheels": [{"name": 1, "spokes": 0}], "paintd": 1})) == 4


def test_items_are_numbered_where_what_was_read_is_not_at_hand():
    with pytest.raises(ValidationError) as caught:
        Cart.model_validate({"name": "c", "wheels": [{"name": "left", "spokes": 1}]})
    assert from_validation(caught.value, Cart)[0].where == "wheels[1] › spokes"


def test_a_path_survives_what_is_not_there():
    assert path_text(("plans", 3, "x"), {"plans": [1]}) == "plans[4] › x"
    assert path_text((0,), None) == "[1]"


def test_a_problem_is_one_line():
    assert str(Problem("a › b", "this\nis wrong", "do it right.")) == "a › b: This is wrong. Do it right."
    assert str(Problem("", "why?")) == "Why?"


def test_problems_are_counted_and_listed():
    one = InputProblems("x.toml", [Problem("a", "b")])
    two = InputProblems("x.toml", [Problem("a", "b"), Problem("c", "d")])
    assert str(one) == "x.toml has a problem:\n  a: B."
    assert str(two) == "x.toml has 2 problems:\n  1. a: B.\n  2. c: D."
    assert str(pickle.loads(pickle.dumps(two))) == str(two), "problems must survive the way from another process"


def test_did_you_mean():
    assert did_you_mean("vestng", ["vesting", "kind"]) == 'did you mean "vesting"?'
    assert did_you_mean("qu9", ["QU9"]) == 'did you mean "QU9"?'
    assert did_you_mean("zzz", ["vesting"]) == ""
    assert did_you_mean("x", []) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [("", "an empty text"), ("x" * 200, 'the text "' + "x" * 79 + '…"'), (10**400, "a huge number"),
     (datetime.date(2022, 7, 1), "the date 2022-07-01"), ([], "an empty list"), ([1], "a list"), (None, "nothing")],
)  # fmt: skip
def test_values_are_shown_in_words(value: object, words: str):
    assert shown(value) == words


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b" \n\n", "The file is empty"),
        (b'title = "x', "line 1, column 11, the end of the file: It is not TOML"),
        (b'a = "x"\nvesting = 2022-07\n', 'Write a month in quotes, such as "2022-07"'),
        (b"a = [1,", "It is not TOML"),
        (b"a = 1\na = 2", "It is not TOML"),
        (b'a = 1\nb = "caf\xe9"', "line 2: This is not text in UTF-8"),
        ("a = 1".encode("utf-16"), "This is not text in UTF-8"),
        (b"a = " + b"[" * 100_000, "It is not TOML"),
        (b"a = " + b"9" * 10_000, "It is not TOML"),
    ],
)
def test_what_is_no_toml_is_told_with_its_place(tmp_path: Path, content: bytes, said: str):
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    with pytest.raises(InputProblems) as caught:
        read_toml(path)
    assert said in str(caught.value)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path):
    path = tmp_path / "x.toml"
    path.write_bytes('a = "é"'.encode("utf-8-sig"))
    assert read_toml(path) == {"a": "é"}


def test_a_file_that_is_not_there_names_its_neighbour(tmp_path: Path):
    (tmp_path / "oxford.toml").write_text("a = 1")
    with pytest.raises(InputProblems, match=r'no such file\. Did you mean "oxford"\?'):
        read_toml(tmp_path / "oxfrd.toml")


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "folder/below.toml/x"])
def test_a_path_that_cannot_be_is_told(tmp_path: Path, name: str):
    with pytest.raises(InputProblems):
        read_toml(tmp_path / name)
