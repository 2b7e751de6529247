"""Every picture of a report, in the order in which it is read."""

from __future__ import annotations

from pathlib import Path

from relsim.evidence.figures.comparison import bedding_in, differences
from relsim.evidence.figures.coverage import coverage, hero, recovery
from relsim.evidence.figures.drivers import drivers
from relsim.evidence.figures.influence import influence
from relsim.evidence.figures.influence_over_time import influence_over_time
from relsim.evidence.figures.influence_shift import what_shifts_influence
from relsim.evidence.figures.money import spend_over_time
from relsim.evidence.figures.reach import reach
from relsim.evidence.figures.safeguards import safeguards_worth
from relsim.evidence.figures.style import Drawing, Picture, save, save_hero
from relsim.evidence.results import Results

__all__ = ["every_picture", "hero", "save_for_readme", "save_pictures"]


def every_picture(results: Results) -> list[Picture]:
    """Draw what the tables allow: a picture that has nothing to show is left out."""
    drawn = [
        coverage(results),
        recovery(results),
        bedding_in(results),
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


def save_for_readme(results: Results, folder: Path) -> None:
    """Write ``hero.png``: the picture of a results folder for a page about the program, 1,600 pixels wide."""
    figure = hero(results)
    if figure is not None:
        save_hero(figure, folder / "hero.png")
