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
from relsim.evidence.findings.comparison import MONTHS_UNDER
from relsim.evidence.findings.finding import Finding, finding
from relsim.evidence.findings.placebo import check_placebo
from relsim.evidence.findings.rules_of_evidence import NORMAL_95
from relsim.evidence.results import Results, finite
from relsim.evidence.sentences.break_even import to_break_even
from relsim.evidence.sentences.influence import who_is_heard
from relsim.evidence.sentences.loss import how_long, how_much, which_sectors
from relsim.evidence.sentences.money import who_is_given_money
from relsim.evidence.sentences.reach import who_knows
from relsim.evidence.sentences.rivals import another_date, windows_disagree
from relsim.evidence.sentences.safeguards import worth
from relsim.evidence.sentences.variants import part_taken_out
from relsim.wording.numbers import number, plus_minus
from relsim.wording.phrases import plural, quoted


@dataclass(frozen=True)
class Point:
    """A part of the answer: the question that it answers, and the answer."""

    lead: str
    text: str

    def __str__(self) -> str:
        return f"{self.lead} {self.text}".strip()


def answer(results: Results, with_alarm: bool = True) -> list[Point]:
    """The answer in a handful of short paragraphs, in the order in which the questions are asked.

    Args:
        results: What was run.
        with_alarm: True if a placebo that fails is to be its first point; False where that is said elsewhere.
    """
    placebo, told = check_placebo(results), []
    if with_alarm and placebo.present and not placebo.passes:
        told.append(Point("", placebo.sentence()))
    opposite = windows_disagree(results)
    if opposite:
        told.append(Point("", opposite))
    if results.options:
        told += _of_the_first(results)
    other = another_date(results)
    if other:
        told.append(Point(*other))
    if results.options:
        first = results.options[0]
        told += [
            Point(lead, text)
            for lead, text in (
                ("Who is heard?", who_is_heard(results, first.name)),
                ("Who knows whom to ask?", who_knows(results, first)),
                ("Who is given money?", who_is_given_money(results, first)),
                ("What would safeguards be worth?", worth(results)),
            )
            if text
        ]
    told.append(Point("What no data can settle.", _unsettled(results)))
    return told


def _of_the_first(results: Results) -> list[Point]:
    """What the first plan does: for how long, how much, to whom."""
    first = results.options[0]
    lead = f"What does {quoted(first.name)} do, beside {quoted(results.comparator)}?"
    said = how_long(results, first.name), how_much(results, first), to_break_even(results, first)
    told = [text for text in said if text]
    if not told:
        told = ["The tables hold no outcome in which it can be compared."]
    sectors = which_sectors(results, first.name)
    return [Point(lead, " ".join(told))] + ([Point("Who bears it?", sectors)] if sectors else [])


def _unsettled(results: Results) -> str:
    parts = [
        "No source follows the same relationships before and after a reorganisation, so how long recovery takes is not "
        "identified by data.",
        assumptions_that_matter(results),
        contradiction(results),
    ]
    return " ".join(part for part in parts if part)


def assumptions_that_matter(results: Results) -> str:
    """How far the duration moves with the part of the plan that matters most, and with settling-in."""
    diagnostics = {plan.name: plan for plan in results.of_role("diagnostic")}
    changes = {name: change_without(results, name) for name in diagnostics}
    known = {name: row for name, row in changes.items() if row is not None and row.beyond_chance}
    if not known:
        return ""
    largest = max(known, key=lambda name: abs(known[name].difference))
    settling = next((name for name, plan in diagnostics.items() if plan.takes_out == "settling_in"), None)
    told = [f"{part_taken_out(diagnostics[largest])}, {change_words(known[largest])}"]
    if settling in known and settling != largest:
        told.append(f"{part_taken_out(diagnostics[settling])}, {change_words(known[settling])}")
    return f"Months below 90% turn on assumptions: {'; '.join(told)}."


def change_without(results: Results, diagnostic: str) -> Finding | None:
    """Change of months not bedded in when one part is taken out of the first plan."""
    row = finding(results, diagnostic, results.vested[0].name, *MONTHS_UNDER) if results.vested else None
    return row if row is not None and finite(row.difference) else None


def change_words(row: Finding) -> str:
    """A change of months: ``7 fewer (3 to 13 fewer across worlds; ±0.9)``."""
    mean, error = row.difference, NORMAL_95 * row.chance
    ends = sorted((row.low, row.high), key=abs)
    decimals = 0 if abs(mean) >= 1.95 else 1
    word = "fewer" if mean < 0 else "more"
    if not all(finite(end) for end in ends):
        spread = "one world only"
    elif ends[0] * ends[1] > 0:
        spread = f"{number(abs(ends[0]), decimals)} to {number(abs(ends[1]), decimals)} {word} across worlds"
    else:
        low, high = sorted(ends)
        spread = f"{number(-low, decimals)} fewer to {number(high, decimals)} more across worlds"
    return f"{number(abs(mean), decimals)} {word} ({spread}; {plus_minus(error)})"


def key_to_numbers(results: Results) -> str:
    """How to read what stands in brackets, and the two words that the answer can't do without."""
    worlds = len(results.manifest.get("worlds") or ()) or int(results.by_world["world"].nunique())
    return (
        "A relationship works when two bodies know whom to ask and trust each other enough for joint work to happen. "
        "A relationship-year lost is one that would have worked and does not, for a year. In brackets: where "
        f"90% of {plural(worlds, 'world')} lie, each one plausible set of what nobody knows about people and bodies; "
        "after ±, what chance in the runs leaves open (95%). Neither covers errors of the model."
    )
