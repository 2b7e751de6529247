"""relsim: what NHS reorganisations do to working relationships.

The public names are loaded when they are first used, so that asking for help or checking a file needs no compiler.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from relsim.version import __version__

if TYPE_CHECKING:
    from relsim.batch.run import run_experiment
    from relsim.domain.boards import Board, GovernanceChange
    from relsim.domain.place import Place
    from relsim.domain.plan import Plan
    from relsim.domain.provisions import Benefits, Grant, HostileAct, IntegratedProvider, RingFence
    from relsim.domain.reorganisation import Reorganisation, Successor
    from relsim.engine.simulation import Simulation
    from relsim.evidence.documents.publish import write_report
    from relsim.experiments.experiment import Experiment, read_experiment
    from relsim.interfaces.function_of_numbers import outcomes_of
    from relsim.interfaces.mesa_model import ReorganisationModel
    from relsim.places.library import built_in, read_place
    from relsim.worlds.parameters import World, parameters
    from relsim.worlds.plausible import plausible_worlds


_HOME = {
    "Benefits": "relsim.domain.provisions",
    "Board": "relsim.domain.boards",
    "Experiment": "relsim.experiments.experiment",
    "GovernanceChange": "relsim.domain.boards",
    "Grant": "relsim.domain.provisions",
    "HostileAct": "relsim.domain.provisions",
    "IntegratedProvider": "relsim.domain.provisions",
    "Place": "relsim.domain.place",
    "Plan": "relsim.domain.plan",
    "Reorganisation": "relsim.domain.plan",
    "ReorganisationModel": "relsim.interfaces.mesa_model",
    "RingFence": "relsim.domain.provisions",
    "Simulation": "relsim.engine.simulation",
    "Successor": "relsim.domain.plan",
    "World": "relsim.worlds.parameters",
    "built_in": "relsim.places.library",
    "outcomes_of": "relsim.interfaces.function_of_numbers",
    "parameters": "relsim.worlds.parameters",
    "plausible_worlds": "relsim.worlds.parameters",
    "read_experiment": "relsim.experiments.experiment",
    "read_place": "relsim.places.library",
    "run_experiment": "relsim.batch.run",
    "write_report": "relsim.evidence.documents.publish",
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
