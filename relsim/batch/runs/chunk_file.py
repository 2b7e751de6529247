"""The file of a chunk: a line that says what it is, a checksum of all that follows, a table of contents, arrays.

The same runs make the same bytes.  It holds nothing but text and numbers, so that reading one cannot run anything.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from relsim.batch.runs.failures import DamagedFileError
from relsim.measures.exact import ExactSum
from relsim.measures.kept import PlanKept
from relsim.measures.monthly_sums import MonthlySums
from relsim.measures.recorded import MEASURED
from relsim.measures.run_values import RunValues
from relsim.measures.runs import Floats, PlanDates

_TITLE = b"relsim runs 1\n"
_CODEC = "zstd"
_LENGTH = 8
_START = len(_TITLE) + 32 + 2 * _LENGTH


@dataclass(frozen=True, eq=False)
class Section:
    """The kept results of some seeds of one plan in one world."""

    key: str
    """`relsim.batch.runs.keys.Keys.of_world`."""
    world: int
    durations: bool
    single: bool
    kept: PlanKept


@dataclass(frozen=True, slots=True)
class Entry:
    """A section's entry in a file's table of contents: its place in the file, and its content."""

    path: Path
    key: str
    world: int
    seeds: tuple[int, ...]
    durations: bool
    single: bool
    start: int
    content: dict[str, Any]
    """The rest of what the table says of it."""

    def read(self, plan: PlanDates) -> PlanKept:
        """The section.

        Raises:
            DamagedFileError: It has been damaged since the file was looked at.
            OSError: It can't be read.
        """
        with self.path.open("rb") as file:
            file.seek(self.start)
            packed = file.read(self.content["bytes"])
        if hashlib.sha256(packed).hexdigest() != self.content["sha256"]:
            raise DamagedFileError(f"{self.path} has been damaged")
        return _unpacked(packed, np.array(self.seeds, dtype=np.int64), self.content, plan)


def encoded(sections: Sequence[Section]) -> bytes:
    """The content of a file with those sections."""
    packed, contents, start = [], [], 0
    for section in sections:
        data, content = _packed(section)
        packed.append(data)
        contents.append({**content, "start": start})
        start += len(data)
    text = json.dumps(contents, separators=(",", ":"), sort_keys=True).encode()
    table: bytes = pa.compress(text, codec=_CODEC, asbytes=True)
    lengths = len(table).to_bytes(_LENGTH, "little") + len(text).to_bytes(_LENGTH, "little")
    body = lengths + table + b"".join(packed)
    return _TITLE + hashlib.sha256(body).digest() + body


def entries(path: Path) -> Iterator[Entry]:
    """The sections of a file, which is checked from its first byte to its last.

    Raises:
        DamagedFileError: The file is not what was once written.
        OSError: It can't be read.
    """
    content = path.read_bytes()
    body = content[len(_TITLE) + 32 :]
    if content[: len(_TITLE)] != _TITLE or hashlib.sha256(body).digest() != content[len(_TITLE) : len(_TITLE) + 32]:
        raise DamagedFileError(f"{path} is damaged")
    length, size = (int.from_bytes(body[at : at + _LENGTH], "little") for at in (0, _LENGTH))
    table = pa.decompress(body[2 * _LENGTH : 2 * _LENGTH + length], size, codec=_CODEC, asbytes=True)
    for each in json.loads(table):
        for name in ("seeds", "outcomes", "windows", "arrays"):
            each[name] = _once(_frozen(each[name]))
        key, world, seeds, durations, single, start = (
            each.pop(name) for name in ("key", "world", "seeds", "durations", "single", "start")
        )
        yield Entry(path, key, world, seeds, durations, single, _START + length + start, each)


def _frozen(value: Any) -> Any:
    """Lists within lists as tuples."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


@lru_cache(maxsize=1024)
def _once(value: Any) -> Any:
    """The first of equal values: what thousands of sections have in common is held in memory once."""
    return value


def _packed(section: Section) -> tuple[bytes, dict[str, Any]]:
    kept = section.kept
    arrays: dict[str, Floats] = {"level": kept.values.level, "comparator_level": kept.values.comparator_level}
    if kept.coverage is not None:
        arrays["coverage"], arrays["comparator_coverage"] = kept.coverage
    for window, (ours, theirs) in kept.places.items():
        arrays[f"places {window}"], arrays[f"comparator_places {window}"] = ours, theirs
    if kept.monthly is not None:
        arrays["sums"], arrays["sums_rest"] = kept.monthly.sums.high, kept.monthly.sums.low
    if kept.single:
        arrays["single"] = np.stack([kept.single[measure] for measure in MEASURED])
    raw = b"".join(np.ascontiguousarray(array, dtype="<f8").tobytes() for array in arrays.values())
    data: bytes = pa.compress(raw, codec=_CODEC, asbytes=True)
    return data, {
        "key": section.key,
        "world": section.world,
        "seeds": kept.seeds.tolist(),
        "durations": section.durations,
        "single": section.single,
        "outcomes": kept.values.keys,
        "windows": list(kept.places),
        "begins": None if kept.monthly is None else kept.monthly.begins,
        "differs": None if kept.monthly is None else kept.monthly.differs,
        "arrays": [[name, array.shape] for name, array in arrays.items()],
        "size": len(raw),
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }


def _unpacked(packed: bytes, seeds: NDArray[np.int64], content: dict[str, Any], plan: PlanDates) -> PlanKept:
    flat = np.frombuffer(pa.decompress(packed, content["size"], codec=_CODEC, asbytes=True), dtype="<f8")
    arrays, at = {}, 0
    for name, shape in content["arrays"]:
        count = int(np.prod(shape))
        arrays[name] = flat[at : at + count].reshape(shape)
        at += count
    sums = None
    if content["begins"] is not None:
        sums = MonthlySums(content["begins"], content["differs"], ExactSum(arrays["sums"], arrays["sums_rest"]))
    return PlanKept(
        seeds=seeds,
        numbers=seeds,
        values=RunValues(plan, content["outcomes"], arrays["level"], arrays["comparator_level"]),
        coverage=(arrays["coverage"], arrays["comparator_coverage"]) if "coverage" in arrays else None,
        places={
            window: (arrays[f"places {window}"], arrays[f"comparator_places {window}"]) for window in content["windows"]
        },
        monthly=sums,
        single=dict(zip(MEASURED, arrays["single"], strict=True)) if "single" in arrays else {},
    )
