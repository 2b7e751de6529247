"""Checking descriptions, which are pydantic models, and telling in plain English where they go wrong."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from relsim.wording.problems import InputProblems, Problem, did_you_mean, quoted, shown

_STEP = " › "
_ModelT = TypeVar("_ModelT", bound=BaseModel)


def checked(model: type[_ModelT], raw: Any, source: str) -> _ModelT:
    """The description that `raw`, read from a file, gives.

    Strict: the text ``"0.95"`` is no number and ``true`` is not 1.

    Raises:
        InputProblems: With everything that is wrong.
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
    """Problem and remedy of one detail of a pydantic error."""
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
