"""Writing files so that they are there whole or not at all, whatever happens in between."""

from __future__ import annotations

import contextlib
import os
import socket
import time
from pathlib import Path

_BY = ".by."
_A_DAY = 86_400.0
"""Seconds after which what another machine has left half-written is taken for abandoned."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, make sure that it is on the disk, and move it there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}{_BY}{own_name()}.part")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make sure that the names of the files in a folder are on the disk too, where a system can say so."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def own_name() -> str:
    """The name under which this process begins to write a file."""
    return f"{socket.gethostname()}-{os.getpid()}"


def writer_of(part: Path) -> str:
    """The `own_name` of the process that began to write a file beside its place."""
    return part.name.rpartition(_BY)[2].removesuffix(".part")


def is_abandoned(path: Path, name: str) -> bool:
    """True if nobody writes any more to the file that a process of that `own_name` began."""
    host, _, number = name.rpartition("-")
    if os.name == "posix" and host == socket.gethostname() and number.isdigit():
        try:
            os.kill(int(number), 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            return False
        return False
    with contextlib.suppress(OSError):
        return time.time() - path.stat().st_mtime > _A_DAY
    return False
