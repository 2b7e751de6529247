"""Using relsim from Python, as its documents say: every example in them is run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def examples() -> dict[str, str]:
    """The examples: where they stand → the code."""
    source = (ROOT / "relsim" / "interfaces" / "mesa_model.py").read_text(encoding="utf-8")
    (indented,) = re.findall(r"\n((?:    .+\n)+)\nThe month itself", source)
    found = {"relsim/interfaces/mesa_model.py": "\n".join(line[4:] for line in indented.splitlines())}
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.exists() else ""
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return found | {f"README.md, {number}": block for number, block in enumerate(blocks, start=1)}


EXAMPLES = examples()


@pytest.mark.parametrize("where", EXAMPLES)
def test_an_example_runs_as_it_stands(where: str, tmp_path: Path):
    script = EXAMPLES[where]
    assert "relsim" in script
    ended = subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning:relsim", "-c", script],
        capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert list(tmp_path.iterdir()) == []
