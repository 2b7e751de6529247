"""Named texts: filled in exactly, never half."""

from __future__ import annotations

from pathlib import Path

import pytest

from relsim.wording.texts import Texts


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Texts:
    package = tmp_path / "some_room"
    (package / "texts").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "texts" / "loss.toml").write_text(
        'months = "For {months} of {first}."\n[sizes]\nlarge = """\nA large\n  loss."""\n', encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    return Texts("some_room", "loss")


def test_a_text_is_filled_in(texts: Texts) -> None:
    assert texts("months", months="49 months", first="the first 120") == "For 49 months of the first 120."


def test_a_long_text_is_one_paragraph(texts: Texts) -> None:
    assert texts("sizes.large") == "A large loss."


@pytest.mark.parametrize("values", [{}, {"months": "49"}, {"months": "49", "first": "x", "last": "y"}])
def test_other_values_than_places_are_refused(texts: Texts, values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"loss\.toml, months: no value for"):
        texts("months", **values)


def test_a_name_that_is_none_is_refused(texts: Texts) -> None:
    with pytest.raises(KeyError):
        texts("years")
