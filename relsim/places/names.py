"""Names as people write them, from the capitals of the public files."""

from __future__ import annotations

from collections.abc import Sequence

from relsim.wording.phrases import listed

_KEPT = {"PCN", "NORA", "KIWY", "SEOXHA", "BMW", "ARC", "A34", "3W", "OX3+", "NHS", "CCG"}
"""Words that stay in capitals."""
_SMALL = {"And", "Of", "At", "The", "In", "On", "For"}
_WRITTEN_OUT = {"Ctr": "Centre", "Ctre": "Centre", "Med": "Medical", "Prac": "Practice", "Rd": "Road"}


def tidy(name: str) -> str:
    """The name of an organisation: ``KING EDWARD ST MEDICAL PRACTICE`` → ``King Edward St Medical Practice``."""
    words = [_word(word) for word in name.split()]
    return " ".join(word.lower() if place and word in _SMALL else word for place, word in enumerate(words))


def _word(word: str) -> str:
    core = word.strip("(),")
    if core.upper() in _KEPT:
        return word.upper()
    plain = core.capitalize()
    return word.replace(core, _WRITTEN_OUT.get(plain, plain)) if core else word


def system_name(name: str) -> str:
    """``NHS Devon Integrated Care Board`` → ``Devon``."""
    return name.removeprefix("NHS ").removesuffix(" Integrated Care Board")


def council_name(code: str, name: str) -> str:
    """``Essex`` → ``Essex County Council``; ``Bristol, City of`` → ``Bristol City Council``."""
    if code.startswith("E10"):
        return f"{name} County Council"
    plain, _, style = name.partition(", ")
    if style == "City of":
        return f"{plain} City Council"
    return f"{plain if style == 'County of' else name} Council"


def a_few_of(names: Sequence[str]) -> str:
    """Up to four names in full, of more the first two: ``one, two and three``; ``one, two and 4 others``."""
    return listed(names) if len(names) <= 4 else listed([*names[:2], f"{len(names) - 2} others"])
