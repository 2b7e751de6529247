"""Names as people write them, from the capitals of the public files."""

from __future__ import annotations

_KEPT = {"PCN", "NORA", "KIWY", "SEOXHA", "BMW", "ARC", "A34", "3W", "OX3+", "NHS", "CCG"}
"""Words that stay in capitals."""
_SMALL = {"And", "Of", "At", "The", "In", "On", "For"}
_WRITTEN_OUT = {"Ctr": "Centre", "Ctre": "Centre", "Med": "Medical", "Prac": "Practice", "Rd": "Road"}


def tidy(name: str) -> str:
    """``KING EDWARD ST MEDICAL PRACTICE`` → ``King Edward St Medical Practice``."""
    words = [_word(word) for word in name.split()]
    return " ".join(word.lower() if place and word in _SMALL else word for place, word in enumerate(words))


def _word(word: str) -> str:
    core = word.strip("(),")
    if core.upper() in _KEPT:
        return word.upper()
    plain = core.capitalize()
    return word.replace(core, _WRITTEN_OUT.get(plain, plain)) if core else word
