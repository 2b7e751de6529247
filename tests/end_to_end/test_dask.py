"""A real Dask cluster: a scheduler and two workers, of which one is killed in the middle."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_example import DATES, Remembers, assert_same, dates, tables_in

from relsim.batch.run import run_experiment
from relsim.batch.workers.executors import dask_executor
from relsim.interfaces.cli.main import main

pytestmark = pytest.mark.slow
WORLDS = 12


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers with a thread each, without nannies that would replace them."""
    address = f"tcp://127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--no-dashboard", "--host", address]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny",
              "--no-dashboard", "--local-directory", str(folder)]  # fmt: skip
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [subprocess.Popen(command, **quiet)]  # type: ignore[call-overload]
    try:
        started += [subprocess.Popen(worker, **quiet) for _ in range(2)]  # type: ignore[call-overload]
        from distributed import Client

        with Client(address, timeout="60s") as client:
            client.wait_for_workers(2, timeout=120)
        yield address, started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


class KillsOne(Remembers):
    """Kills a worker once some runs are done."""

    def __init__(self, victim: subprocess.Popen[bytes], after: int) -> None:
        super().__init__()
        self.victim, self.after = victim, after
        self.killed_at = -1

    def runs(self, done: int, total: int, failed: int) -> None:
        super().runs(done, total, failed)
        if done >= self.after and self.killed_at < 0:
            self.killed_at = done
            os.kill(self.victim.pid, signal.SIGKILL)


def test_a_worker_is_killed_and_the_batch_completes(tmp_path: Path):
    pytest.importorskip("distributed", reason="dask.distributed is not installed")
    alone = run_experiment(dates(WORLDS, 4), tmp_path / "alone", 2)
    with cluster(tmp_path / "dask") as (address, workers), dask_executor(address) as executor:
        watcher = KillsOne(workers[0], 60)
        run_experiment(dates(WORLDS, 4), tmp_path / "cluster", watcher=watcher, executor=executor)
        assert workers[0].wait(10) == -signal.SIGKILL
        assert workers[1].poll() is None
    total = watcher.told[-1][1]
    assert 0 < watcher.killed_at < total, "some must be done, but not all"
    assert_same(tables_in(tmp_path / "cluster"), tables_in(alone))


def test_no_scheduler_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    begun = time.monotonic()
    assert main(["run", str(DATES), "--dask", f"tcp://127.0.0.1:{free_port()}", "--out", "out"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    if re.search("No module|not installed", said):
        assert 'install it with: python -m pip install "relsim[dask]"' in said.lower().replace(
            "install it", "install it"
        )
        return
    assert "No Dask scheduler answers at tcp://127.0.0.1" in said
    assert time.monotonic() - begun < 60
