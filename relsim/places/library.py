"""The built-in places, and reading a place from a file.

Nothing here needs numpy, pandas or mesa: `relsim check` answers at once.
"""

from __future__ import annotations

import difflib
from pathlib import Path

from relsim.places import wales
from relsim.places.check import check_place
from relsim.places.england.compute import place_of
from relsim.places.england.footprints import Footprint, footprints
from relsim.places.place import Place
from relsim.problems import InputProblems, Problem, checked, did_you_mean, quoted, read_toml

FACTS = Path(__file__).parent / "facts"
"""Folder of the places that are kept whole, one file each, named by code; the others are computed."""


def available() -> dict[str, str]:
    """Code → name of each built-in place: England, its regions, boards, councils and groups."""
    kept = {path.stem: str(read_toml(path)["name"]) for path in sorted(FACTS.glob("*.toml"))}
    return {code: kept.get(code, footprint.name) for code, footprint in footprints().items()}


def built_in(code: str) -> Place:
    """The built-in place of this code: ``QU9``, ``E10000012``, ``15M``, ``Y56`` or ``ENGLAND``.

    Raises:
        InputProblems: if there is none; it names what is near.
    """
    footprint = footprints().get(code)
    if footprint is None:
        raise InputProblems("place", [Problem("", f"there is no built-in place {quoted(code)}", _near(code))])
    if code == wales.CODE:
        return wales.place()
    kept = FACTS / f"{code}.toml"
    return read_place(kept) if kept.is_file() else place_of(footprint)


def search(words: str) -> list[Footprint]:
    """The footprints whose code or name holds every word; first those with the whole code, then with whole words."""
    wanted = words.casefold().split()
    found = [each for each in footprints().values() if all(word in _text(each) for word in wanted)] if wanted else []
    return sorted(found, key=lambda each: (each.code.casefold() != words.casefold(),
                                           not set(wanted) <= set(_text(each).split())))  # fmt: skip


def near(words: str) -> list[Footprint]:
    """The footprints with a code, or with words in their names, that are like these."""
    known = {each.code.casefold() for each in footprints().values()}
    known |= {word for each in footprints().values() for word in _text(each).split() if len(word) > 2}
    likely = [difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.75) for word in words.casefold().split()]
    return search(" ".join(found[0] for found in likely)) if likely and all(likely) else []


def _text(footprint: Footprint) -> str:
    return f"{footprint.code} {footprint.name}".casefold().replace(",", "").replace("(", "").replace(")", "")


def _near(code: str) -> str:
    named = [f"{each.code} ({each.name})" for each in search(code)[:3]] if len(code) > 2 else []
    if named:
        return f"did you mean {' or '.join(named)}?"
    return did_you_mean(code, footprints()) or "the places are listed by: relsim places"


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
