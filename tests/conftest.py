"""For all tests: each is of the kind of the folder that it stands in, and kernels are compiled once."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    """Tests on several processes are handed out file by file as they stand: folders with long files come first."""
    config.option.loadscopereorder = False


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test by its kind, so that ``-m property`` asks for as much as the folder does."""
    item.add_marker(item.path.relative_to(HERE).parts[0])


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile before the processes start that share the kernels: else each would, and write over the other's files."""
    if not getattr(session.config.option, "numprocesses", None):
        return
    from batch_example import one

    from relsim.batch.runs.design import design
    from relsim.batch.workers.processes import compile_kernels
    from relsim.engine.compiled import kernels_are_ready

    if not kernels_are_ready():
        compile_kernels(design(one()))
