"""An answer in a line or a box: the same sentences, as many as there is room for."""

from __future__ import annotations

from enum import StrEnum

from relsim.evidence.answers.asker import Asker
from relsim.evidence.answers.fitting import Versions, fitted
from relsim.evidence.answers.lead import lead
from relsim.evidence.answers.rest import how_sure, what_an_opponent_will_say, what_to_ask_for, who_bears_it
from relsim.evidence.answers.said import Said, words_in
from relsim.evidence.results import Results

LINE_WORDS, LINE_NUMBERS = 40, 2
BOX_WORDS, BOX_NUMBERS = 120, 8


class Size(StrEnum):
    """How much room there is, by the word of ``--size``."""

    LINE = "line"
    BOX = "box"
    BRIEF = "brief"


def line(results: Results, asker: Asker | None = None) -> list[Said]:
    """A line for a colleague: the answer alone, at most 40 words and 2 numbers."""
    versions = _lead(results, asker) if results.options else []
    return fitted([versions], LINE_WORDS, LINE_NUMBERS)


def box(results: Results, words: int = BOX_WORDS, asker: Asker | None = None) -> list[Said]:
    """A box for an online form: the answer, who bears it, what to ask for, how sure, what an opponent will say.

    Nothing where there is no room for the answer itself: an objection alone would be another answer.

    Args:
        results: What was run.
        words: At most so many; of numbers 8 for 120 words, and at least 2.
        asker: Whose sector is named first.
    """
    if not results.options:
        return []
    sector = asker.sector if asker else ""
    parts: list[Versions] = [
        _lead(results, asker), what_to_ask_for(results), who_bears_it(results, sector),
        what_an_opponent_will_say(results), how_sure(results),
    ]  # fmt: skip
    told = fitted(parts, words, max(LINE_NUMBERS, round(BOX_NUMBERS * words / BOX_WORDS)))
    return told if told and told[0] in parts[0] else []


def fewest_words(results: Results, asker: Asker | None = None) -> int:
    """The fewest words that a box with an answer takes."""
    return words_in(_lead(results, asker)[-1].text) if results.options else 0


def _lead(results: Results, asker: Asker | None) -> Versions:
    return lead(results, asker.sector if asker else "")
