"""Reasons why something can't be told, in words: the same in sentences, tables, figures and verdicts."""

from __future__ import annotations

from relsim.evidence.findings.finding import Why
from relsim.evidence.findings.rules_of_evidence import FEWEST_WORLDS
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence", "reasons")


def why_untold(why: Why) -> str:
    """The reason, without a stop."""
    return _TEXT(why.value, fewest=FEWEST_WORLDS) if why is Why.TOO_FEW_WORLDS else _TEXT(why.value)
