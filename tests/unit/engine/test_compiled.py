"""An edited rule is never answered by a stale kernel, and an unchanged one is not compiled again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import relsim
from relsim.engine import code_identity, compiled

PACKAGE = Path(relsim.__file__).parent

# A village: one practice, one hospital, one commissioner; 40 months.
VILLAGE = """
from relsim.domain.months import month_number
from relsim.timetable.network import network
from relsim.domain.place import Place
from relsim.engine.simulation import Simulation
from relsim.timetable.timetable import build_timetable

place = Place.model_validate({
    "code": "V", "name": "Village", "starts": "2020-01", "vcse_per_thousand": 0.0,
    "localities": [{"code": "L", "name": "Village", "population": 50000, "council": "K"}],
    "councils": [{"code": "K", "name": "Council"}],
    "boards": {"b": {"seats": {"commissioner": 2, "general_practice": 1}}},
    "commissioners": [{"code": "C", "name": "C", "form": "CCG", "localities": ["L"], "board": "b"}],
    "trusts": [{"code": "T", "name": "T", "kind": "acute", "serves": {"L": 1.0}}],
    "practices": [{"code": "P", "name": "P", "locality": "L"}],
})
table = build_timetable(place, network(place), None, month_number("2023-05"))
simulation = Simulation(table)
simulation.advance()
print(" ".join(float(value).hex() for value in simulation.state.trust_ab))
"""


def simulate(package: Path, cache: Path) -> str:
    """What a village's trust is in the end, computed by another process with the package in that folder."""
    environment = os.environ | {"PYTHONPATH": str(package.parent), "RELSIM_CACHE_DIR": str(cache)}
    done = subprocess.run(
        [sys.executable, "-c", VILLAGE], cwd=package.parent, env=environment, check=False, capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def kernels(cache: Path) -> dict[str, tuple[int, int]]:
    """The kept kernels: path → size and time of writing."""
    return {
        path.relative_to(cache).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in cache.rglob("*.nb*")
    }


@pytest.mark.slow
def test_editing_a_rule_never_runs_a_stale_kernel(tmp_path: Path) -> None:
    """The rule is called from another file, which numba's own cache does not look at."""
    package, cache = tmp_path / "copy" / "relsim", tmp_path / "cache"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    first = simulate(package, cache)
    kept = kernels(cache)
    assert kept
    assert simulate(package, cache) == first
    assert kernels(cache) == kept, "an unchanged run must compile nothing"

    rule = package / "engine" / "rules" / "trust.py"
    text = rule.read_text(encoding="utf-8")
    assert text.count("gain * (1.0 - trust)") == 1
    rule.write_text(text.replace("gain * (1.0 - trust)", "gain * (0.9 - trust)"), encoding="utf-8")
    assert simulate(package, cache) != first
    assert set(kept) < set(kernels(cache)), "the old kernels stay for the old code"


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
