"""Whole documents are, to the letter, what they were when they were last kept on purpose."""

from __future__ import annotations

import pytest
from golden import GOLDEN, documents


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return documents(tmp_path_factory.mktemp("golden") / "synthetic")


@pytest.mark.parametrize("name", ["report.txt", "terminal.txt"])
def test_it_is_what_was_kept(name: str, now: dict[str, str]) -> None:
    assert now[name] == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["report.txt", "terminal.txt"])
def test_it_fits_the_terminal(name: str, now: dict[str, str]) -> None:
    assert max(map(len, now[name].splitlines())) <= 100
