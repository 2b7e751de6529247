"""The style of figures: colours that anybody can tell apart, sizes that can be read, files that never differ."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.figure import Figure

WIDTH = 16 / 2.54
"""Inches: the 16 cm between the margins of a word processor's page, for which all sizes here are meant."""
PIXELS = 1600
"""Width of every PNG."""
SMALLEST = 9.0
"""Points: no text in a figure is smaller."""
INK, QUIET, FAINT = "#222222", "#555555", "#d9d9d9"
"""Of text and of the comparator; of text that matters less; of grids and shading, never of text."""
PALETTE = ("#0072B2", "#D55E00", "#802060", "#9A8060", "#005A40", "#C0579A", "#6A3D9A", "#7D7D7D")
"""Of lines and markers, the order that of plans; at least 3:1 against white.  Text is never in these colours."""
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "h")
DASHES: tuple[Any, ...] = (
    "-", (0, (5, 1.5)), (0, (1, 1)), (0, (6, 1.5, 1, 1.5)), (0, (3, 1)), (0, (8, 2)), (0, (2, 2)), (0, (4, 1, 1, 1)),
)  # fmt: skip
_RC: dict[str, Any] = {
    "font.family": "sans-serif",
    # The first comes with matplotlib, so that a figure is the same wherever it is drawn; Verdana has its widths.
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial", "Helvetica"],
    "font.size": SMALLEST, "axes.titlesize": SMALLEST, "axes.labelsize": SMALLEST, "xtick.labelsize": SMALLEST,
    "ytick.labelsize": SMALLEST, "legend.fontsize": SMALLEST, "axes.titlelocation": "left", "axes.titleweight": "bold",
    "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": QUIET, "axes.labelcolor": INK,
    "text.color": INK, "xtick.color": QUIET, "ytick.color": QUIET, "xtick.labelcolor": INK, "ytick.labelcolor": INK,
    "axes.linewidth": 0.8, "lines.linewidth": 1.8, "lines.solid_capstyle": "butt", "lines.markersize": 5.5,
    "figure.facecolor": "white", "svg.hashsalt": "relsim", "svg.fonttype": "none", "axes.unicode_minus": True,
    "path.simplify": True,
}  # fmt: skip


@dataclass(frozen=True)
class Look:
    """A series: its colour, and the dash and marker by which it is told from others in grey."""

    colour: str
    dash: Any
    marker: str
    hollow: bool = False

    @property
    def face(self) -> str:
        """What its marker is filled with."""
        return "white" if self.hollow else self.colour


COMPARATOR = Look(INK, (0, (3, 2)), "o", hollow=True)
"""Of the plan that others are held against, in every figure."""


def looks(names: Sequence[str]) -> dict[str, Look]:
    """A look for each plan, the same in every figure because the order is the manifest's."""
    sizes = len(PALETTE), len(DASHES), len(MARKERS)
    return {name: Look(PALETTE[i % sizes[0]], DASHES[i % sizes[1]], MARKERS[i % sizes[2]])
            for i, name in enumerate(names)}  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A figure, the sentence that says what is seen in it, how to read it, and the same for those who can't see it."""

    name: str
    """Stem of its files."""
    title: str
    """The finding; it stands in the figure too, as the source does."""
    caption: str
    """How to read it."""
    alt: str
    source: str
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


def svg_bytes(picture: Picture) -> bytes:
    """The picture as SVG with its title and description, the same bytes every time: no date, fixed identifiers."""
    buffer = io.StringIO()
    with drawing():
        picture.figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    title, description = f"{picture.name}-title", f"{picture.name}-desc"
    told = (
        f'<title id="{title}">{escape(picture.title)}</title>\n'
        f' <desc id="{description}">{escape(f"{picture.alt} {picture.source}")}</desc>\n '
    )
    head, rest = buffer.getvalue().split("<svg ", 1)
    opening, body = rest.split(">", 1)
    named = f'<svg role="img" aria-labelledby="{title} {description}" {opening}>\n {told}'
    return f"{head}{named}{body.lstrip()}".encode()


def png_bytes(figure: Figure) -> bytes:
    """The figure as PNG, 1,600 pixels wide."""
    buffer = io.BytesIO()
    with drawing():
        figure.savefig(buffer, format="png", dpi=PIXELS / WIDTH, metadata={"Software": None})
    return buffer.getvalue()


def save(picture: Picture, folder: Path) -> Drawing:
    """Write the picture as SVG and as PNG, and give back both."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Drawing(svg_bytes(picture), png_bytes(picture.figure), float(picture.figure.get_figheight()))
    (folder / f"{picture.name}.svg").write_bytes(made.svg)
    (folder / f"{picture.name}.png").write_bytes(made.png)
    return made
