"""Finds footprints: by code, by several codes joined by ``+``, by words, and by what is like them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from relsim.places import wales
from relsim.places.england.footprints import ENGLAND, Footprint, footprints
from relsim.wording.problems import InputProblems, Problem, did_you_mean, quoted


def joined(code: str) -> Footprint:
    """The footprint of a code, or of several joined by ``+``: all that lies in any of them.

    Raises:
        InputProblems: There is no such footprint, a code stands twice, or one of them is Wales.
    """
    known, parts = footprints(), [each.strip() for each in code.split("+")]
    if problems := [problem for each in dict.fromkeys(parts) for problem in _unfit(each, parts)]:
        raise InputProblems("place", problems)
    if len(parts) == 1:
        return known[parts[0]]
    inside = {locality.code for each in parts for locality in known[each].localities}
    area = tuple(locality for locality in known[ENGLAND].localities if locality.code in inside)
    return Footprint("+".join(parts), " and ".join(known[each].name for each in parts), "joined", area)


def _unfit(code: str, parts: Sequence[str]) -> Iterator[Problem]:
    """Problems with one code of those that are joined."""
    if code not in footprints():
        yield Problem("", f"there is no built-in place {quoted(code)}", near_code(code))
    elif parts.count(code) > 1:
        yield Problem("", f"{quoted(code)} is joined to itself", "name each once")
    elif code == wales.CODE and len(parts) > 1:
        yield Problem("", "Wales cannot be joined to a place in England", "its history is another")


def search(words: str) -> list[Footprint]:
    """The footprints whose code or name holds every word; first those with the whole code, then with whole words."""
    wanted = words.casefold().split()
    found = [each for each in footprints().values() if all(word in _text(each) for word in wanted)] if wanted else []
    return sorted(found, key=lambda each: (each.code.casefold() != words.casefold(),
                                           not set(wanted) <= set(_text(each).split())))  # fmt: skip


def near(words: str) -> list[Footprint]:
    """The footprints with a code, or with words in their names, that are like these."""
    known = {each.code.casefold() for each in footprints().values()}
    known |= {word for each in footprints().values() for word in _text(each).split() if len(word) > 2}
    likely = [difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.75) for word in words.casefold().split()]
    return search(" ".join(found[0] for found in likely)) if likely and all(likely) else []


def _text(footprint: Footprint) -> str:
    return f"{footprint.code} {footprint.name}".casefold().replace(",", "").replace("(", "").replace(")", "")


def near_code(code: str) -> str:
    """The question which place was meant by a code that there is not, or how to list all of them."""
    named = [f"{each.code} ({each.name})" for each in search(code)[:3]] if len(code) > 2 else []
    if named:
        return f"did you mean {' or '.join(named)}?"
    return did_you_mean(code, footprints()) or "the places are listed by: relsim places"
