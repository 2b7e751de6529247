"""Money, in words: general practice's share of spend, and hospitals' share beside the record.

The record is no test.  How fast hospitals' share rises mostly follows one parameter, the part of spend that is decided
afresh, and the level at the start is taken from the same record.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from relsim.evidence.findings.money import AGREES_WITHIN, Given, Recorded
from relsim.evidence.sentences.names import moment
from relsim.evidence.sentences.shares import beside, between
from relsim.wording.numbers import number, percent
from relsim.wording.phrases import quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "money")


def record_source() -> str:
    """The source of the record."""
    return _TEXT("record.source")


def who_is_given_money(given: Given | None) -> str:
    """General practice's share of spend, where it clearly differs from the comparator's; nothing where not."""
    if given is None:
        return ""
    found = given.found
    told = _TEXT(
        "spend.general_practice", window=found.window, moment=moment(given.plan), share=beside(found, 1),
        comparator=quoted(found.versus),
    )  # fmt: skip
    return f"{told} {_TEXT('spend.others', shares=between(given.others, 1))}" if given.others else told


def plausibility(found: Sequence[Recorded]) -> str:
    """Hospitals' share beside the record, in words that claim no more than they may."""
    if not found:
        return ""
    years = (_TEXT("record.year", year=one.year, record=percent(one.record), model=_share(one.model)) for one in found)
    told = [_TEXT("record.plausibility", years="; ".join(years), source=record_source())]
    if len(found) > 1:
        first, last = found[0], found[-1]
        rise, recorded = last.model[0] - first.model[0], last.record - first.record
        text = "record.off" if abs(recorded - rise) > AGREES_WITHIN else "record.alike"
        told.append(_TEXT(text, recorded=number(100 * recorded, 0), rise=number(100 * rise)))
    return " ".join([*told, _TEXT("record.little")])


def _share(share: tuple[float, float, float]) -> str:
    mean, low, high = share
    if not math.isfinite(low) or percent(low) == percent(high):
        return percent(mean)
    return _TEXT("record.share", mean=percent(mean), low=percent(low), high=percent(high))
