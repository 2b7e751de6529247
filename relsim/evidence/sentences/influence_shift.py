"""A shift of influence taken apart, in words."""

from __future__ import annotations

import numpy as np

from relsim.evidence.findings.influence_shift import CAUSE_WORDS, SHIFTS, Shift
from relsim.evidence.findings.rules_of_evidence import FEWEST_WORLDS, RANKING
from relsim.measures.tables import CAUSES
from relsim.wording.numbers import percent, plus_minus, signed
from relsim.wording.phrases import listed

_WHOSE = {SHIFTS[0]: "the acute trusts’", SHIFTS[1]: "general practice’s"}
_SHORT = {"seats": "seats", "ties": "relationships", "money": "money"}
_BRIEF = {"seats": "seats make", "ties": "lost and unequally rebuilt relationships", "money": "money"}


def sentence(found: Shift) -> str:
    """The parts in words, where the shift itself is clear; nothing else."""
    if not found.clear:
        return ""
    first, *others = (f"{CAUSE_WORDS[c]} {_points(found, c)}" for c in CAUSES)
    parts = listed([first.replace("seats ", "seats make ", 1), *others])
    ranking = _ranking(found)
    whole = f"Of {_WHOSE[found.measure, found.sector]} {signed(found.mean('whole'))} points {parts}"
    return f"{whole}; {ranking}." if ranking else f"{whole}."


def in_brief(found: list[Shift]) -> str:
    """The clear shifts in one sentence without ranges, and what is the greatest part of all of them where it is."""
    clear = [one for one in found if one.clear]
    if not clear:
        return ""
    told: list[str] = []
    for one in clear:
        values = [signed(one.mean(cause)) for cause in CAUSES]
        parts = listed([f"{_BRIEF[c]} {v}" for c, v in zip(CAUSES, values, strict=True)] if not told else values)
        whole = f"of {_WHOSE[one.measure, one.sector]} {signed(one.mean('whole'))}"
        told.append(f"{whole}, in the same order, {parts}" if told else f"{whole} points {parts}")
    orders = [one.order() for one in clear]
    first = {order[:1] for order, _ in orders}
    text = f"{told[0][0].upper()}{'; '.join(told)[1:]}"
    if first == {()} and len(clear[0].worlds) >= FEWEST_WORLDS:
        return f"{text}; no ranking of the three holds."
    if len(first) > 1 or first == {()}:
        return f"{text}."
    cause = next(iter(first))[0]
    share = min(one.first_in(cause) for one in clear)
    where = "in every world" if share == 1.0 else f"in at least {percent(share)} of worlds"
    both = " of both" if len(clear) > 1 else ""
    return (
        f"{text}. {_SHORT[cause].capitalize()} {'is' if cause == 'money' else 'are'} the greatest part{both} {where}."
    )


def _ranking(found: Shift) -> str:
    """What is said of which part is the greatest: nothing with too few worlds."""
    order, share = found.order()
    if not order:
        return f"no ranking of the three holds in {RANKING:.0%} of worlds" if len(found.worlds) >= FEWEST_WORLDS else ""
    if len(order) == len(CAUSES):
        return f"they rank {', '.join(_SHORT[cause] for cause in order)} in {percent(share)} of worlds"
    return f"{_SHORT[order[0]]} are the greatest part in {percent(share)} of worlds".replace("money are", "money is")


def _points(found: Shift, name: str) -> str:
    low, high = found.range(name)
    across = f"{signed(low)} to {signed(high)}; " if np.isfinite(low) else ""
    return f"{signed(found.mean(name))} ({across}{plus_minus(100 * found.error(name))})"
