"""The store of finished runs, in a folder of a results folder: what is there is never run again.

``OUT/.runs`` holds a folder for each code, Python and set of packages that runs were made by, so that runs of different
code never mix.  In it is a file for each chunk, and one for each run that failed.  It may be deleted at any time; all
that is lost is time.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

from relsim.batch.runs.chunk import Chunk, Done, Failure, chunks_of, needs_durations, needs_single
from relsim.batch.runs.chunk_file import Entry, entries
from relsim.batch.runs.design import Design, Planned
from relsim.batch.runs.failures import DamagedFileError
from relsim.batch.runs.keys import design_keys, made_by
from relsim.batch.store.earlier import RUNS
from relsim.batch.store.files import is_abandoned, write_whole, writer_of
from relsim.experiments.experiment import Experiment
from relsim.measures.kept import DURATION_SEEDS, PlanKept, joined

_CHUNK, _FAILURE = ".runs", ".failure"


class Store:
    """The finished runs that a results folder holds of this code."""

    def __init__(self, out: Path) -> None:
        """Look at nothing yet.

        Args:
            out: The results folder.
        """
        self.folder = out / RUNS / made_by()[:16]
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        self._failures: dict[str, dict[int, Failure]] = defaultdict(dict)

    def look(self, say: Callable[[str], None], remove: bool = True) -> None:
        """See what is there, checking every file from its first byte to its last.

        Args:
            say: Told of each that is damaged.
            remove: Whether to remove those, so that they are made again.

        Raises:
            OSError: A file can't be read.
        """
        if not self.folder.is_dir():
            return
        for path in sorted(self.folder.iterdir()):
            try:
                if path.suffix == _CHUNK:
                    self._add(path)
                elif path.suffix == _FAILURE:
                    self._add_failure(path)
                elif remove and path.suffix == ".part" and is_abandoned(path, writer_of(path)):
                    path.unlink(missing_ok=True)
            except DamagedFileError as error:
                say(f"{error}; what it held is run again.")
                if remove:
                    path.unlink(missing_ok=True)
            except FileNotFoundError:
                continue  # Another process has removed it.

    def name(self, experiment: Experiment) -> None:
        """Keep the experiment, so that a run can be found by its key before the batch is finished.

        Raises:
            OSError: It can't be written.
        """
        path = self.folder / f"experiment-{experiment.content_hash[:16]}.json"
        if not path.exists():
            write_whole(path, experiment.model_dump_json().encode())

    def save(self, design: Design, done: Done) -> None:
        """Keep what a chunk has yielded, its failures first.

        Raises:
            OSError: It can't be written.
        """
        for failure in done.failures:
            key = design_keys(design).of_world(failure.plan, failure.world)
            text = json.dumps({"key": key, **asdict(failure)}, sort_keys=True).encode()
            name = f"world-{failure.world:06d}-seed-{failure.seed}-{_digest(text)[:12]}{_FAILURE}"
            write_whole(self.folder / name, _digest(text).encode() + b"\n" + text)
            self._add_failure(self.folder / name)
        if done.holds_runs:
            name = f"world-{done.world:06d}-{_digest(done.content)[:24]}{_CHUNK}"
            write_whole(self.folder / name, done.content)
            self._add(self.folder / name)

    def failed(self, design: Design, world: int) -> list[Failure]:
        """The runs of a design that failed in a world."""
        found = [
            failure
            for planned in design.planned
            for seed, failure in self._failures[design_keys(design).of_world(planned.dates.name, world)].items()
            if seed in design.seeds(planned, world)
        ]
        return sorted(found, key=lambda failure: failure.seed)

    def chunks(self, design: Design, world: int) -> list[Chunk]:
        """The chunks of a world that are still to be run."""
        missing = {each.dates.name: self._cover(design, each, world)[1] for each in design.planned}
        return chunks_of(design, world, missing)

    def seeds(self, design: Design, planned: Planned, world: int) -> list[int]:
        """Seeds of a plan in a world that count: those of which no plan's run failed."""
        left_out = {failure.seed for failure in self.failed(design, world)}
        return [seed for seed in design.seeds(planned, world) if seed not in left_out]

    def kept(self, design: Design, planned: Planned, world: int) -> PlanKept:
        """All that is kept of a plan in a world.

        Raises:
            DamagedFileError: A file has been damaged since it was looked at.
            OSError: A file can't be read.
        """
        pieces, missing = self._cover(design, planned, world)
        assert not missing, "a world is only looked up once it is complete"
        kept = joined([piece.read(planned.dates) for piece in pieces])
        numbers = kept.seeds - design.experiment.seed
        return replace(kept, numbers=numbers).first(int((numbers < DURATION_SEEDS).sum()))

    def discard(self) -> None:
        """Remove all runs that are kept, of whatever code."""
        shutil.rmtree(self.folder.parent, ignore_errors=True)

    def discard_other_code(self) -> None:
        """Remove the runs of other code, which this one can't use."""
        for other in self.folder.parent.iterdir() if self.folder.parent.is_dir() else ():
            if other != self.folder:
                shutil.rmtree(other, ignore_errors=True)

    def _cover(self, design: Design, planned: Planned, world: int) -> tuple[list[Entry], list[int]]:
        """Pieces that together hold the seeds of a plan that count, in order; and the seeds that none holds."""
        wanted = tuple(self.seeds(design, planned, world))
        place = {seed: position for position, seed in enumerate(wanted)}
        found: list[Entry] = []
        covered = set[int]()
        for entry in self._entries[design_keys(design).of_world(planned.dates.name, world)]:
            at = place.get(entry.seeds[0], len(wanted))
            # Neighbours only, so that pieces follow one another.
            neighbours = wanted[at : at + len(entry.seeds)] == entry.seeds
            if neighbours and not covered & set(entry.seeds) and _serves(entry, design):
                found.append(entry)
                covered |= set(entry.seeds)
        return sorted(found, key=lambda entry: entry.seeds), [seed for seed in wanted if seed not in covered]

    def _add(self, path: Path) -> None:
        for entry in entries(path):
            held = self._entries[entry.key]
            if all(entry.path != other.path for other in held):
                held.append(entry)
                # Where several hold the same seeds, the longest is taken, and the same by everybody.
                held.sort(key=lambda one: (-len(one.seeds), one.path.name))

    def _add_failure(self, path: Path) -> None:
        digest, _, text = path.read_bytes().partition(b"\n")
        if digest != _digest(text).encode():
            raise DamagedFileError(f"{path} is damaged")
        read = json.loads(text)
        key = read.pop("key")
        self._failures[key][read["seed"]] = Failure(**read)


def _serves(entry: Entry, design: Design) -> bool:
    """True if a piece holds all that is asked of it besides the outcomes."""
    durations = entry.durations or not any(needs_durations(design, seed) for seed in entry.seeds)
    return durations and (entry.single or not needs_single(design, entry.world, entry.seeds))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
