"""The texts of an SVG as whoever opens it sees them: words, size, colour, and the box that each takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from relsim.evidence.figures.frame import width_of

_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class SvgText:
    """A line of text; sizes and places in points."""

    words: str
    size: float
    colour: str
    family: str
    box: tuple[float, float, float, float]
    """Left, top, right, bottom."""

    def overlaps(self, other: SvgText, least: float = 1.0) -> bool:
        """True if both boxes share more than so many points, across and down."""
        across = min(self.box[2], other.box[2]) - max(self.box[0], other.box[0])
        down = min(self.box[3], other.box[3]) - max(self.box[1], other.box[1])
        return across > least and down > least


@dataclass(frozen=True)
class Svg:
    """A whole picture."""

    root: ElementTree.Element
    width: float
    height: float
    texts: tuple[SvgText, ...]

    @property
    def words(self) -> str:
        """All its words in the order of the file."""
        return " ".join(text.words for text in self.texts)

    def named(self, tag: str) -> str:
        """The text of an element of the picture as a whole, such as ``title``."""
        return str(self.root.findtext(f"{_SVG}{tag}"))


def read_svg(content: bytes) -> Svg:
    root = ElementTree.fromstring(content)
    width, height = (float(each) for each in root.attrib["viewBox"].split()[2:])
    found = [_text(each) for each in root.iter(f"{_SVG}text")]
    return Svg(root, width, height, tuple(text for text in found if text.words))


def _text(element: ElementTree.Element) -> SvgText:
    style = dict(part.strip().split(": ", 1) for part in element.attrib["style"].split(";"))
    words, size = "".join(element.itertext()).strip(), float(style["font-size"].removesuffix("px"))
    wide = 72 * width_of(words, size, bold=style.get("font-weight") == "700")
    turn = element.attrib.get("transform", "")
    assert not re.search("scale|matrix", turn), "a size in the file is the size on the page"
    moved = re.search(r"translate\(([-\d.]+) ([-\d.]+)\)", turn)
    x, y = map(float, moved.groups()) if moved else (float(element.attrib["x"]), float(element.attrib["y"]))
    begins = -wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[style.get("text-anchor", "start")]
    box = (x + begins, y - 0.74 * size, x + begins + wide, y + 0.2 * size)
    if "rotate(-90" in turn:
        box = (x - 0.74 * size, y - begins - wide, x + 0.2 * size, y - begins)
    return SvgText(words, size, style.get("fill", "#000000"), style["font-family"], box)
