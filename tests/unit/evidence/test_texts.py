"""Texts in files: each is used by the code beside it, and no code asks for one that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import relsim
from relsim.evidence.findings.rivals import Unsettled
from relsim.experiments.safeguard_list import SAFEGUARDS
from relsim.measures.verdicts import Why
from relsim.wording.texts import Texts, places_of

PACKAGE = Path(relsim.__file__).parent
FILES = sorted(PACKAGE.rglob("texts/*.toml"))
OF_REGISTRIES = {
    "columns": set[str](), "outcomes": set[str](), "fixed": set[str](),
    "safeguards_in_a_sentence": set(SAFEGUARDS), "safeguard_labels": set(SAFEGUARDS),
    "safeguard_names": set(SAFEGUARDS),
    "reasons": {why.value.replace(" ", "_") for why in (*Why, *Unsettled)},
}  # fmt: skip
"""Files whose names come from elsewhere → names that have to be there.  The first three are held against theirs where
they are read.
"""
_READER = re.compile(r"Texts\(\"(relsim[\w.]*)\", \"(\w+)\"\)")
READERS = [(path, *found) for path in sorted(PACKAGE.rglob("*.py"))
           for found in _READER.findall(path.read_text(encoding="utf-8"))]  # fmt: skip


def texts_of(file: Path) -> Texts:
    return Texts(".".join(file.relative_to(PACKAGE.parent).parts[:-2]), file.stem)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_text_has_words_and_plain_places(file: Path) -> None:
    texts = texts_of(file).texts
    assert texts
    for name, text in texts.items():
        assert text.strip() == text != "", name
        assert all(place.isidentifier() for place in places_of(text)), name
        assert "  " not in text, name


@pytest.mark.parametrize(("path", "package", "name"), READERS, ids=lambda value: Path(str(value)).stem)
def test_whoever_reads_texts_finds_the_file(path: Path, package: str, name: str) -> None:
    assert Texts(package, name).texts, path


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_text_is_asked_for(file: Path) -> None:
    """By its full name, by a name that the code puts together, or with the whole of its table."""
    texts = texts_of(file)
    readers = {path for path, package, name in READERS if (package, name) == (texts.package, texts.name)}
    code = "\n".join(path.read_text(encoding="utf-8") for path in readers)
    if file.stem in OF_REGISTRIES:
        assert texts.texts.keys() >= OF_REGISTRIES[file.stem]
        return
    for name in texts.texts:
        asked = _quoted(name, code) or _put_together(name, code)
        # A glossary, or a list, is asked for as a whole, by its table.
        assert asked or _quoted(name.partition(".")[0], code), name


def _quoted(name: str, code: str) -> bool:
    return f'"{name}"' in code or f"'{name}'" in code


def _put_together(name: str, code: str) -> bool:
    """True if a name in the code, with what it puts in for its places, can be this one."""
    patterns = re.findall(r'f"([\w.]*\{[^"]*)"', code)
    return any(re.fullmatch(re.sub(r"\\\{.*?\\\}", r"[\\w.-]*", re.escape(each)), name) for each in patterns)
