"""Steps by which practices and voluntary organisations reach the commissioner, in words."""

from __future__ import annotations

from collections.abc import Sequence

from relsim.evidence.findings.reach import SOON, Step
from relsim.evidence.results import PlanInfo
from relsim.evidence.sentences.names import moment
from relsim.wording.numbers import percent
from relsim.wording.phrases import quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "reach")


def who(sector: str) -> str:
    """The organisations of a sector that reach somebody: ``practices``."""
    return _TEXT(f"who.{sector}")


def step(outcome: str) -> str:
    """The step that those take of whom an outcome counts the share: ``know whom to ask``."""
    return _TEXT(f"step.{outcome}")


def who_knows(found: Sequence[Step], plan: PlanInfo) -> str:
    """The steps in which the first plan clearly differs from the comparator; nothing where there are none."""
    if not found:
        return ""
    told = [_step(one, first=one is found[0]) for one in found]
    return _TEXT("told.all", months=SOON, moment=moment(plan), steps="; ".join(told))


def _step(one: Step, first: bool) -> str:
    """Both beside the comparator: who they are is said once, with the comparator's name."""
    values = {
        "practices": percent(one.practices.value), "vcse": percent(one.vcse.value), "step": step(one.outcome),
        "other_practices": percent(one.practices.versus_value), "other_vcse": percent(one.vcse.versus_value),
    }  # fmt: skip
    if first:
        return _TEXT("told.first", **values, comparator=quoted(one.practices.versus))
    return _TEXT("told.next", **values)
