"""Starting the command, waiting for something to happen, and seeing that nobody is left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def kept(folder: Path) -> dict[str, int]:
    """Chunks that are finished, one for each world, and when their files were written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("out/.runs/*/world-*.runs")}


def started(folder: Path, options: Sequence[str]) -> subprocess.Popen[str]:
    """`relsim` with these options, in a process group of its own, as a terminal starts it."""
    return subprocess.Popen(
        [sys.executable, "-m", "relsim", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder, start_new_session=True,
        # Tests that run in the background of a shell would hand on that Ctrl-C is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip


def wait_for(what: Callable[[], bool], running: subprocess.Popen[str], seconds: float = 180) -> None:
    """Wait until a function says yes of a process that still runs."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it takes too long"
        assert running.poll() is None, f"it has ended: {running.communicate()[1]}"
        time.sleep(0.01)


def members(group: int) -> list[str]:
    """The processes of a group that still run."""
    command = ["ps", "-ww", "-eo", "pgid=,stat=,args="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    return [args for pgid, stat, args in rows if int(pgid) == group and not stat.startswith("Z")]


def nobody_is_left(group: int) -> None:
    """Check that all processes of a group are gone, or go within seconds."""
    end = time.monotonic() + 10
    while left := members(group):
        assert time.monotonic() < end, f"left behind: {left}"
        time.sleep(0.1)
