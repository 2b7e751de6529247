"""What would tell that which can't be told: how many more worlds or replicates, how long they take, and the command."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from relsim.evidence.findings.finding import Finding
from relsim.evidence.results import Results

_ROUND_WORLDS = 10
_MOST_SECONDS = 7 * 24 * 3600
"""A run that would take longer than a week is not proposed to anybody."""


@dataclass(frozen=True)
class WouldTell:
    """A larger run of the same experiment by which something could be told, were everything as it seems."""

    worlds: int | None
    """None where more replicates are the shorter way."""
    replicates: int | None
    seconds: float | None
    """As long as it takes on the machine that made these results; None where they do not say how fast it was."""
    command: str


def would_tell(results: Results, found: Finding, at_least: int = 0) -> WouldTell | None:
    """The shorter of the two ways to tell a finding; None where it is told, or no way is known.

    Args:
        results: The results.
        found: The finding.
        at_least: Worlds that it takes in any case.
    """
    experiment = results.manifest["experiment"]
    have: dict[str, int] = {"worlds": int(experiment["worlds"]), "replicates": int(experiment["replicates"])}
    ways: list[WouldTell] = []
    wanted = max(found.worlds_would_do or 0, at_least)
    if wanted > have["worlds"]:
        ways.append(_way(results, have, worlds=_ROUND_WORLDS * ceil(wanted / _ROUND_WORLDS)))
    elif found.replicates_would_do is not None and found.replicates_would_do > have["replicates"]:
        ways.append(_way(results, have, replicates=found.replicates_would_do))
    affordable = [way for way in ways if way.seconds is None or way.seconds <= _MOST_SECONDS]
    return affordable[0] if affordable else None


def _way(
    results: Results, have: Mapping[str, int], worlds: int | None = None, replicates: int | None = None
) -> WouldTell:
    experiment = results.manifest["experiment"]
    sizes: dict[str, int] = {"worlds": worlds or have["worlds"], "replicates": replicates or have["replicates"]}
    took = results.manifest.get("duration_seconds")
    times = sizes["worlds"] * sizes["replicates"] / (have["worlds"] * have["replicates"])
    command = run_command(_file(results), sizes, experiment.get("rules_off") or ())
    return WouldTell(worlds, replicates, None if not took else float(took) * (times - 1), command)


def _file(results: Results) -> str:
    """The experiment's file as it was given, or where one of that name comes with relsim."""
    name = results.manifest["experiment"].get("name") or results.folder.name
    return str(results.manifest.get("file") or f"experiments/{name}.toml")


def command(results: Results) -> str:
    """The command that makes these results again."""
    experiment: dict[str, Any] = results.manifest["experiment"]
    sizes: dict[str, int] = {key: experiment[key] for key in ("worlds", "replicates") if key in experiment}
    return run_command(_file(results), sizes, experiment.get("rules_off") or ())


def run_command(file: str, sizes: Mapping[str, int], rules_off: Sequence[str]) -> str:
    """The command that runs the experiment or series of a file, in a given size."""
    parts = [f"relsim run {shlex.quote(file)}", *(f"--{key} {size}" for key, size in sizes.items())]
    return " ".join([*parts, *(["--without", *rules_off] if rules_off else [])])
