"""For all tests: the helpers that stand beside this file can be imported, and kernels are compiled once."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Tests on several processes are handed out file by file as they stand: folders with long files come first."""
    config.option.loadscopereorder = False


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
