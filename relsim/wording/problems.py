"""What is wrong with what somebody wrote, in plain English, all of it at once.

Whoever reads a file collects `Problem`s and raises one `InputProblems`; the command line prints it and ends.  Nothing
here knows what the files mean.
"""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

_STEP = " › "
_ModelT = TypeVar("_ModelT", bound=BaseModel)


@dataclass(frozen=True)
class Problem:
    """One mistake: where it is, what is wrong, and what would put it right."""

    where: str
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        said = " ".join(_sentence(part) for part in (self.what, self.remedy) if part)
        return " ".join(f"{self.where}: {said}".split()) if self.where else " ".join(said.split())


def _sentence(text: str) -> str:
    """The text with a capital where it starts with a word, and a stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


class InputProblems(ValueError):  # noqa: N818 - it carries problems, and reads so where it is caught
    """Everything that is wrong with a file or a command."""

    def __init__(self, source: str, problems: Iterable[Problem]) -> None:
        """Take the file or command, and its problems in the order in which a reader meets them."""
        self.source = source
        self.problems = tuple(problems)
        super().__init__(source, self.problems)

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return f"{self.source} has a problem:\n  {self.problems[0]}"
        lines = [f"{self.source} has {len(self.problems)} problems:"]
        lines += [f"  {number}. {problem}" for number, problem in enumerate(self.problems, start=1)]
        return "\n".join(lines)


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """The question ``did you mean "vesting"?``, or nothing where no word is near."""
    by_lower = {known.lower(): known for known in words}
    near = difflib.get_close_matches(word.lower(), by_lower, n=2, cutoff=0.6)
    likeness = [difflib.SequenceMatcher(None, found, word.lower()).ratio() for found in near]
    as_near = [quoted(by_lower[found]) for found, each in zip(near, likeness, strict=True) if each > likeness[0] - 0.1]
    return f"did you mean {' or '.join(as_near)}?" if near else ""


def quoted(text: str) -> str:
    """The text in double quotes, shortened if it is long."""
    return f'"{shortened(text)}"'


def shortened(text: str, most: int = 80) -> str:
    """The text on one line, of `most` characters at most."""
    line = " ".join(str(text).split())
    return line if len(line) <= most else line[: most - 1] + "…"


def shown(value: Any) -> str:
    """A value from a file and what sort of thing it is: ``the text "ten"``, ``the number 3``."""
    if isinstance(value, bool):
        return f"the value {str(value).lower()}"
    if isinstance(value, str):
        return f"the text {quoted(value)}" if value else "an empty text"
    if isinstance(value, int | float):
        # A whole number of thousands of digits cannot even be turned into text.
        return f"the number {value}" if not isinstance(value, int) or abs(value) < 10**18 else "a huge number"
    if isinstance(value, datetime.date | datetime.time):
        return f"the date {value}"
    if isinstance(value, Mapping):
        return "a table of keys"
    if isinstance(value, Sequence):
        return "a list" if value else "an empty list"
    return "nothing" if value is None else "something else"


# --- Files -----------------------------------------------------------------------------------------------------------


def read_toml(path: Path | str) -> dict[str, Any]:
    """The content of a TOML file.

    Raises:
        InputProblems: if there is no such file, it cannot be read, is empty, or is no TOML.
    """
    source = str(path)

    def refuse(what: str, remedy: str = "", where: str = "") -> InputProblems:
        return InputProblems(source, [Problem(where, what, remedy)])

    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise refuse("there is no such file", _near_files(Path(path))) from None
    except IsADirectoryError:
        raise refuse("this is a folder, not a file", "name the TOML file in it") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise refuse("this is not text in UTF-8", "save it from an editor as UTF-8", f"line {line}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise refuse(f"it cannot be read ({reason[:1].lower()}{reason[1:]})") from None
    if not text.strip():
        raise refuse("the file is empty")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise refuse("it is not TOML: brackets within brackets without end") from None
    except ValueError as error:
        where, what, remedy = _explain_toml(str(error), text)
        raise refuse(what, remedy, where) from None


def _near_files(path: Path) -> str:
    try:
        stems = [each.stem for each in path.parent.iterdir() if each.suffix == ".toml"]
    except (OSError, ValueError):
        return ""
    return did_you_mean(path.stem, stems)  # All end alike, which would make any two look near.


def _explain_toml(message: str, text: str) -> tuple[str, str, str]:
    """Where, what and remedy of an error of tomllib, such as ``Invalid value (at line 3, column 9)``."""
    found = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)", message)
    what = f"it is not TOML: {message[: found.start()] if found else message}"
    lines = text.split("\n")
    if found is None or found[1] is None:
        where = f"line {len(lines)}, column {len(lines[-1]) + 1}, the end of the file" if found else ""
        return where, what, "a quote or bracket may not have been closed"
    line = lines[int(found[1]) - 1].strip()
    where = f"line {found[1]}, column {found[2]}"
    if re.search(r"=\s*\[?\s*\d{4}-\d{1,2}\s*(\D|$)", line):
        remedy = 'write a month in quotes, such as "2022-07"'
    else:
        remedy = "text goes in double quotes, and each key = value on a line of its own"
    return where, f"{what}, in: {shortened(line)}", remedy


# --- Descriptions ----------------------------------------------------------------------------------------------------


def checked(model: type[_ModelT], raw: Any, source: str) -> _ModelT:
    """The description that `raw`, read from a file, gives.

    Strict: the text ``"0.95"`` is no number and ``true`` is not 1.

    Raises:
        InputProblems: with everything that is wrong.
    """
    try:
        return model.model_validate(as_tuples(raw), strict=True)
    except ValidationError as error:
        raise InputProblems(source, from_validation(error, model, raw)) from None


def as_tuples(value: Any) -> Any:
    """The same with tuples for lists, as descriptions have them."""
    if isinstance(value, list):
        return tuple(as_tuples(item) for item in value)
    if isinstance(value, dict):
        return {key: as_tuples(item) for key, item in value.items()}
    return value


def from_validation(error: ValidationError, model: type[BaseModel], raw: Any = None) -> list[Problem]:
    """The problems of a pydantic error in plain English.

    Args:
        error: What validation raised.
        model: What was being read; its keys are what a misspelt one is compared with.
        raw: What was read, if at hand: items of lists are then named as well as numbered.
    """
    problems = []
    for detail in error.errors(include_url=False):
        steps = tuple(step for step in detail["loc"] if step != "[key]")
        kind = detail["type"]
        if kind == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]:
            continue  # Enough were given; those that are wrong have their own problems.
        if kind in ("extra_forbidden", "missing"):
            problems.append(_key_problem(kind, steps, model, raw))
        else:
            what, remedy = _explain(kind, detail)
            problems.append(Problem(path_text(steps, raw), what, remedy))
    return problems


def path_text(steps: Sequence[int | str], raw: Any = None) -> str:
    """Steps into a file as its reader would say them: ``plans[2] "July 2024" › vesting``, counted from 1."""
    words: list[str] = []
    at = raw
    for step in steps:
        try:
            at = at[step] if at is not None else None
        except (KeyError, IndexError, TypeError):
            at = None
        if not isinstance(step, int):
            words.append(str(step))
            continue
        label = next((at[key] for key in ("name", "code") if isinstance(at.get(key), str) and at[key]), "") \
            if isinstance(at, Mapping) else ""  # fmt: skip
        number = f"[{step + 1}]" + (f" {quoted(label)}" if label else "")
        words = [*words[:-1], words[-1] + number] if words else [number]
    return _STEP.join(words)


def _key_problem(kind: str, steps: Sequence[int | str], model: type[BaseModel], raw: Any) -> Problem:
    key, where = str(steps[-1]), path_text(steps[:-1], raw)
    if kind == "missing":
        return Problem(where, f"the key {quoted(key)} is missing")
    known = sorted(_keys_at(model, steps[:-1]))
    remedy = did_you_mean(key, known) or f"the keys here are {', '.join(known)}"
    return Problem(where, f"there is no key {quoted(key)}", remedy)


def _keys_at(model: type[BaseModel], steps: Sequence[int | str]) -> set[str]:
    """The keys of the table that steps lead to."""
    found: Any = model
    for step in steps:
        if _is_model(found):
            if step not in found.model_fields:
                return set()
            found = _bare(found.model_fields[str(step)].annotation)
        else:
            # One item of a list, or the value of one key of a table whose keys are free, such as boards by name.
            inner = typing.get_args(found)
            found = _bare(inner[1 if typing.get_origin(found) is dict else 0]) if inner else None
    return set(found.model_fields) if _is_model(found) else set()


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _bare(annotation: Any) -> Any:
    """An annotation without limits and None: ``Annotated[tuple[Plan, ...] | None, …]`` → ``tuple[Plan, ...]``."""
    if typing.get_origin(annotation) in (typing.Annotated, typing.Union, types.UnionType):
        return _bare(next(each for each in typing.get_args(annotation) if each is not type(None)))
    return annotation


_EXPECTED = {
    "string": 'text in double quotes, such as "QU9"',
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "tuple": 'a list in square brackets, such as ["14Y", "10Q"]',
    "list": 'a list in square brackets, such as ["14Y", "10Q"]',
    "dict": "a table of keys",
    "model": "a table of keys",
    "date": 'a date in quotes, such as "2022-07"',
}

_LIMITS: dict[str, tuple[str, str]] = {
    "less_than_equal": ("le", "at most"),
    "less_than": ("lt", "less than"),
    "greater_than_equal": ("ge", "at least"),
    "greater_than": ("gt", "more than"),
}


def _explain(kind: str, detail: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong and what would be right, of one detail of a pydantic error."""
    given, context = detail["input"], detail.get("ctx", {})
    if kind in _LIMITS:
        key, words = _LIMITS[kind]
        return f"{shown(given)} is out of range", f"it must be {words} {context[key]:g}"
    if kind == "value_error":
        return str(context["error"]).replace(repr(given), quoted(str(given))), ""
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(context["expected"]))
        near = did_you_mean(str(given), choices)
        return f"{shown(given)} is not a choice", near or f"choose one of {', '.join(map(quoted, choices))}"
    if kind in ("too_short", "string_too_short"):
        least = context["min_length"]
        return ("this is empty", "") if not given else ("there are too few", f"at least {least} are needed")
    if kind == "finite_number":
        return f"{shown(given)} is not a number that can be used", "write an ordinary number"
    if kind in ("tuple_type", "list_type") and isinstance(given, Mapping):
        return "a single table stands here", "a list of tables has double brackets: [[plans]]"
    expected: str = _EXPECTED.get(kind.split("_")[0], "")
    if expected:
        return f"{shown(given)} stands here", f"it must be {expected}"
    return f"{shown(given)} cannot be used here", detail["msg"]
