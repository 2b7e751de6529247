"""The built-in places, and reading a place from a file.

Nothing here needs numpy, pandas or mesa: `relsim check` answers at once.
"""

from __future__ import annotations

from pathlib import Path

from relsim.places.check import check_place
from relsim.places.place import Place
from relsim.problems import InputProblems, Problem, checked, did_you_mean, quoted, read_toml

FACTS = Path(__file__).parent / "facts"
"""Folder of the built-in places, one file each, named by code."""


def available() -> dict[str, str]:
    """Code → name of each built-in place, by code."""
    return {path.stem: str(read_toml(path)["name"]) for path in sorted(FACTS.glob("*.toml"))}


def built_in(code: str) -> Place:
    """The built-in place of this code, such as ``QU9``.

    Raises:
        InputProblems: if there is none; it names those that there are.
    """
    codes = sorted(path.stem for path in FACTS.glob("*.toml"))
    if code not in codes:
        remedy = did_you_mean(code, codes) or f"the built-in places are {', '.join(codes)}"
        raise InputProblems("place", [Problem("", f"there is no built-in place {quoted(code)}", remedy)])
    return read_place(FACTS / f"{code}.toml")


def read_place(path: Path | str) -> Place:
    """A place from a file, checked.

    Raises:
        InputProblems: if the file cannot be read, is not of the form of a `Place`, or contradicts itself; with
            everything that is wrong.
    """
    place = checked(Place, read_toml(path), str(path))
    if problems := check_place(place):
        raise InputProblems(str(path), problems)
    return place
