"""Compiling the kernels, and never running a stale one.

numba's own cache notices a change of the file that holds a function, not of the files whose functions it calls.  So
compiled kernels are kept in a folder named by a hash of the rules and of every source that they import: edit one, and
all kernels are compiled anew.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

PACKAGE = Path(__file__).parents[1]
_IMPORT = re.compile(r"^\s*(?:from\s+(relsim[\w.]*)\s+import\s+([\w, ]*)|import\s+(relsim[\w.]*))", re.MULTILINE)
_KERNEL = re.compile(r"^@compiled\ndef (\w+)", re.MULTILINE)


def kernel_sources() -> list[Path]:
    """The rules, what runs them, and every source of the package that these import, in a fixed order.

    What runs them too, because it says how the arrays that a kernel is handed are laid out.
    """
    found: set[Path] = set()
    waiting = [*(PACKAGE / "engine" / "rules").glob("*.py"), PACKAGE / "engine" / "simulation.py"]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _imported_by(path)
    return sorted(found)


def _imported_by(path: Path) -> list[Path]:
    files = []
    for module, names, plain in _IMPORT.findall(path.read_text(encoding="utf-8")):
        base = PACKAGE.joinpath(*(module or plain).split(".")[1:])
        candidates = [base.with_suffix(".py"), *(base / f"{name.strip()}.py" for name in names.split(","))]
        files += [candidate for candidate in candidates if candidate.is_file()]
    return files


def hash_of(paths: Iterable[Path]) -> str:
    """SHA-256 (hex) of the names and contents of sources."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


@cache
def kernel_folder() -> Path:
    """The folder of this version's compiled kernels; ``RELSIM_CACHE_DIR`` moves it."""
    folder = _user_cache() / "kernels" / hash_of(kernel_sources())[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        # A read-only home must not stop anybody: the kernels are then compiled once a session.
        return Path(tempfile.mkdtemp(prefix="relsim-kernels-"))


def kernels_are_ready() -> bool:
    """True if every kernel has been compiled by this version for this Python; if not, the first run waits for it."""
    python = f"py{sys.version_info.major}{sys.version_info.minor}"
    compiler = importlib.metadata.version("numba").encode()
    there = {
        path.name.rpartition("-")[0].rpartition(".")[2]
        for path in kernel_folder().rglob(f"*.{python}.nbi")
        if compiler in path.read_bytes()[:64]
    }
    texts = (path.read_text(encoding="utf-8") for path in kernel_sources())
    return all(name in there for text in texts for name in _KERNEL.findall(text))


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
    from numba.core import config as settings

    config: Any = settings

    before = config.CACHE_DIR
    config.CACHE_DIR = str(kernel_folder())
    try:
        return cast(F, numba.njit(cache=True, fastmath=False, error_model="numpy", nogil=True)(function))
    finally:
        config.CACHE_DIR = before


def scalar(function: F) -> F:
    """Compile a small rule that works on numbers, to be taken into the kernels that call it."""
    import numba

    return cast(F, numba.njit(inline="never", fastmath=False, error_model="numpy")(function))


def stage(function: F) -> F:
    """Compile a stage of the month: taken into the month's loop, and not to be called from Python.

    A way in from Python would have to unpack every array of the state, which takes most of the time to compile.
    """
    import numba

    options: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    return cast(F, numba.njit(inline="never", fastmath=False, error_model="numpy", **options)(function))
