"""What has to be the same for the numbers to come out the same."""

from __future__ import annotations

from relsim.evidence.results import Results
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.documents", "report")


def provenance(results: Results) -> tuple[tuple[str, str], ...]:
    """Names and values of program, packages, machine, hashes and seeds, as far as the manifest has them."""
    manifest = results.manifest
    machine, seeds = manifest.get("machine") or {}, list(manifest.get("seeds") or ())
    packages, took = sorted((manifest.get("packages") or {}).items()), manifest.get("duration_seconds")
    shown = {
        "relsim": manifest.get("relsim"),
        "python": manifest.get("python"),
        "packages": ", ".join(f"{name} {version}" for name, version in packages),
        "machine": ", ".join(f"{key} {value}" for key, value in machine.items()),
        "started": manifest.get("started"),
        "took": None if took is None else _TEXT("provenance.seconds", seconds=f"{took:,.0f}"),
        "experiment_hash": manifest.get("experiment_hash"),
        "code_hash": manifest.get("code_hash"),
        "seeds": _seeds(seeds) if seeds else None,
    }
    return tuple((_TEXT(f"provenance.{key}"), str(value)) for key, value in shown.items() if value)


def _seeds(seeds: list[int]) -> str:
    return _TEXT("provenance.seed_range", first=seeds[0], last=seeds[-1], count=f"{len(seeds):,}")
