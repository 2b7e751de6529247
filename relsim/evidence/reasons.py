"""Reasons why something can't be told, in words: the same in sentences, tables, figures and verdicts."""

from __future__ import annotations

from relsim.evidence.findings.rivals import Unsettled
from relsim.measures.design_error import FEWEST_FOR_RANGE
from relsim.measures.verdicts import Why
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence", "reasons")


def why_untold(why: Why | Unsettled) -> str:
    """The reason, without a stop."""
    key = why.value.replace(" ", "_")
    return _TEXT(key, fewest=FEWEST_FOR_RANGE) if why is Unsettled.DATES_NEED_MORE else _TEXT(key)
