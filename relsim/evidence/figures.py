"""Every picture of a report, in the order in which it is read."""

from __future__ import annotations

from pathlib import Path

from relsim.evidence.folder import Results
from relsim.evidence.pictures_compare import bedding_in, differences, drivers
from relsim.evidence.pictures_time import coverage, influence, recovery
from relsim.evidence.style import Picture, save

__all__ = [
    "bedding_in",
    "coverage",
    "differences",
    "drivers",
    "every_picture",
    "influence",
    "recovery",
    "save_pictures",
]


def every_picture(results: Results) -> list[Picture]:
    """Draw what the tables allow: a picture that has nothing to show is left out."""
    drawn = [
        differences(results),
        bedding_in(results),
        recovery(results),
        coverage(results),
        influence(results),
        drivers(results),
    ]
    return [picture for picture in drawn if picture is not None]


def save_pictures(pictures: list[Picture], folder: Path) -> dict[str, str]:
    """Write each picture as SVG and PNG to `folder`; name → data address of the SVG."""
    return {picture.name: save(picture, folder) for picture in pictures}
