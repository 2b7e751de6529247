"""relsim: what NHS reorganisations do to working relationships.

The public names are loaded when they are first used, so that asking for help or checking a file needs no compiler.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from relsim.version import __version__

if TYPE_CHECKING:
    from relsim.batch.run import run_experiment
    from relsim.boards import Board, GovernanceChange
    from relsim.evidence.report import write_report
    from relsim.experiment import Experiment, read_experiment
    from relsim.model import ReorganisationModel
    from relsim.parameters import World, parameters, plausible_worlds
    from relsim.places.library import built_in, read_place
    from relsim.places.place import Place
    from relsim.plain import outcomes_of
    from relsim.plans import Plan, Reorganisation, Successor
    from relsim.provisions import Benefits, Grant, HostileAct, IntegratedProvider, RingFence
    from relsim.simulation import Simulation

_HOME = {
    "Benefits": "relsim.provisions",
    "Board": "relsim.boards",
    "Experiment": "relsim.experiment",
    "GovernanceChange": "relsim.boards",
    "Grant": "relsim.provisions",
    "HostileAct": "relsim.provisions",
    "IntegratedProvider": "relsim.provisions",
    "Place": "relsim.places.place",
    "Plan": "relsim.plans",
    "Reorganisation": "relsim.plans",
    "ReorganisationModel": "relsim.model",
    "RingFence": "relsim.provisions",
    "Simulation": "relsim.simulation",
    "Successor": "relsim.plans",
    "World": "relsim.parameters",
    "built_in": "relsim.places.library",
    "outcomes_of": "relsim.plain",
    "parameters": "relsim.parameters",
    "plausible_worlds": "relsim.parameters",
    "read_experiment": "relsim.experiment",
    "read_place": "relsim.places.library",
    "run_experiment": "relsim.batch.run",
    "write_report": "relsim.evidence.report",
}

__all__ = [
    "Benefits", "Board", "Experiment", "GovernanceChange", "Grant", "HostileAct", "IntegratedProvider", "Place", "Plan",
    "Reorganisation", "ReorganisationModel", "RingFence", "Simulation", "Successor", "World", "__version__", "built_in",
    "outcomes_of", "parameters", "plausible_worlds", "read_experiment", "read_place", "run_experiment", "write_report",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'relsim' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
