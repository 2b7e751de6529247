"""The identity that finished runs are kept under: what can change a number of theirs, and nothing else."""

from __future__ import annotations

import importlib.metadata

import pytest

from relsim.batch.runs.keys import made_by, packages

NUMBER_MAKING = ("numpy", "scipy", "numba", "llvmlite")
OTHERS = ("mesa", "pandas", "pyarrow", "pydantic", "matplotlib", "jinja2", "tqdm")


def _upgrade(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    version = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "999" if name == package else version(name))


@pytest.mark.parametrize("package", NUMBER_MAKING)
def test_runs_by_another_version_of_a_number_making_package_are_others(
    monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    before = made_by()
    _upgrade(monkeypatch, package)
    assert made_by() != before


@pytest.mark.parametrize("package", OTHERS)
def test_another_version_of_any_other_package_leaves_finished_runs_as_they_are(
    monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    before = made_by()
    _upgrade(monkeypatch, package)
    assert made_by() == before
    assert packages()[package] == "999"


def test_the_manifest_names_every_package_that_takes_part() -> None:
    assert set(packages()) == {*NUMBER_MAKING, *OTHERS}
