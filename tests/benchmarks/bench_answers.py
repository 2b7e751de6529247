"""How long and how hard the boxes of finished results are: words, numbers and reading grade, as a table.

    python tests/benchmarks/bench_answers.py results/oxford-2022 results/one-gp-seat

The grade is Flesch and Kincaid's (1975), years of schooling in the United States, with syllables counted as groups of
vowels, a silent e at the end left out; names of plans are left out, as they are the file's own.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from relsim.evidence.answers.said import joined, numbers_in, words_in
from relsim.evidence.answers.sized import box, line
from relsim.evidence.results import read_results


def table(folders: Iterable[Path]) -> str:
    """A row for each results folder, in Markdown."""
    rows = ["| results | worlds | words, line | words, box | numbers, box | grade, box |", "| --- |" + " ---: |" * 5]
    for folder in folders:
        results = read_results(folder)
        told = joined(box(results))
        rows.append(
            f"| {folder.name} | {results.worlds} | {words_in(joined(line(results)))} | {words_in(told)} | "
            f"{numbers_in(told)} | {grade(told):.1f} |"
        )
    return "\n".join(rows)


def grade(text: str) -> float:
    """Flesch and Kincaid's grade of a text; names in quotation marks count as one short word."""
    plain = re.sub(r"“[^”]*”", "it", text)
    sentences = max(1, len(re.findall(r"[.!?:](?=\s|$)", plain)))
    words = re.findall(r"[A-Za-z’'-]+", plain)
    return 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, groups - (word.lower().endswith("e") and not word.lower().endswith("le")))


if __name__ == "__main__":
    print(table(map(Path, sys.argv[1:])))
