"""The account of an experiment for a terminal: the answer in a line, where the rest is, and what failed."""

from __future__ import annotations

from relsim.evidence.answers.said import joined
from relsim.evidence.answers.sized import line
from relsim.evidence.documents.blocks import Block, Code, Document, paragraph
from relsim.evidence.documents.report import title
from relsim.evidence.findings.placebo import check_placebo
from relsim.evidence.findings.precision import failed, precision
from relsim.evidence.results import Results
from relsim.evidence.sentences.checks import failed_runs, how_sure, placebo_words
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.documents", "report")


def terminal_report(results: Results) -> Document:
    """The account, from the same sentences and numbers as the report."""
    placebo = check_placebo(results)
    alarm = placebo_words(placebo) if placebo.present and not placebo.passes else ""
    checked = (how_sure(precision(results)), failed_runs(failed(results)))
    rest: list[Block] = [paragraph(_TEXT("terminal.box")), Code(f"relsim answer {results.folder}")]
    return Document(
        title=title(results),
        blocks=(
            *([paragraph(alarm)] if alarm else []),
            paragraph(joined(line(results)) or _TEXT("nothing_to_compare")),
            *(paragraph(text) for text in checked if text),
            *rest,
        ),
    )
