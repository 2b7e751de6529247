"""The style of figures: colours that anybody can tell apart, sizes that can be read, files that never differ."""

from __future__ import annotations

import io
import itertools
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

WIDTH = 8.6
"""Inches; the report shows it about 860 pixels wide, so that 9 points are about 12 pixels."""
INK, QUIET, FAINT = "#222222", "#555555", "#d9d9d9"
# Okabe & Ito (2008), without their yellow (too faint on white) and with black left to the comparator; a brown and a
# grey serve a seventh and an eighth plan.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A5230", "#8A8A8A")
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "h")
HALO = [withStroke(linewidth=3.0, foreground="white")]
"""Around what a line may run behind."""
_RC: dict[str, Any] = {
    "font.family": "DejaVu Sans", "font.size": 9.0, "axes.titlesize": 9.5, "axes.labelsize": 9.0,
    "xtick.labelsize": 8.5, "ytick.labelsize": 8.5, "axes.titlelocation": "left", "axes.titleweight": "bold",
    "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": QUIET, "axes.labelcolor": INK,
    "text.color": INK, "xtick.color": QUIET, "ytick.color": QUIET, "xtick.labelcolor": INK, "ytick.labelcolor": INK,
    "axes.linewidth": 0.8, "lines.linewidth": 1.8, "lines.solid_capstyle": "butt", "figure.facecolor": "white",
    "svg.hashsalt": "relsim", "svg.fonttype": "path", "axes.unicode_minus": True, "path.simplify": True,
}  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A figure, the sentence that says what is seen in it, how to read it, and the same for those who can't see it."""

    name: str
    """Stem of its files."""
    title: str
    caption: str
    alt: str
    figure: Figure


@dataclass(frozen=True)
class Drawing:
    """A picture as files hold it, and its height in inches at the house width (`WIDTH`)."""

    svg: bytes
    png: bytes
    height: float


@contextmanager
def drawing() -> Iterator[None]:
    """Draw and save in the house style, whatever the user's own matplotlib settings are."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        settings: Any = _RC
        matplotlib.rcParams.update(settings)
        yield


def panels(rows: int, columns: int, height: float, **kwargs: Any) -> tuple[Figure, list[Axes]]:
    """A figure of the house width with its panels in reading order; `height` in inches."""
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    FigureCanvasAgg(figure)
    grid = figure.subplots(rows, columns, squeeze=False, **kwargs)
    return figure, list(grid.ravel())


def colours(names: Sequence[str]) -> dict[str, str]:
    """A colour for each plan, the same in every figure because the order is the manifest's."""
    return {name: PALETTE[i % len(PALETTE)] for i, name in enumerate(names)}


def markers(names: Sequence[str]) -> dict[str, str]:
    """A marker for each plan, so that colour is never the only difference."""
    return {name: MARKERS[i % len(MARKERS)] for i, name in enumerate(names)}


def wrapped(text: str, width: int, lines: int = 2) -> str:
    """Text broken over lines; what does not fit is cut with an ellipsis."""
    return "\n".join(textwrap.wrap(text, width, max_lines=lines, placeholder=" …", break_long_words=True))


def spread(positions: Sequence[float], gap: float) -> list[float]:
    """Positions of labels moved apart until neighbours are at least `gap` away; their order is kept."""
    order = sorted(range(len(positions)), key=lambda i: positions[i])
    moved = list(positions)
    for _ in range(200):
        still = True
        for low, high in itertools.pairwise(order):
            short = gap - (moved[high] - moved[low])
            if short > 1e-9:
                moved[low] -= short / 2
                moved[high] += short / 2
                still = False
        if still:
            break
    return moved


def svg_bytes(figure: Figure) -> bytes:
    """The figure as SVG, the same bytes every time: no date, fixed identifiers."""
    buffer = io.BytesIO()
    with drawing():
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def save_hero(figure: Figure, path: Path) -> None:
    """Write one picture as PNG, 200 pixels an inch."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with drawing():
        figure.savefig(path, dpi=200, metadata={"Software": None})


def save(picture: Picture, folder: Path) -> Drawing:
    """Write the picture as SVG and as PNG of 200 pixels an inch, and give back both."""
    folder.mkdir(parents=True, exist_ok=True)
    svg_path, png_path = folder / f"{picture.name}.svg", folder / f"{picture.name}.png"
    svg_path.write_bytes(svg_bytes(picture.figure))
    with drawing():
        picture.figure.savefig(png_path, dpi=200, metadata={"Software": None})
    return Drawing(svg_path.read_bytes(), png_path.read_bytes(), float(picture.figure.get_figheight()))
