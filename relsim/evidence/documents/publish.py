"""The documents of a results folder: written to it, or told in the terminal."""

from __future__ import annotations

from pathlib import Path

from relsim.evidence.answers.asker import Asker
from relsim.evidence.answers.said import Said, joined
from relsim.evidence.answers.sized import BOX_WORDS, Size, box, fewest_words, line
from relsim.evidence.documents.brief import brief
from relsim.evidence.documents.html_writer import html_page
from relsim.evidence.documents.report import report
from relsim.evidence.documents.terminal_report import terminal_report
from relsim.evidence.documents.terminal_writer import terminal_text
from relsim.evidence.figures.every_figure import every_picture, save_for_readme, save_pictures
from relsim.evidence.results import Results, read_results
from relsim.wording.problems import InputProblems, Problem


def write_report(folder: Path) -> Path:
    """Write the figures and ``report.html`` into a results folder; the page needs no other file and no network."""
    results = read_results(folder)
    pictures = every_picture(results)
    drawings = save_pictures(pictures, folder / "figures")
    save_for_readme(drawings, folder / "figures")
    page = html_page(report(results, pictures, drawings))
    path, beside = folder / "report.html", folder / "report.html.part"
    try:
        beside.write_text(page, encoding="utf-8", newline="\n")
        beside.replace(path)  # so that it is there whole or not at all
    finally:
        beside.unlink(missing_ok=True)
    return path


def answered(folder: Path, size: Size = Size.BOX, words: int | None = None, asker: Asker | None = None) -> str:
    """The answer in one of its sizes, as plain text; `words` is the limit of a box.

    Raises:
        InputProblems: So few words hold no answer.
    """
    results = read_results(folder)
    match size:
        case Size.LINE:
            return joined(line(results, asker))
        case Size.BOX:
            return joined(_box(results, words, asker))
    return terminal_text(brief(results, asker))


def _box(results: Results, words: int | None, asker: Asker | None) -> list[Said]:
    """A box, refused where the answer itself takes more words."""
    told = box(results, words or BOX_WORDS, asker)
    fewest = fewest_words(results, asker)
    if not told and fewest > (words or BOX_WORDS):
        what = f"the answer itself takes {fewest} words"
        raise InputProblems("the command", [Problem("--words", what, f"allow {fewest} or more")])
    return told


def traced(folder: Path, size: Size = Size.BOX, words: int | None = None, asker: Asker | None = None) -> list[Said]:
    """The sentences of a line or a box, each with the ids of the findings that bear it.

    Raises:
        InputProblems: So few words hold no answer.
    """
    results = read_results(folder)
    return line(results, asker) if size is Size.LINE else _box(results, words, asker)


def findings(folder: Path) -> str:
    """A short plain-text account for the terminal, at most 100 columns wide."""
    return terminal_text(terminal_report(read_results(folder)))
