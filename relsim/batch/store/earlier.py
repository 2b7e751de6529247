"""The results that a folder held before it is written to: never lost without a word.

Results of the same experiment by the same code are the same numbers, and are replaced.  Any others are kept in a folder
beside, called NAME.previous.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relsim.engine.code_identity import code_hash
from relsim.experiments.experiment import Experiment

UNFINISHED, RUNS = ".unfinished", ".runs"
"""Folders, within a results folder, of tables that are being written, and of finished runs to make them from."""
_MANIFEST = "manifest.json"


@dataclass(frozen=True)
class EarlierResults:
    """The finished results that a folder holds: their manifest, empty where it can't be read."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def name(self) -> str:
        """Name of their experiment; empty where the manifest can't be read."""
        return str(self._experiment.get("name", ""))

    @property
    def has_report(self) -> bool:
        """True if the report has been written too."""
        return (self.folder / "report.html").exists()

    def same_as(self, experiment: Experiment) -> bool:
        """True if running the experiment would yield the same numbers."""
        ours = (experiment.content_hash, code_hash())
        return (self.manifest.get("experiment_hash"), self.manifest.get("code_hash")) == ours

    def difference(self, experiment: Experiment) -> str:
        """The reason that they differ from those of an experiment, in a few words."""
        if not self._experiment:
            return "whose manifest can't be read"
        told = list(self._differences(experiment.as_run()))
        if not told and self.manifest.get("experiment_hash") == experiment.content_hash:
            return "made by other code of relsim"
        return " and ".join(told) or "from another state of the experiment file"

    def place_beside(self) -> Path:
        """The folder that they would be kept in: NAME.previous, or with a number if that is taken."""
        folder = self.folder if self.folder.name not in ("", "..") else self.folder.resolve()
        number = 1
        while True:
            place = folder.with_name(f"{folder.name}.previous{'' if number == 1 else f'-{number}'}")
            # Without a manifest it is what a stopped move has left, and the move goes on.
            if not (place / _MANIFEST).exists():
                return place
            number += 1

    def move_beside(self) -> Path:
        """Move them, and all else but runs and unfinished tables, to `place_beside`; the manifest last."""
        place = self.place_beside()
        place.mkdir(exist_ok=True)
        entries = [entry for entry in self.folder.iterdir() if entry.name not in (UNFINISHED, RUNS)]
        for entry in sorted(entries, key=lambda entry: (entry.name == _MANIFEST, entry.name)):
            entry.rename(place / entry.name)
        return place

    @property
    def _experiment(self) -> dict[str, Any]:
        experiment = self.manifest.get("experiment")
        return experiment if isinstance(experiment, dict) else {}

    def _differences(self, now: dict[str, Any]) -> Iterator[str]:
        for key in ("worlds", "replicates"):
            if self._experiment.get(key) != now[key]:
                yield f"with {self._experiment.get(key)} {key} instead of {now[key]}"
        if self._experiment.get("safeguards_tried") != now["safeguards_tried"]:
            yield "without safeguards tried" if now["safeguards_tried"] else "with safeguards tried"
        before = list(self._experiment.get("rules_off") or [])
        if before != now["rules_off"]:
            yield f"without {', '.join(before)}" if before else "with every rule on"


def earlier_results(folder: Path) -> EarlierResults | None:
    """The finished results that a folder holds; None if it holds none, or only some of their files."""
    try:
        text = (folder / _MANIFEST).read_text(encoding="utf-8")
    except OSError:
        return None
    except ValueError:
        return EarlierResults(folder, {})
    try:
        manifest = json.loads(text)
    except ValueError:
        manifest = {}
    return EarlierResults(folder, manifest if isinstance(manifest, dict) else {})
