"""The answer to an experiment's question, in plain words that say no more than their numbers bear.

In the order in which a reader asks: what the first plan does beside the comparator; whether another date would have
cost less; who is heard; who knows whom to ask; who is given money; what safeguards are worth; what no data can settle.
Three uncertainties are told apart and never pooled: in brackets after a number the 5-95 % range over worlds and the
Monte Carlo error with the worlds fixed; and where plans are compared, the shares of worlds that favour each.  A yes or
a no is given only where at least 80 % of worlds bear it.
"""

from __future__ import annotations

from dataclasses import dataclass

from relsim.evidence.claims.surveys import contradiction
from relsim.evidence.findings import safeguards
from relsim.evidence.findings.assumptions import Without, that_matter
from relsim.evidence.findings.comparison import share_lost
from relsim.evidence.findings.finding import Finding
from relsim.evidence.findings.influence import heard
from relsim.evidence.findings.loss import loss, repayments
from relsim.evidence.findings.money import given_money
from relsim.evidence.findings.placebo import check_placebo
from relsim.evidence.findings.reach import reach
from relsim.evidence.findings.rivals import disagreement, rivals
from relsim.evidence.findings.rules_of_evidence import NORMAL_95
from relsim.evidence.results import Results
from relsim.evidence.sentences.checks import placebo_words
from relsim.evidence.sentences.influence import who_is_heard
from relsim.evidence.sentences.loss import how_long, how_much, to_break_even, which_sectors
from relsim.evidence.sentences.money import who_is_given_money
from relsim.evidence.sentences.names import concerned
from relsim.evidence.sentences.reach import who_knows
from relsim.evidence.sentences.rivals import another_date, dates_differ, question, windows_disagree
from relsim.evidence.sentences.safeguards import worth_words
from relsim.evidence.sentences.variants import part_taken_out
from relsim.wording.numbers import number, plus_minus
from relsim.wording.phrases import plural
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "answer")
_LOSS = Texts("relsim.evidence.sentences", "loss")
_FAMILIES_TOLD = 2

@dataclass(frozen=True)
class Point:
    """A part of the answer: what it is about, the question that it answers, and the answer."""

    topic: str
    """Its name, by which a document chooses."""
    lead: str
    text: str

    def __str__(self) -> str:
        return f"{self.lead} {self.text}".strip()


def answer(results: Results) -> list[Point]:
    """The answer in a handful of short paragraphs, in the order in which the questions are asked.

    A placebo that fails is its first point, of topic ``alarm``.
    """
    placebo = check_placebo(results)
    told = [Point("alarm", "", placebo_words(placebo))] if placebo.present and not placebo.passes else []
    told.append(Point("disagreement", "", windows_disagree(disagreement(results))))
    if results.options:
        told += _loss(results)
        told.append(_rivals(results))
        told += _of_the_first(results)
    told.append(Point("unsettled", _TEXT("lead.unsettled"), _unsettled(results)))
    return [point for point in told if point.text]


def _loss(results: Results) -> list[Point]:
    """The loss under the first plan: for how long, how much, to whom."""
    first = results.options[0]
    found = loss(results, first)
    said = how_long(found, concerned(results)), how_much(found), to_break_even(repayments(results, first), first)
    told = " ".join(text for text in said if text) or _TEXT("loss.nothing")
    lead = _TEXT("lead.loss", plan=first.name, comparator=results.comparator)
    return [Point("loss", lead, told), Point("sectors", _TEXT("lead.sectors"), which_sectors(found))]


def _rivals(results: Results) -> Point:
    """The point on whether another date, or plan, would have cost less; without text where there is none."""
    found = rivals(results)
    if not found:
        return Point("rivals", "", "")
    dates = dates_differ(results, found)
    shares = [(plan.name, share) for plan in results.options if (share := share_lost(results, plan)) is not None]
    return Point("rivals", question(dates), another_date(found, dates, shares))


def _of_the_first(results: Results) -> list[Point]:
    """The points on influence, reach and money under the first plan, and on what safeguards are worth."""
    first = results.options[0]
    families = safeguards.families(results)[:_FAMILIES_TOLD]
    said: list[tuple[str, str]] = [
        ("influence", who_is_heard(heard(results, first))),
        ("reach", who_knows(reach(results, first), first)),
        ("money", who_is_given_money(given_money(results, first))),
        ("safeguards", " ".join(worth_words(safeguards.worth(results, family)) for family in families)),
    ]
    return [Point(topic, _TEXT(f"lead.{topic}"), text) for topic, text in said]


def _unsettled(results: Results) -> str:
    parts = [_TEXT("unsettled.not_followed"), assumptions_that_matter(that_matter(results)), contradiction(results)]
    return " ".join(part for part in parts if part)


def assumptions_that_matter(found: list[Without]) -> str:
    """The parts of the plan that the duration moves with, and how far."""
    if not found:
        return ""
    told = (
        _LOSS("assumptions.part", part=part_taken_out(one.plan), change=change_words(one.found)) for one in found
    )
    return _LOSS("assumptions.all", parts="; ".join(told))


def change_words(found: Finding) -> str:
    """A change of months: ``7 fewer (3 to 13 fewer across worlds; ±0.9)``."""
    decimals = 0 if abs(found.difference) >= 1.95 else 1
    text = "change.fewer" if found.difference < 0 else "change.more"
    chance = plus_minus(NORMAL_95 * found.chance)
    return _TEXT(text, size=number(abs(found.difference), decimals), range=_range(found, decimals), chance=chance)


def _range(found: Finding, decimals: int) -> str:
    if not found.has_range:
        return _TEXT("change.one_world")
    near, far = sorted((found.low, found.high), key=abs)
    if near * far > 0:
        text = "change.range_fewer" if found.difference < 0 else "change.range_more"
        return _TEXT(text, low=number(abs(near), decimals), high=number(abs(far), decimals))
    low, high = sorted((near, far))
    return _TEXT("change.range_both", low=number(-low, decimals), high=number(high, decimals))


def key_to_numbers(results: Results) -> str:
    """The key to what stands in brackets, and the two words that the answer can't do without."""
    worlds = len(results.manifest.get("worlds") or ()) or int(results.by_world["world"].nunique())
    return _TEXT("key.numbers", worlds=plural(worlds, "world"))
