"""The manifest of the synthetic example."""

from __future__ import annotations

from typing import Any

from model_example import SMALLSHIRE

from evidence_example.curves import PLACES
from evidence_example.outcomes import UNITS
from evidence_example.plans import COMPARATOR
from relsim.domain.plan import Plan
from relsim.domain.reorganisation import Reorganisation


def manifest(plans: list[dict[str, Any]], worlds: int, replicates: int) -> dict[str, Any]:
    return {
        "relsim": "0.0",
        "python": "3.11.0",
        "packages": {"numpy": "2.0", "mesa": "3.3"},
        "machine": {"system": "Linux", "processor": "x86_64", "cores": 2},
        "started": "2025-01-01T00:00:00",
        "duration_seconds": 12.3,
        "experiment_hash": "ab" * 32,
        "code_hash": "cd" * 32,
        "experiment": _experiment(plans, worlds, replicates),
        "seeds": list(range(1, replicates + 1)),
        "worlds": [{"alpha": 0.1 + 0.01 * w, "hazard_factor": 1.8} for w in range(worlds)],
        "place": {
            "code": "QXX",
            "name": "Synthetic shire",
            "organisations": {"practice": 68, "vcse": 80, "acute": 1},
            "relationships": 157,
            "licence": "Open Government Licence v3.0",
            "sources": ["NHS Organisation Data Service, https://digital.nhs.uk/services/ods"],
            "assumptions": ["0.15 voluntary organisations per 1,000 people"],
        },
        "places": [{"code": code, "name": name} for code, name in PLACES.items()],
        "plans": [
            {key: value for key, value in plan.items() if key not in ("effect", "replaces")} for plan in plans
        ],
        "concerned": ["commissioner"],
        "need_units": UNITS,
        "window": {"first": "2021-02", "last": "2034-12"},
        "parameters": [
            {
                "name": "alpha", "unit": "per good contact", "default": 0.12, "low": 0.08, "high": 0.3,
                "source": "assumption",
            },
            {"name": "hazard_factor", "unit": "times", "default": 1.8, "low": 1.8, "high": 1.8, "source": "interviews"},
        ],
        "fixed": [{"name": "need_commissioner", "value": 0.8, "unit": "contacts_a_month", "of": ["practice"]}],
    }  # fmt: skip


def _experiment(plans: list[dict[str, Any]], worlds: int, replicates: int) -> dict[str, Any]:
    return {
        "name": "synthetic",
        "title": "SYNTHETIC example: made-up numbers, not a finding",
        "question": "When should three commissioners become one?",
        "until": "2035-01",
        "comparator": COMPARATOR,
        "worlds": worlds,
        "replicates": replicates,
        "seed": 1,
        "rules_off": [],
        "place": _place(),
        "plans": [_written(plan) for plan in plans if plan["role"] in ("plan", "comparator")],
        "notes": ["These numbers are made up <script>alert(1)</script> to test the page."],
    }


def _written(plan: dict[str, Any]) -> dict[str, Any]:
    """A plan as it was run; of one that changes boards alone, that."""
    written: dict[str, Any] = {"name": plan["name"], "like": plan["like"], "safeguards": plan["safeguards"]}
    if plan["replaces"]:
        written["reorganisations"] = [_change("One <b>&</b> board", plan["announced"], plan["vesting"])]
    elif plan["vesting"]:
        change = {"name": "Another board", "begins": plan["vesting"], "bodies": ["C1"], "board": "icb"}
        written["governance"] = [change]
    return Plan.model_validate(written).model_dump(mode="json")


def _change(name: str, announced: str, vesting: str) -> dict[str, Any]:
    successor = {"code": "X", "name": "Board <b>&</b> Co", "of": ["C1", "C2", "C3"]}
    return {
        "name": name, "kind": "replace", "announced": announced, "vesting": vesting, "kept": 0.6, "moved": 0.2,
        "procedures": 0.5, "predecessors": ["C1", "C2", "C3"], "successors": [successor],
    }  # fmt: skip


def _place() -> dict[str, Any]:
    """Smallshire, with changes in the months in which the curves fall."""
    history = tuple(
        Reorganisation.model_validate(_change(f"Change of {month}", month, month)) for month in ("2006-10", "2013-04")
    )
    return SMALLSHIRE.model_copy(update={"history": history}).model_dump(mode="json")
