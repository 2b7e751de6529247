"""What is told of each question, topic by topic, in plain words that say no more than their numbers bear.

In the order in which a reader asks: what the first plan does beside the comparator; whether another date or plan would
lose less; who is heard; who knows whom to ask; who is given money; what safeguards are worth; what no data can settle.
What may be told is settled by findings; a topic in which nothing happens is silent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from relsim.evidence.claims.surveys import contradiction
from relsim.evidence.findings import safeguards
from relsim.evidence.findings.assumptions import Without, that_matter
from relsim.evidence.findings.comparison import HEADLINE
from relsim.evidence.findings.finding import Finding, beside_comparator
from relsim.evidence.findings.influence import heard
from relsim.evidence.findings.loss import loss, repayments
from relsim.evidence.findings.money import given_money
from relsim.evidence.findings.reach import reach
from relsim.evidence.findings.rivals import Rival, dates_differ, disagreement, rivals
from relsim.evidence.findings.what_would_tell import WouldTell, would_tell
from relsim.evidence.results import Results
from relsim.evidence.sentences.influence import who_is_heard
from relsim.evidence.sentences.loss import how_long, how_much, to_break_even, which_sectors
from relsim.evidence.sentences.money import who_is_given_money
from relsim.evidence.sentences.names import concerned
from relsim.evidence.sentences.reach import who_knows
from relsim.evidence.sentences.rivals import another_plan, question, windows_disagree
from relsim.evidence.sentences.safeguards import worth_words
from relsim.evidence.sentences.spread import across
from relsim.evidence.sentences.variants import part_taken_out
from relsim.measures.bounds import Bounds
from relsim.measures.design_error import FEWEST_FOR_RANGE
from relsim.wording.numbers import number
from relsim.wording.phrases import quoted
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
    """The answer to each question that something is told of, or that can't be told, in the order of the questions."""
    told = [Point("disagreement", "", windows_disagree(disagreement(results)))]
    if results.options:
        told += _loss(results)
        told.append(_rivals(results))
        told += _of_the_first(results)
    told.append(Point("unsettled", _TEXT("lead.unsettled"), _unsettled(results)))
    return [point for point in told if point.text]


def _loss(results: Results) -> list[Point]:
    """The loss under the first plan: how much, for how long, to whom."""
    first = results.options[0]
    found, whom = loss(results, first), concerned(results)
    tells = None if found.share is None else would_tell(results, found.share)
    said = how_much(found, whom, tells), how_long(found, whom), to_break_even(repayments(results, first), first)
    lead = _TEXT("lead.loss", plan=quoted(first.name), comparator=quoted(results.comparator))
    told = " ".join(text for text in said if text)
    return [Point("loss", lead, told), Point("sectors", _TEXT("lead.sectors"), which_sectors(found))]


def _rivals(results: Results) -> Point:
    """The point on whether another date, or plan, would lose less; without text where there is none."""
    found = rivals(results)
    if not found:
        return Point("rivals", "", "")
    dates, first = dates_differ(results), beside_comparator(results, results.options[0].name, *HEADLINE)
    return Point("rivals", question(dates), another_plan(found, first, dates, rivals_would_tell(results, found, dates)))


def rivals_would_tell(results: Results, found: list[Rival], dates: bool) -> WouldTell | None:
    """The run that would tell the plans apart that can't be; None where all can, or no run is known."""
    untold = [rival.counts[0] for rival in found if rival.why is not None]
    least = FEWEST_FOR_RANGE if dates else 0
    ways = [way for one in untold if (way := would_tell(results, one, least)) is not None]
    return max(ways, key=lambda way: (way.worlds or 0, way.replicates or 0)) if ways else None


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
    told = (_LOSS("assumptions.part", part=part_taken_out(one.plan), change=change_words(one.found)) for one in found)
    return _LOSS("assumptions.all", parts="; ".join(told))


def change_words(found: Finding) -> str:
    """A change of months: ``7 months fewer``, with its range."""
    decimals, size = 0 if abs(found.difference) >= 1.95 else 1, abs(found.difference)
    text = "change.fewer" if found.difference < 0 else "change.more"
    if found.low * found.high > 0:  # the word says which way, so both ends are sizes
        found = replace(found, range=Bounds(*sorted((abs(found.low), abs(found.high)))))
    around = across(found, lambda value: number(value, decimals))
    return _TEXT(text, size=number(size, decimals), across=around)
