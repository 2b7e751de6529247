"""A sentence that says where it comes from, and how long a text is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from relsim.domain.months import MONTH_NAMES

_QUOTED = re.compile(r"“[^”]*”")
_MONTH = re.compile(rf"\b({'|'.join(MONTH_NAMES)}) \d{{4}}\b")
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True)
class Said:
    """A sentence or two, and the findings that bear them."""

    text: str
    findings: tuple[str, ...] = ()
    """Ids of findings (`relsim.evidence.findings.finding.Finding.id`); none where it is about the model itself."""


def words_in(text: str) -> int:
    """Number of words, as a form counts them."""
    return len(text.split())


def numbers_in(text: str) -> int:
    """Number of numbers that a reader has to take in: names of plans and months of the calendar are none."""
    return len(_NUMBER.findall(_MONTH.sub("", _QUOTED.sub("", text))))


def joined(said: Iterable[Said]) -> str:
    """The text of several, one after the other."""
    return " ".join(one.text for one in said if one.text)
