"""Every picture of a report, in the order in which it is read."""

from __future__ import annotations

from pathlib import Path

from relsim.evidence.figures.comparison import differences
from relsim.evidence.figures.coverage import coverage
from relsim.evidence.figures.drivers import drivers
from relsim.evidence.figures.influence import influence
from relsim.evidence.figures.influence_over_time import influence_over_time
from relsim.evidence.figures.influence_shift import what_shifts_influence
from relsim.evidence.figures.money import spend_over_time
from relsim.evidence.figures.reach import reach
from relsim.evidence.figures.recovery import recovery
from relsim.evidence.figures.safeguards import safeguards_worth
from relsim.evidence.figures.style import Drawing, Picture, save
from relsim.evidence.figures.who_bears_it import who_bears_it
from relsim.evidence.results import Results

LEAD = "coverage"
"""The picture that stands for all of them on a page about the program."""


def every_picture(results: Results) -> list[Picture]:
    """Draw what the tables allow: a picture that has nothing to show is left out."""
    drawn = [
        coverage(results),
        who_bears_it(results),
        recovery(results),
        drivers(results),
        differences(results),
        influence(results),
        what_shifts_influence(results),
        influence_over_time(results),
        reach(results),
        safeguards_worth(results),
        spend_over_time(results),
    ]
    return [picture for picture in drawn if picture is not None]


def save_pictures(pictures: list[Picture], folder: Path) -> dict[str, Drawing]:
    """Write each picture as SVG and PNG to `folder`; name → what was written."""
    return {picture.name: save(picture, folder) for picture in pictures}


def save_for_readme(drawings: dict[str, Drawing], folder: Path) -> None:
    """Write ``hero.png``, the first picture for a page about the program, 1,600 pixels wide."""
    if LEAD in drawings:
        (folder / "hero.png").write_bytes(drawings[LEAD].png)
