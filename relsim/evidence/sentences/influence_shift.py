"""A shift of influence taken apart, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from relsim.evidence.findings.influence_shift import Shift
from relsim.evidence.findings.rules_of_evidence import FEWEST_WORLDS, RANKING
from relsim.measures.tables import CAUSES
from relsim.wording.numbers import percent, signed
from relsim.wording.phrases import listed
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "influence_shift")


def what_makes_it(found: Iterable[Shift]) -> str:
    """The parts of each clear shift that seats, relationships and money make."""
    return " ".join(_sentence(one) for one in found if one.clear)


def _sentence(found: Shift) -> str:
    parts = listed([_TEXT(f"full.{cause}", points=_points(found, cause)) for cause in CAUSES])
    values = {"whose": _whose(found), "points": signed(found.mean("whole")), "parts": parts}
    ranking = _ranking(found)
    return _TEXT("full.whole_ranked", **values, ranking=ranking) if ranking else _TEXT("full.whole", **values)


def in_brief(found: Sequence[Shift]) -> str:
    """The clear shifts in one sentence without ranges, and what is the greatest part of all of them where it is."""
    clear = [one for one in found if one.clear]
    if not clear:
        return ""
    told = "; ".join(_brief(one, first=one is clear[0]) for one in clear)
    first = {order[:1] for order, _ in (one.order() for one in clear)}
    if first == {()} and len(clear[0].worlds) >= FEWEST_WORLDS:
        return _TEXT("brief.unranked", told=told)
    if len(first) > 1 or first == {()}:
        return _TEXT("brief.plain", told=told)
    cause = next(iter(first))[0]
    share = min(one.first_in(cause) for one in clear)
    where = _TEXT("greatest.everywhere") if share == 1.0 else _TEXT("greatest.mostly", share=percent(share))
    return _TEXT(f"greatest.{cause}_of_{'both' if len(clear) > 1 else 'one'}", told=told, where=where)


def _brief(found: Shift, first: bool) -> str:
    values = {cause: signed(found.mean(cause)) for cause in CAUSES}
    parts = [_TEXT(f"brief.{cause}", points=value) if first else value for cause, value in values.items()]
    whole = {"whose": _whose(found), "points": signed(found.mean("whole"))}
    return _TEXT("brief.first" if first else "brief.next", **whole, parts=listed(parts))


def _whose(found: Shift) -> str:
    return _TEXT(f"whose.{found.measure}")


def _ranking(found: Shift) -> str:
    """The greatest part, as far as it can be told; nothing with too few worlds."""
    order, share = found.order()
    if not order:
        enough = len(found.worlds) >= FEWEST_WORLDS
        return _TEXT("ranking.none", share=f"{RANKING:.0%}") if enough else ""
    if len(order) == len(CAUSES):
        names = ", ".join(_TEXT(f"short.{cause}") for cause in order)
        return _TEXT("ranking.all", order=names, share=percent(share))
    return _TEXT(f"ranking.{order[0]}", share=percent(share))


def _points(found: Shift, name: str) -> str:
    across = found.range(name)
    if signed(across.low) == signed(across.high):
        return signed(found.mean(name))
    return _TEXT("full.points", mean=signed(found.mean(name)), low=signed(across.low), high=signed(across.high))
