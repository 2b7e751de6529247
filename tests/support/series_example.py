"""A small place with a history of three events, and a series about it."""

from __future__ import annotations

from pathlib import Path

from relsim.domain.months import month_number
from relsim.domain.place import Place
from relsim.domain.reorganisation import Reorganisation, Successor
from relsim.places.library import read_place
from relsim.places.toml_text import place_text

SMALLSHIRE = Path(__file__).parents[1] / "places" / "smallshire.toml"


def changed(vesting: str, predecessors: str, successor: Successor, status: str = "happened") -> Reorganisation:
    """A change of Smallshire's commissioners, announced 12 months before."""
    month = month_number(vesting)
    return Reorganisation.model_validate(
        {"name": f"replace {vesting}", "kind": "replace", "announced": month - 12, "vesting": month, "posts": 0.95,
         "kept": 0.4, "moved": 0.3, "procedures": 0.5, "predecessors": tuple(predecessors.split()),
         "successors": (successor,), "status": status}
    )  # fmt: skip


def place() -> Place:
    """Smallshire: two of three groups merge in 2018, all become one board in 2022, and another is planned for 2027."""
    before = read_place(SMALLSHIRE)
    more = (
        changed("2022-07", "C12 C3", Successor(code="ICB", name="Smallshire ICB", form="ICB", board="icb")),
        changed("2027-04", "ICB", Successor(code="BIG", board="icb"), status="planned"),
    )
    return before.model_copy(update={"history": (*before.history, *more)})


def write_series(folder: Path, *lines: str, name: str = "history.toml") -> Path:
    """The series about it, with its place beside; lines are added, or stand instead of those of the same key."""
    (folder / "place.toml").write_text(place_text(place()), encoding="utf-8")
    said = [
        'series = "history"', 'title = "How long?"', 'question = "Had it bedded in?"', 'place = "place.toml"',
        'upto = "2024-12"', "worlds = 2", "replicates = 2", 'notes = ["Invented."]',
    ]  # fmt: skip
    keys = {line.split(" = ")[0] for line in lines}
    path = folder / name
    path.write_text("\n".join([*(one for one in said if one.split(" = ")[0] not in keys), *lines]), encoding="utf-8")
    return path
