"""Lists of texts in a file: a glossary, or what a model can't tell, in the order of the file."""

from __future__ import annotations

from relsim.wording.texts import Texts, places_of


def every_text(texts: Texts, table: str, **values: object) -> list[str]:
    """The texts of one table of a file, each filled with those of the values that it asks for.

    Raises:
        ValueError: A text asks for a value that is not there.
    """
    names = [name for name in texts.texts if name.rpartition(".")[0] == table]
    return [_filled(texts, name, values) for name in names]


def glossary(texts: Texts, table: str, **values: object) -> tuple[tuple[str, str], ...]:
    """Words and meanings: each is a table of its own under `table`, with ``word`` and ``meaning``."""
    names = [name.removesuffix(".word") for name in texts.texts if name.endswith(".word")]
    return tuple(
        (texts(f"{name}.word"), _filled(texts, f"{name}.meaning", values))
        for name in names
        if name.rpartition(".")[0] == table
    )


def _filled(texts: Texts, name: str, values: dict[str, object]) -> str:
    wanted = places_of(texts.texts[name])
    return texts(name, **{key: value for key, value in values.items() if key in wanted})
