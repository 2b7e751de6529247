"""The worth of safeguards, in words: what each changes, in which order they rank, and whether they add up."""

from __future__ import annotations

from collections.abc import Sequence

from relsim.evidence.findings.finding import Finding
from relsim.evidence.findings.rules_of_evidence import RANKING
from relsim.evidence.findings.safeguards import ANSWERED, GAINS, Change, Family, Gain, Order, Sum, Worth
from relsim.evidence.reasons import why_untold
from relsim.wording.numbers import percent, with_sign
from relsim.wording.phrases import listed, quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "safeguards")
_MOST_TOLD, _MOST_INSTEAD = 4, 2


def gain_words(gain: Gain) -> str:
    """A gain in a sentence: ``general practice’s influence``."""
    return _TEXT(f"gain.{gain.name}")


def gain_label(gain: Gain) -> str:
    """A gain as the head of a column."""
    return _TEXT(f"label.{gain.name}")


def gain_unit(gain: Gain) -> str:
    """The printed unit of a gain."""
    return _TEXT(f"unit.{gain.outcome.unit}")


def worth_words(found: Worth) -> str:
    """What safeguards change, what they are told not to, and what can't be told; nothing is told by silence."""
    changed = [gain for gain in ANSWERED if found.changes[gain]] or [
        gain for gain in reversed(GAINS) if found.changes[gain]
    ][:_MOST_INSTEAD]
    told = []
    if changed:
        gains = "; ".join(
            _TEXT("worth.gain", gain=gain_words(gain), changes=_changes(found.changes[gain], gain)) for gain in changed
        )
        told.append(_TEXT("worth.changed", base=quoted(found.family.base.name), gains=gains))
    if none := [gain_words(gain) for gain in ANSWERED if gain in found.none]:
        told.append(_TEXT("worth.none", gains=listed(none)))
    if untold := [gain for gain in ANSWERED if gain in found.untold]:
        whys = listed(list(dict.fromkeys(why_untold(found.untold[gain]) for gain in untold)))
        told.append(_TEXT("worth.untold", gains=listed([gain_words(gain) for gain in untold]), whys=whys))
    return " ".join(told)


def _changes(found: Sequence[Change], gain: Gain) -> str:
    told = [
        _TEXT("worth.change", change=change_words(one.found, gain), plan=quoted(one.plan)) for one in found[:_MOST_TOLD]
    ]
    if len(found) > _MOST_TOLD:
        told.append(_TEXT("worth.fewer", count=len(found) - _MOST_TOLD))
    return listed(told)


def change_words(found: Finding, gain: Gain) -> str:
    """A mean change with its sign, in the gain's unit: ``−3.1 months``."""
    return f"{signed_gain(gain.scale * found.difference, gain)} {gain_unit(gain)}"


def signed_gain(value: float, gain: Gain) -> str:
    """A change with its sign, already in the gain's printed unit."""
    return with_sign(value, 0 if abs(value) >= 9.95 and gain.scale == 1.0 else 1)


def rankings(found: Sequence[Order]) -> list[str]:
    """A sentence for each way in which single safeguards rank, or that they do not, with the gains it is so for."""
    told: dict[str, list[str]] = {}
    for order in found:
        told.setdefault(_order(order), []).append(gain_words(order.gain))
    return [_TEXT("ranking.of", gains=listed(gains), ranking=ranking) for ranking, gains in told.items()]


def _order(order: Order) -> str:
    how = "best" if order.gain.better else "highest"
    if order.whole:
        plans = ", ".join(map(quoted, order.whole))
        return _TEXT(f"ranking.whole_{how}", plans=plans, share=f"{RANKING:.0%}")
    if order.first:
        return _TEXT(f"ranking.first_{how}", plan=order.first, share=f"{RANKING:.0%}")
    return _TEXT("ranking.none")


def adding_up(family: Family, found: Sequence[tuple[Gain, Sum]]) -> list[str]:
    """Sentences on whether all together do more or less than the sum of each alone, gain by gain where it is clear."""
    if family.together is None:
        return []
    clear = [_sum(gain, one) for gain, one in found if one.verdict]
    unclear = [gain_words(gain) for gain, one in found if not one.verdict]
    told = []
    if clear:
        told.append(_TEXT("sum.clear", plan=family.together.name, gains="; ".join(clear)))
    if unclear:
        told.append(_TEXT("sum.unclear", share=f"{RANKING:.0%}", gains=listed(unclear)))
    return told


def _sum(gain: Gain, one: Sum) -> str:
    return _TEXT(
        f"sum.{one.verdict}", gain=gain_words(gain), together=signed_gain(one.together[0], gain),
        summed=signed_gain(one.summed[0], gain), unit=gain_unit(gain), share=percent(max(one.more, one.less)),
    )  # fmt: skip
