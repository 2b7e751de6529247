"""Kernels are kept under a name that whatever they are made of changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import relsim
from relsim.engine import code_identity, compiled

PACKAGE = Path(relsim.__file__).parent


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    package = tmp_path / "relsim"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(compiled, "PACKAGE", package)
    monkeypatch.setattr(code_identity, "PACKAGE", package)
    return package


def hashes() -> tuple[str, str]:
    """Of the code that makes numbers, and of the kernels'."""
    return code_identity.code_hash.__wrapped__(), compiled.hash_of(compiled.kernel_sources())


@pytest.mark.parametrize(
    "source",
    [
        *(f"engine/rules/{path.name}" for path in sorted((PACKAGE / "engine" / "rules").glob("*.py"))),
        "engine/randomness.py", "engine/state.py", "engine/rates.py", "engine/record.py", "engine/compiled.py",
        "domain/sectors.py", "timetable/structure.py", "worlds/parameters.py",
    ],
)  # fmt: skip
def test_whatever_a_kernel_is_made_of_names_its_folder(copied: Path, source: str) -> None:
    before = hashes()
    with (copied / source).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    after = hashes()
    assert after[0] != before[0]
    assert after[1] != before[1]


@pytest.mark.parametrize(
    "source",
    ["timetable/network.py", "timetable/needs.py", "timetable/decision_rights.py", "timetable/layout.py",
     "timetable/outside_events.py", "timetable/era_dates.py", "timetable/timetable.py", "timetable/succession.py",
     "engine/simulation.py", "domain/boards.py", "domain/provisions.py", "domain/plan.py", "domain/bodies.py",
     "domain/reorganisation.py", "worlds/plausible.py", "places/qu9.py", "measures/loss.py", "batch/runs/variants.py"],
)  # fmt: skip
def test_whatever_makes_numbers_is_in_the_hash_of_the_code(copied: Path, source: str) -> None:
    before = hashes()[0]
    (copied / source).write_text("changed = True\n", encoding="utf-8")
    assert hashes()[0] != before


@pytest.mark.parametrize(
    "source",
    [
        "interfaces/cli/main.py", "interfaces/cli/describe_place.py", "wording/problems.py",
        "evidence/documents/publish.py", "experiments/in_words.py", "batch/store/manifest.py",
        "places/maintenance/place_extract.py",
    ],
)  # fmt: skip
def test_talking_to_people_is_in_neither(copied: Path, source: str) -> None:
    before = hashes()
    (copied / source).write_text("changed = True\n", encoding="utf-8")
    assert hashes() == before


def test_a_cache_that_cannot_be_written_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    monkeypatch.setenv("RELSIM_CACHE_DIR", str(blocked))
    folder = compiled.kernel_folder.__wrapped__()
    assert folder.is_dir()
    assert blocked not in folder.parents
