"""Compiling the kernels, and never running a stale one.

numba's own cache notices a change of the file that holds a function, not of the files whose functions it calls.  So
compiled kernels are kept in a folder named by a hash of every source that makes numbers: edit a rule, and the kernels
of all rules are compiled anew.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

_PACKAGE = Path(__file__).parent
_DESCRIBES_ONLY = ("cli.py", "__main__.py", "problems.py", "version.py", "tables.py", "evidence", "batch")
"""What can change without changing a number of a run: talking to people, and the work of running and reporting."""


def number_making_sources() -> list[Path]:
    """The sources whose text can change a number of a run, in a fixed order."""
    return [
        path
        for path in sorted(_PACKAGE.rglob("*.py"))
        if path.relative_to(_PACKAGE).parts[0] not in _DESCRIBES_ONLY
    ]


@cache
def code_hash() -> str:
    """SHA-256 (hex) of the number-making sources and their names."""
    digest = hashlib.sha256()
    for path in number_making_sources():
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def kernel_folder() -> Path:
    """Where this version's compiled kernels are kept; ``RELSIM_CACHE_DIR`` moves it."""
    folder = _user_cache() / "kernels" / code_hash()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        # A read-only home must not stop anybody: the kernels are then compiled once a session.
        return Path(tempfile.mkdtemp(prefix="relsim-kernels-"))


def _user_cache() -> Path:
    chosen = os.environ.get("RELSIM_CACHE_DIR")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "relsim"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "relsim"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "relsim"


def compiled(function: F) -> F:
    """Compile `function` with numba, without fastmath (the same bits everywhere), and keep the result."""
    import numba
    from numba.core import config

    before = config.CACHE_DIR
    config.CACHE_DIR = str(kernel_folder())
    try:
        return numba.njit(cache=True, fastmath=False, error_model="numpy", nogil=True)(function)  # type: ignore[no-any-return]
    finally:
        config.CACHE_DIR = before


def scalar(function: F) -> F:
    """Compile a small rule that works on numbers, to be taken into the kernels that call it."""
    import numba

    return numba.njit(inline="never", fastmath=False, error_model="numpy")(function)  # type: ignore[no-any-return]
