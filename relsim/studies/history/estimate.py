"""The time and disk that a series would take: the sum over its experiments, each measured by a short sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from relsim.batch.estimate import Estimate, disk_words, estimate, still_to_do
from relsim.studies.history.expand import Batch
from relsim.wording.numbers import duration
from relsim.wording.phrases import plural


@dataclass(frozen=True)
class SeriesEstimate:
    """The runs, time and disk that a series would take."""

    experiments: int
    runs: int
    missing: int
    """Runs that are not stored yet."""
    workers: int
    seconds: float
    kept_bytes: int
    table_bytes: int

    def text(self) -> str:
        """For a person."""
        return "\n".join([
            f"Experiments: {self.experiments:,}, one after another.",
            f"Runs: {self.runs:,}{still_to_do(self.missing, self.runs)}.",
            f"Time here: about {duration(self.seconds)} on {plural(self.workers, 'process', 'es')}, as measured just "
            "now.",
            disk_words(self.table_bytes, self.kept_bytes, "series"),
        ])  # fmt: skip


def estimate_series(batches: Sequence[Batch], out: Path, workers: int) -> SeriesEstimate:
    """Measure one chunk of each experiment, and say what all of them would take; nothing is written to `out`.

    Raises:
        OSError: A sample can't be written to the system's folder for temporary files.
    """
    found: list[Estimate] = [estimate(batch.experiment, out / batch.folder, workers) for batch in batches]
    return SeriesEstimate(
        experiments=len(found),
        runs=sum(one.runs for one in found),
        missing=sum(one.missing for one in found),
        workers=workers,
        seconds=sum(one.seconds for one in found),
        kept_bytes=sum(one.kept_bytes for one in found),
        table_bytes=sum(one.table_bytes for one in found),
    )
