"""Documents as plain text, compared with what was kept in ``tests/golden``.

To keep new texts on purpose, after a look at what changed: ``python tests/support/golden.py --write``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from evidence_example import write_example

from relsim.evidence.documents.report import report
from relsim.evidence.documents.terminal_report import terminal_report
from relsim.evidence.documents.terminal_writer import terminal_text
from relsim.evidence.figures.every_figure import every_picture
from relsim.evidence.figures.style import Drawing
from relsim.evidence.results import read_results

GOLDEN = Path(__file__).parents[1] / "golden"


def documents(folder: Path) -> dict[str, str]:
    """Name of a file in ``tests/golden`` → the text of the document as it is now; `folder` is for an example."""
    results = read_results(write_example(folder, worlds=20, replicates=2, safeguards=True))
    pictures = every_picture(results)
    drawings = {picture.name: Drawing(b"", b"", 1.0) for picture in pictures}
    texts = {
        "report.txt": terminal_text(report(results, pictures, drawings)) + "\n",
        "terminal.txt": terminal_text(terminal_report(results)) + "\n",
    }
    return {name: text.replace(str(folder), "results/synthetic") for name, text in texts.items()}


def main() -> None:
    """Write the texts as they are now, if that is asked for."""
    if sys.argv[1:] != ["--write"]:
        sys.exit("usage: python tests/support/golden.py --write")
    GOLDEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in documents(Path(folder) / "synthetic").items():
            (GOLDEN / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
