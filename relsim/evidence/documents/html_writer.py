"""A document as one page of HTML that stands alone: no other file, no script, nothing from the network."""

from __future__ import annotations

import base64
from functools import cache

import jinja2
from markupsafe import Markup

from relsim.evidence.documents.blocks import (
    Block,
    Bullets,
    Callout,
    Code,
    Contents,
    Definitions,
    Details,
    Document,
    Figure,
    Heading,
    Paragraph,
    TableBlock,
)
from relsim.evidence.figures.style import Drawing

_MACROS: dict[type[Block], str] = {
    Heading: "heading", Paragraph: "paragraph", Bullets: "bullets", Definitions: "definitions", Code: "code",
    Figure: "figure", TableBlock: "table", Callout: "callout", Details: "details", Contents: "contents",
}  # fmt: skip
"""Type of block → the macro of ``blocks.html.j2`` that writes it."""


def html_page(document: Document) -> str:
    """The document as the text of an HTML file; the same document gives the same text."""
    return _environment().get_template("page.html.j2").render(document=document)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("relsim.evidence.documents", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(write=_write, data_address=_data_address)
    return environment


def _write(block: Block) -> Markup:
    macros = _environment().get_template("blocks.html.j2").module
    return Markup(getattr(macros, _MACROS[type(block)])(block))


def _data_address(drawing: Drawing) -> str:
    """The drawing itself as an address, so that the page needs no file beside it."""
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.svg).decode('ascii')}"
