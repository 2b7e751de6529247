"""The manifest: what was run, with what, so that anybody can run it again."""

from __future__ import annotations

import dataclasses
import os
import platform
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from relsim.batch.runs.design import Design, Planned
from relsim.batch.runs.keys import packages
from relsim.batch.store.seats import boards, seat_shares_by_sector, voting_power
from relsim.domain.months import month_text
from relsim.domain.sectors import Kind
from relsim.engine.code_identity import code_hash
from relsim.engine.state import fixed_starts
from relsim.measures.runs import SECTORS
from relsim.timetable.needs import fixed_needs
from relsim.version import __version__
from relsim.worlds.parameters import World, parameters


def described(design: Design) -> dict[str, str]:
    """What every table of a results folder says of itself: its place, its title, and the version that made it."""
    experiment = design.experiment
    return {"place": experiment.place.name, "title": experiment.title, "relsim": __version__}


def manifest(
    design: Design, started: datetime, seconds: float, failures: int = 0, file: str = ""
) -> dict[str, Any]:
    """The manifest of a finished experiment, as `relsim.measures.tables` describes it.

    Args:
        design: The design.
        started: When it was started.
        seconds: How long it took.
        failures: How many of its runs failed.
        file: Path of the experiment's file, as somebody gave it; empty: it was made in Python.
    """
    experiment, place = design.experiment, design.experiment.place
    structure = design.comparator.timetable.eras[-1].structure
    kinds = Counter(Kind(kind).code for kind in structure.layout.kind.tolist())
    names = {council.code: council.name for council in place.councils}
    return {
        "relsim": __version__,
        "python": platform.python_version(),
        "packages": packages(),
        "machine": {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count()},
        "started": started.astimezone(UTC).isoformat(timespec="seconds"),
        "duration_seconds": round(seconds, 1),
        "file": file,
        "experiment": experiment.as_run(),
        "experiment_hash": experiment.content_hash,
        "code_hash": code_hash(),
        "runs": design.runs,
        "failures": failures,
        "seeds": list(range(experiment.seed, experiment.seed + max(design.replicates))),
        "worlds": [world._asdict() for world in design.worlds],
        "place": {
            "code": place.code,
            "name": place.name,
            "organisations": dict(sorted(kinds.items())),
            "relationships": len(structure.layout.a),
            "licence": place.licence,
            "sources": list(place.sources),
            "assumptions": list(place.assumptions),
        },
        "places": [{"code": code, "name": names.get(code, code)} for code in design.comparator.timetable.places],
        "plans": [_plan(design, planned) for planned in design.planned],
        "safeguards_tried": sum(planned.dates.role == "safeguard" for planned in design.planned),
        "concerned": [kind.code for kind in design.kinds_concerned],
        "need_units": dict(zip(SECTORS, design.need_units.tolist(), strict=True)),
        "window": {"first": month_text(design.window[0]), "last": month_text(design.window[1])},
        "parameters": [
            {"name": name, "default": getattr(World(), name), **dataclasses.asdict(parameter)}
            for name, parameter in parameters().items()
        ],
        "fixed": [one._asdict() for one in (*fixed_needs(), *fixed_starts())],
    }


def _plan(design: Design, planned: Planned) -> dict[str, Any]:
    """A plan as the manifest has it."""
    dates, last = planned.dates, planned.timetable.eras[-1].structure
    variant, plan = planned.variant, planned.variant.plan
    return {
        "name": dates.name,
        "role": dates.role,
        "announced": None if dates.announced is None else month_text(dates.announced),
        "vesting": None if dates.vesting is None else month_text(dates.vesting),
        "of": variant.of,
        "takes_out": variant.takes_out,
        "causes": sorted(variant.causes),
        "money_of": variant.money_of,
        "renames": variant.renames,
        "without": list(variant.without),
        "beside": variant.beside,
        "like": plan.like if not variant.of else "",
        "safeguards": list(variant.safeguards if variant.of else plan.safeguards),
        "seats": seat_shares_by_sector(last, design.network.population),
        "voting_power": voting_power(last, design.network.population),
        "boards": boards(last),
    }
