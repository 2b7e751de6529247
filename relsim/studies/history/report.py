"""The overview of a series: one page that stands alone, a table for other programs, and what made them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from relsim.batch.store.files import write_whole
from relsim.domain.months import month_text
from relsim.engine.code_identity import code_hash
from relsim.evidence.documents.html_writer import html_page
from relsim.evidence.documents.terminal_writer import terminal_text
from relsim.evidence.figures.every_figure import save_pictures
from relsim.studies.history.expand import Batch
from relsim.studies.history.figures import pictures
from relsim.studies.history.outcomes import HistoryFindings, OverWorlds, outcomes
from relsim.studies.history.overview import account_of_findings, overview
from relsim.studies.history.read import Series
from relsim.version import __version__
from relsim.wording.csv_text import csv_bytes


def write_overview(series: Series, batches: Sequence[Batch], out: Path) -> Path:
    """Write ``report.html``, ``summary.csv``, ``series.json`` and the figures into the folder of a series.

    Raises:
        FileNotFoundError: One of its experiments has not been run.
        OSError: Something can't be written.
    """
    found = outcomes(series, batches, out)
    drawn = pictures(found)
    drawings = save_pictures(drawn, out / "figures")
    write_whole(out / "summary.csv", _csv(series, found))
    made = {**provenance(series, batches), "experiments": [_named(batch) for batch in batches]}
    write_whole(out / "series.json", json.dumps(made, indent=1, ensure_ascii=False, allow_nan=False).encode() + b"\n")
    page = html_page(overview(found, batches, drawn, drawings))
    write_whole(out / "report.html", page.encode())
    return out / "report.html"


def _csv(series: Series, found: HistoryFindings) -> bytes:
    return csv_bytes(summary(found), {"place": series.place.name, "title": series.title, "relsim": __version__})


def findings(series: Series, batches: Sequence[Batch], out: Path) -> str:
    """A short plain-text account for the terminal, at most 100 columns wide."""
    return terminal_text(account_of_findings(outcomes(series, batches, out)))


def summary(found: HistoryFindings) -> pd.DataFrame:
    """The table ``summary.csv``: a row for each event, then one for the whole period; empty where there is nothing."""
    rows: list[dict[str, object]] = []
    for one in found.events:
        before, after = one.event.bodies
        rows.append({
            "event": one.event.name, "announced": month_text(one.event.announced),
            "vesting": month_text(one.event.month), "kind": one.event.kind,
            "bodies_before": before, "bodies_after": after, "months": 120,
            **_three("months_not_bedded_in", one.months_alone),
            **_three("relationship_years_lost", one.years_alone),
            "next_vesting": month_text(one.following.month) if one.following else "",
            "months_until_next": one.until_next, "share_of_worlds_bedded_in_by_then": one.bedded_in,
            **_three("months_not_bedded_in_as_it_went_on", one.months_on),
            **_three("relationship_years_lost_as_it_went_on", one.years_on),
        })  # fmt: skip
    period = found.period
    rows.append({
        "event": "all, as lived, beside no reorganisation", "months": period.months,
        **_three("months_not_bedded_in_as_it_went_on", period.not_bedded_in),
        **_three("relationship_years_lost_as_it_went_on", period.years_lost),
    })  # fmt: skip
    return pd.DataFrame(rows).astype(dict.fromkeys(("bodies_before", "bodies_after", "months_until_next"), "Int64"))


def _three(name: str, told: OverWorlds) -> dict[str, float]:
    return {f"{name}_median": told.median, f"{name}_low": told.low, f"{name}_high": told.high}


def provenance(series: Series, batches: Sequence[Batch]) -> dict[str, Any]:
    """All that has to be the same for the numbers to come out the same."""
    return {
        "relsim": __version__,
        "code_hash": code_hash(),
        "series": series.model_dump(mode="json", exclude={"place": True, "path": True}),
        "place": series.place.code,
        "runs": sum(batch.experiment.runs for batch in batches),
    }


def _named(batch: Batch) -> dict[str, Any]:
    return {
        "folder": batch.folder,
        "way": batch.way,
        "experiment_hash": batch.experiment.content_hash,
        "left_out": [one.sentence() for one in batch.adapted.left_out] if batch.adapted else [],
    }
