"""Fitting an answer into so many words and numbers: what matters most first, each part as long as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from relsim.evidence.answers.said import Said, joined, numbers_in, words_in

Versions = Sequence[Said]
"""One part of an answer in several lengths, the longest first."""


def fitted(parts: Sequence[Versions], most_words: int, most_numbers: int) -> list[Said]:
    """The parts that fit, in their order, each in the longest version that does.

    First every part is put in at its shortest, in the order of the parts, as far as there is room; then each is made
    longer, again in that order.  So a later part is never left out for the sake of an earlier one's length.

    Args:
        parts: In the order in which they are read, which is that in which they matter.
        most_words: Of all parts together.
        most_numbers: The same.
    """
    chosen: dict[int, Said] = {}

    def fits(at: int, version: Said) -> bool:
        text = joined({**chosen, at: version}[key] for key in sorted({*chosen, at}))
        return words_in(text) <= most_words and numbers_in(text) <= most_numbers

    for at, versions in enumerate(parts):
        shortest = next((one for one in reversed(versions) if one.text), None)
        if shortest is not None and fits(at, shortest):
            chosen[at] = shortest
    for at in sorted(chosen):
        longest = next((one for one in parts[at] if one.text and fits(at, one)), chosen[at])
        chosen[at] = longest
    return [chosen[at] for at in sorted(chosen)]
