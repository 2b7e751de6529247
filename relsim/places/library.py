"""The built-in places, and reading a place from a file.

Nothing here needs numpy, pandas or mesa: `relsim check` answers at once.
"""

from __future__ import annotations

from pathlib import Path

from relsim.domain.place import Place
from relsim.places import wales
from relsim.places.england.footprints import footprints
from relsim.places.england.place import place_of
from relsim.places.england.search import joined
from relsim.places.place_checks import check_place
from relsim.wording.descriptions import checked
from relsim.wording.problems import InputProblems
from relsim.wording.toml_files import read_toml

FACTS = Path(__file__).parent / "facts"
"""Folder of the places that are kept whole, one file each, named by code; the others are computed."""


def available() -> dict[str, str]:
    """Code → name of each built-in place: England, its regions, boards, councils and groups."""
    kept = {path.stem: str(read_toml(path)["name"]) for path in sorted(FACTS.glob("*.toml"))}
    return {code: kept.get(code, footprint.name) for code, footprint in footprints().items()}


def built_in(code: str) -> Place:
    """The built-in place of this code: ``QU9``, ``E10000012``, ``15M``, ``Y56``, ``ENGLAND`` or ``QXU+QNX``.

    Raises:
        InputProblems: if there is none; it names what is near.
    """
    footprint = joined(code)
    if code == wales.CODE:
        return wales.place()
    kept = FACTS / f"{code}.toml"
    return read_place(kept) if kept.is_file() else place_of(footprint)


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
