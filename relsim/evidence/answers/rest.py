"""What follows the first sentence of an answer: who bears it, what to ask for, how sure, what an opponent will say."""

from __future__ import annotations

from relsim.evidence.answers.fitting import Versions
from relsim.evidence.answers.said import Said
from relsim.evidence.claims.surveys import contradiction
from relsim.evidence.findings.asks import Tried, asks
from relsim.evidence.findings.comparison import HEADLINE, longest
from relsim.evidence.findings.finding import Finding, beside_comparator
from relsim.evidence.findings.influence import ACUTE_DOMINANCE
from relsim.evidence.findings.loss import loss
from relsim.evidence.findings.rivals import dates_differ, rivals
from relsim.evidence.findings.subject import Subject, subject
from relsim.evidence.findings.what_would_tell import would_tell
from relsim.evidence.results import Results
from relsim.evidence.sentences.answer import rivals_would_tell
from relsim.evidence.sentences.names import sector_in_a_sentence
from relsim.evidence.sentences.safeguard_names import safeguards_named
from relsim.evidence.sentences.spread import sets, what_would_tell
from relsim.measures.noise_removed import Side
from relsim.wording.numbers import percent
from relsim.wording.phrases import capitalised, listed
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.answers", "rest")


def who_bears_it(results: Results, sector: str) -> Versions:
    """The sectors that lose most and least of their own relationships, who asks first; or who decides instead.

    Silent where no loss is told, or sectors can't be ranked, or their shares are of nobody.
    """
    asked = subject(results)
    if asked in (Subject.SEAT, Subject.MONEY):
        return _acute(results) if asked is Subject.SEAT else []
    found = loss(results, results.options[0])
    if not found.lost:
        return []
    told: list[Said] = []
    own = next((one for one in found.by_sector if one.sector == sector), None)
    if own is not None and own.side is Side.HIGHER:
        told.append(Said(_TEXT("who.own", sector=sector_in_a_sentence(sector), share=percent(own.value)), (own.id,)))
    if not found.told_apart:
        return told
    most, least = found.by_sector[0], found.by_sector[-1]
    values = {"most": sector_in_a_sentence(most.sector), "least": sector_in_a_sentence(least.sector)}
    ids = (most.id, least.id)
    shares = {"most_share": percent(most.value), "least_share": percent(max(0.0, least.value))}
    kind = "more" if len(found.by_sector) == 2 else "ranked"
    ranked = [Said(_TEXT(f"who.{kind}_shares", **values, **shares), ids), Said(_TEXT(f"who.{kind}", **values), ids)]
    if not told or sector == most.sector:
        return ranked
    return [Said(f"{told[0].text} {one.text}", (*told[0].findings, *one.findings)) for one in ranked] + told


def _acute(results: Results) -> Versions:
    found = longest(results, results.options[0].name, *ACUTE_DOMINANCE)
    if found is None or not found.clear:
        return []
    values = {"share": percent(found.value), "other": percent(found.versus_value)}
    return [Said(_TEXT("who.acute", **values), (found.id,))]


def what_to_ask_for(results: Results) -> Versions:
    """The safeguard that saves most, the best two together, and which are as good; only what is told to save."""
    found = asks(results)
    if found is None or not found.singles or subject(results) in (Subject.SEAT, Subject.MONEY):
        return []
    ids = tuple(one.change.id for one in found.singles)
    if not found.saving:
        none = all(one.change.identical or one.change.side is Side.NO_DIFFERENCE for one in found.singles)
        return [Said(_TEXT("ask.none" if none else "ask.untold"), ids)]
    best, tried = found.saving[0], {one.plan.name: one for one in found.singles}
    told = _TEXT("ask.best", what=_what(best), size=_size(best))
    as_good = [_what(tried[name]) for name in found.as_good[:2]]
    versions = [told]
    if as_good:
        versions.insert(0, f"{told} {_TEXT('ask.as_good', what=listed(as_good))}")
    if found.pair is not None and found.pair.saves:
        pair = _TEXT("ask.pair", what=_what(found.pair), size=_size(found.pair))
        versions = [f"{one} {pair}" for one in versions] + versions
        ids = (*ids, found.pair.change.id)
    return [Said(text, ids) for text in versions]


def _what(tried: Tried) -> str:
    return safeguards_named(tried.plan.safeguards)


def _size(tried: Tried) -> str:
    """The part of the loss that is saved, in words where it is near a plain fraction."""
    if tried.of_loss is None:
        return _TEXT("size.some")
    for share, name in ((1 / 4, "quarter"), (1 / 3, "third"), (1 / 2, "half"), (2 / 3, "two_thirds")):
        if abs(tried.of_loss - share) <= 0.03:
            return _TEXT(f"size.{name}")
    return _TEXT("size.share", share=percent(tried.of_loss))


def how_sure(results: Results) -> Versions:
    """How many sets of assumptions it was tried in, and what would tell what can't be told."""
    first = beside_comparator(results, results.options[0].name, *HEADLINE)
    values = {"worlds": sets(results.worlds)}
    told = _TEXT("sure.plain", **values)
    agree = {} if subject(results) in (Subject.SEAT, Subject.MONEY) else _agreement(first)
    versions = [_TEXT("sure.agree", **values, **agree), told] if agree else [told]
    more = _more(results, first)
    if more:
        versions = [f"{one} {more}" for one in versions] + versions
    return [Said(text, () if first is None else (first.id,)) for text in versions]


def _agreement(found: Finding | None) -> dict[str, str]:
    """In how many sets of assumptions a loss is lost, where that can be counted."""
    if found is None or found.same_side is None or found.side is not Side.HIGHER:
        return {}
    return {"count": f"{found.same_side.count:,}"}


def _more(results: Results, first: Finding | None) -> str:
    """What would tell that which can't be told."""
    others = rivals(results)
    way = rivals_would_tell(results, others, dates_differ(results)) if others else None
    if way is None and first is not None:
        way = would_tell(results, first)
    told = what_would_tell(way)
    return _TEXT("sure.more", remedy=capitalised(told)) if told else ""


def what_an_opponent_will_say(results: Results) -> Versions:
    """The strongest objection, in a short version of its own where it has one."""
    if subject(results) is Subject.SEAT:
        return [Said(_TEXT("opponent.seats"))]
    if contradiction(results):
        return [Said(_TEXT("opponent.surveys")), Said(_TEXT("opponent.surveys_short"))]
    return [Said(_TEXT("opponent.line")), Said(_TEXT("opponent.assumptions"))]
