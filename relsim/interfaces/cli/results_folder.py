"""The folder that results go to: its name unless somebody gives one, and making sure of it beforehand."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path


def default_folder(name: str) -> Path:
    """The folder of an experiment's results unless somebody names another."""
    return Path("results") / name


def make_writable(out: Path) -> None:
    """Make sure that results can be written to a folder, before anything is computed for it.

    Raises:
        InputProblems: They cannot; nothing is left behind then.
    """
    from relsim.wording.problems import InputProblems, Problem

    made: list[Path] = []
    try:
        made = [folder for folder in (out, *out.parents) if not folder.exists()]
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except (OSError, ValueError) as error:
        for folder in made:
            with contextlib.suppress(OSError, ValueError):
                folder.rmdir()
        reason = (isinstance(error, OSError) and error.strerror) or str(error)
        if out.is_file():
            reason = "there is a file of that name"
        problem = Problem("--out", f"results cannot be written to {out} ({reason})", "name another folder with --out")
        raise InputProblems("the results folder", [problem]) from None
