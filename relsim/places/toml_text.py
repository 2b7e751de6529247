"""A place as the text of its file: long lists with one line for each item, so that it can be read and compared."""

from __future__ import annotations

import json
from typing import Any

from relsim.domain.place import Place

_HEADING = """\
# {name}
# Written by {writer}.
"""
BUILD = "`python -m relsim.places.maintenance`; change what that reads, not this file"
PLACES_BUILD = "`relsim places build` from downloaded files; change it as you like"
COPY = "`relsim places` from the built-in place; change it as you like, and its code and name first"


_TABLES = ("overspends", "pressures", "history")
"""Lists of which each item is a table of its own, with a line for each key."""


def place_text(place: Place, writer: str = BUILD) -> str:
    """The file of a place, and who writes it; reading it gives the same place again."""
    content = place.model_dump(mode="json", exclude_defaults=True)
    blocks = [_HEADING.format(name=place.name, writer=writer)]
    blocks.append("".join(f"{key} = {_value(content[key])}\n" for key in content if not _is_long(content[key])))
    for key, value in content.items():
        if isinstance(value, list) and key not in _TABLES:
            blocks.append(f"{key} = [\n" + "".join(f"    {_value(item)},\n" for item in value) + "]\n")
    if "spend" in content:
        blocks.append("[spend]\n" + "".join(_field(name, part) for name, part in content["spend"].items()))
    blocks += [f"[boards.{_key(name)}]\n" + "".join(_field(key, part) for key, part in board.items())
               for name, board in content["boards"].items()]  # fmt: skip
    for key in _TABLES:
        blocks += [f"[[{key}]]\n" + "".join(_field(name, part) for name, part in item.items())
                   for item in content.get(key, ())]  # fmt: skip
    return "\n".join(blocks)


def _is_long(value: Any) -> bool:
    return isinstance(value, list | dict)


def _field(name: str, value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return f"{_key(name)} = [\n" + "".join(f"    {_value(item)},\n" for item in value) + "]\n"
    return f"{_key(name)} = {_value(value)}\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(name)} = {_value(part)}" for name, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    # TOML's text, numbers and truth values are JSON's, as long as a text holds no odd control characters.
    return json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else json.dumps(name, ensure_ascii=False)
