"""An edited rule is never answered by a stale kernel, and an unchanged one is not compiled again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import relsim

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
