"""The keys of runs: those with the same key are the same to the bit, whoever made them, when, and beside what.

The number of worlds or replicates that are asked for is no part of it, so that a batch can be extended.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
from functools import cached_property, lru_cache
from typing import Any

from relsim.batch.runs.design import Design
from relsim.engine.code_identity import code_hash
from relsim.version import __version__

_HELD = 4096
"""Keys of worlds that are held in memory."""


def made_by() -> str:
    """SHA-256 (hex) of all that makes a run's numbers but the experiment: code, Python, packages, processor."""
    return _hash([__version__, code_hash(), platform.python_version(), platform.machine(), _versions(_NUMBER_MAKING)])


class Keys:
    """The keys of a design's runs."""

    def __init__(self, design: Design) -> None:
        self._design = design
        # Asked for many times of one world, and hardly again when the next has come.
        self._of_world = lru_cache(maxsize=_HELD)(self._hash_of_world)

    @cached_property
    def _plans(self) -> dict[str, str]:
        """Plan name → hash of all that bears on its runs and their outcomes, but for the world and the seed.

        That is more than the plan: what is counted, and over which common months, follows from all plans.
        """
        design, experiment = self._design, self._design.experiment
        by_name = {planned.dates.name: planned for planned in design.planned}
        common: list[Any] = [
            made_by(), experiment.place.model_dump(mode="json"), experiment.until, sorted(experiment.rules_off),
            sorted(design.concerned), design.window, design.comparator.plan.model_dump(mode="json"),
        ]  # fmt: skip
        shared = _hash(common)
        return {
            name: _hash(
                [shared, planned.plan.model_dump(mode="json"), planned.dates.role, planned.dates.announced,
                 planned.dates.vesting, {one: board.model_dump(mode="json") for one, board in planned.variant.boards},
                 by_name[planned.money_of].plan.model_dump(mode="json") if planned.money_of else None,
                 # What it is compared with is the comparator, named above, without the same rules.
                 *([sorted(planned.variant.without)] if planned.variant.without else [])]
            )
            for name, planned in by_name.items()
        }  # fmt: skip

    def of_world(self, plan: str, world: int) -> str:
        """Hash of all that bears on a plan's runs in a world, but for the seed."""
        return self._of_world(plan, world)

    def _hash_of_world(self, plan: str, world: int) -> str:
        return _hash([self._plans[plan], world, self._design.worlds[world]._asdict()])

    def of_run(self, plan: str, world: int, seed: int) -> str:
        """The key of a run."""
        return _hash([self.of_world(plan, world), seed])[:24]


@lru_cache(maxsize=8)
def design_keys(design: Design) -> Keys:
    """The keys of a design, worked out once."""
    return Keys(design)


def _hash(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


# Numba's machine code is LLVM's.  Pydantic only checks what is in a key anyway, as JSON; pyarrow packs a chunk without
# loss, and writes tables, as pandas makes them, which are made anew from the runs whenever a batch is finished.
_NUMBER_MAKING = ("numpy", "scipy", "numba", "llvmlite")
_OTHERS = ("mesa", "pandas", "pyarrow", "pydantic", "matplotlib", "jinja2", "tqdm")


def packages() -> dict[str, str]:
    """Name → version of each package that takes part, in the runs or in what is made of them."""
    return _versions((*_NUMBER_MAKING, *_OTHERS))


def _versions(names: tuple[str, ...]) -> dict[str, str]:
    return {name: importlib.metadata.version(name) for name in names}
