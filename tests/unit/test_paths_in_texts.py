"""Every path that the project's own texts name is there, so that moving a file can't leave them behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXTS = ("README.md", "CHANGELOG.md", "relsim/ODD.md", "tests/README.md")
_LINK = re.compile(r"\]\(([^)#:\s]+)\)")
_IN_CODE = re.compile(r"`([\w./-]+\.(?:py|toml|md)|[\w-]+(?:/[\w-]+)*/)`")


def named_in(text: str) -> set[str]:
    """Paths in links, and those of files and folders that stand in code."""
    return {*_LINK.findall(text), *_IN_CODE.findall(text)}


def is_there(name: str, text: Path) -> bool:
    """True if something is there under that name, seen from the text, the root, the package, or a folder in that."""
    package = ROOT / "relsim"
    return any((base / name).exists() for base in (text.parent, ROOT, package)) or any(package.rglob(name.rstrip("/")))


@pytest.mark.parametrize("text", [name for name in TEXTS if (ROOT / name).exists()])
def test_every_path_is_there(text: str) -> None:
    path = ROOT / text
    named = {name for name in named_in(path.read_text(encoding="utf-8")) if not name.startswith("my-")}
    assert named or text == "CHANGELOG.md"
    assert not {name for name in named if not is_there(name, path)}


def test_a_path_that_is_gone_is_seen(tmp_path: Path) -> None:
    text = "See [`relsim/tables.py`](relsim/tables.py) and `rules/`, `succession_of_old.py`."
    assert {name for name in named_in(text) if not is_there(name, ROOT / "README.md")} == {
        "relsim/tables.py", "succession_of_old.py",
    }  # fmt: skip
