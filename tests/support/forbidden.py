"""What no sentence may hold, whatever was run: signs that a text says what is not so, or was not looked at."""

from __future__ import annotations

import re

_WRONG = {
    "minus nothing": r"[−-]0(?![.\d])|[−-]0\.0+(?!\d)",
    "falls to all": r"falls? to 100",
    "more than all of it": r"(?<![\d.,])(1[0-9]{2}|[2-9][0-9]{2,}|[1-9][0-9]{3,})% of the (loss|whole|time)",
    "a negative loss": r"[−-]\d[\d.,]* (relationship-years|months|points?) (are|is) lost|loses [−-]",
    "a range of a point": r"(?<![\d.,−-])([−-]?[\d.,]+%?) to \1(?![\d.,%])",
    "about under": r"about (under|over) ",
    "a verdict by default": r"moves? none|changes none",
    "words that were given up": r"points (more|less)\b|across worlds|relationship-years are lost",
    "a hole": r"[{}]|\bnan\b|\binf\b|\bNone\b(?! of)",
}


def forbidden(text: str) -> list[str]:
    """What a text holds that it may not: each with the words around it."""
    return [
        f"{why}: …{text[max(0, match.start() - 60) : match.end() + 40]}…"
        for why, pattern in _WRONG.items()
        for match in re.finditer(pattern, text)
    ]
