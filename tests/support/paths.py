"""Folders and files that tests start from."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The project's own folder."""
TESTS = ROOT / "tests"
EXPERIMENTS = ROOT / "experiments"
"""The experiments that come with the project."""
SMALLSHIRE_FILE = TESTS / "places" / "smallshire.toml"
"""The invented place of the tests."""
PUBLIC_FILES = Path(os.environ.get("RELSIM_PUBLIC_FILES", "no such folder"))
"""Folder of the public files that the facts are made from; few have them."""
ONE, DATES, PRECISION = (TESTS / "experiments" / f"smallshire-{name}.toml" for name in ("one", "dates", "precision"))
"""Small experiments in it: of one plan, of plans on several dates, and of as many replicates as it takes."""
