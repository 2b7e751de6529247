"""What stands around every figure, so that it can be copied anywhere: finding, place and plans, key, source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D

from relsim.evidence.figures.style import INK, QUIET, SMALLEST, WIDTH, Look

TITLE = 11.0
"""Points."""
_MARGIN, _LINE, _HANDLE = 0.06, 1.32, 0.42
"""Inches at the left and right; heights of letters in a line of text; inches of a line in the key."""
_TOP, _GAP = 0.06, 0.09
"""Inches above the title; and between title, subtitle, key and panels."""
_DPI, _MEASURED = 100.0, 720.0
"""Dots an inch of the layout; and where text is measured, so many that letters are not fitted to dots."""


@dataclass(frozen=True)
class Entry:
    """A line of the key: a look, and what it stands for."""

    look: Look
    words: str
    line: bool = True
    """False: a marker alone."""


@dataclass(frozen=True)
class Frame:
    """The words around a figure."""

    title: str
    subtitle: str
    source: str
    key: tuple[Entry, ...] = ()


def panels(frame: Frame, rows: int, columns: int, height: float, **kwargs: Any) -> tuple[Figure, list[Axes]]:
    """A figure of the house width in its frame, and its panels in reading order; their `height` in inches."""
    room = WIDTH - 2 * _MARGIN
    title = lines(frame.title, room, TITLE, bold=True)
    subtitle, source = lines(frame.subtitle, room), lines(frame.source, room)
    key = _rows(frame.key, room)
    above = _TOP + _height(title, TITLE) + _GAP / 2 + _height(subtitle) + (_GAP + _height(key) if key else 0.0) + _GAP
    below = _height(source) + _GAP
    whole = above + height + below
    figure = Figure(figsize=(WIDTH, whole), dpi=_DPI, layout="constrained")
    FigureCanvasAgg(figure)
    engine: Any = figure.get_layout_engine()
    engine.set(rect=(0.0, below / whole, 1.0, height / whole), w_pad=_MARGIN, h_pad=0.03)
    top = _write(figure, title, whole - _TOP, whole, TITLE, weight="bold", color=INK)
    top = _write(figure, subtitle, top - _GAP / 2, whole, color=QUIET)
    _draw_key(figure, key, top - _GAP, whole)
    _write(figure, source, _height(source) + 0.02, whole, color=QUIET)
    return figure, list(figure.subplots(rows, columns, squeeze=False, **kwargs).ravel())


def lines(text: str, inches: float, size: float = SMALLEST, bold: bool = False, most: int = 0) -> list[str]:
    """Text broken into lines of so many inches; with a limit, what does not fit is cut with an ellipsis."""
    broken: list[str] = []
    for word in filter(None, text.split(" ")):
        longer = f"{broken[-1]} {word}" if broken else word
        if broken and width_of(longer, size, bold) <= inches:
            broken[-1] = longer
        else:
            broken.append(word)
    cut = [_cut(line, inches, size, bold) for line in broken]
    if most and len(cut) > most:
        cut[most - 1 :] = [_cut(f"{cut[most - 1]} …", inches, size, bold)]
    return cut


def fitted(text: str, inches: float, most: int = 2, bold: bool = False) -> str:
    """Text of the smallest size as at most so many lines of so many inches, all of about the same length."""
    broken = lines(text, inches, bold=bold, most=most)
    for narrower in (inches * share / 20 for share in range(19, 9, -1)):
        again = lines(text, narrower, bold=bold)
        if len(again) > len(broken) or any("…" in line for line in again if "…" not in text):
            break
        broken = again
    return "\n".join(broken)


@cache
def width_of(text: str, size: float = SMALLEST, bold: bool = False) -> float:
    """Inches that a line of text takes."""
    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    return float(_renderer().get_text_width_height_descent(text, font, ismath=False)[0]) / _MEASURED


@cache
def _renderer() -> Any:
    canvas: Any = RendererAgg
    return canvas(10, 10, _MEASURED)


def _cut(line: str, inches: float, size: float, bold: bool) -> str:
    """The line, or as much of it as there is room for and an ellipsis."""
    if width_of(line, size, bold) <= inches:
        return line
    shown = line.removesuffix("…").rstrip()
    while shown and width_of(f"{shown} …", size, bold) > inches:
        shown = shown[:-1].rstrip()
    return f"{shown} …"


def _height(of: Sequence[object], size: float = SMALLEST) -> float:
    return len(of) * size * _LINE / 72


def _write(figure: Figure, text: Sequence[str], top: float, whole: float, size: float = SMALLEST, **how: Any) -> float:
    """Write lines from so many inches above the foot on downwards; gives back where they end."""
    for number, line in enumerate(text):
        y = top - number * size * _LINE / 72
        figure.text(_MARGIN / WIDTH, y / whole, line, fontsize=size, va="top", **how)
    return top - _height(text, size)


def _rows(key: Sequence[Entry], room: float) -> list[list[tuple[float, Entry, str]]]:
    """The entries in rows: where each begins, in inches, and its words as far as they fit."""
    rows: list[list[tuple[float, Entry, str]]] = []
    at = room
    for entry in key:
        handle = _HANDLE if entry.line else 0.16
        words = fitted(entry.words, room - handle - 0.1, most=1)
        wide = handle + 0.06 + width_of(words) + 0.22
        if not rows or at + wide - 0.22 > room:
            rows.append([])
            at = 0.0
        rows[-1].append((at, entry, words))
        at += wide
    return rows


def _draw_key(figure: Figure, rows: list[list[tuple[float, Entry, str]]], top: float, whole: float) -> None:
    step = SMALLEST * _LINE / 72
    for number, row in enumerate(rows):
        y = (top - number * step - step / 2) / whole
        for at, entry, words in row:
            left, handle = _MARGIN + at, _HANDLE if entry.line else 0.16
            ends = [left / WIDTH, (left + handle / 2) / WIDTH, (left + handle) / WIDTH]
            figure.add_artist(Line2D(
                ends, [y] * 3, color=entry.look.colour, linestyle=entry.look.dash if entry.line else "none",
                marker=entry.look.marker, markevery=[1], markerfacecolor=entry.look.face, linewidth=1.8,
                transform=figure.transFigure,
            ))  # fmt: skip
            figure.text((left + handle + 0.06) / WIDTH, y, words, fontsize=SMALLEST, va="center", color=INK)
