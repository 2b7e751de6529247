"""The words that a report explains, and its limits."""

from __future__ import annotations

from relsim.evidence.claims.verdict import NOT_IDENTIFIED
from relsim.evidence.sentences.outcome_names import COVERAGE_GLOSS

GLOSSARY = (
    ("Coverage", f"The {COVERAGE_GLOSS}, weighted by need. Relationships that no plan touches are left out."),
    ("Comparator", "The same place, months, worlds and random draws without the reorganisation in question."),
    ("Bedded in", "Coverage is at 90% of the comparator’s or above; reached when that holds for 12 months running."),
    (
        "Vesting",
        "The day on which the new body takes over; for a plan without a new body, the month from which it holds.",
    ),
    (
        "World",
        "One set of values of what is uncertain in the model (its parameters). Every plan is run in the same worlds.",
    ),
    ("Monte Carlo error", "What is left to chance because only so many runs were made. More runs make it smaller."),
    (
        "Range over plausible worlds",
        "Where the middle 90% of worlds lie. It shows what is not known about people and bodies. It is "
        "not a confidence interval, and more runs do not make it smaller.",
    ),
    ("Undecided", "A world in which the runs made can’t tell which plan does better."),
    ("Relationship-year", "One relationship that would have worked under the comparator, and does not, for a year."),
    (
        "Influence",
        "The share of decisions that can be traced back to a sector’s opinions, by who listens to whom and who sits "
        "on the board, on committees of places, or in a hearing.",
    ),
    (
        "Acute dominance",
        "Acute trusts’ share of the influence of everybody but the commissioner.",
    ),
    ("Openness", "How much of what matters a board decides in public."),
    ("Clear", "To the same side of zero, beyond chance in each world, in at least 80% of worlds."),
    ("To break even", "How many more relationships would have to work, month after month, to repay what was lost."),
)
LIMITS = (
    NOT_IDENTIFIED,
    "It is a model: it shows what follows from stated assumptions. It is not a forecast for a named "
    "organisation or person.",
    "A working relationship here means that two bodies know whom to ask and trust each other enough for joint work "
    "to happen. Surveys ask whether a relationship is good, which is something else; the two can move apart.",
    "Who has influence has not been measured anywhere that we found; influence in the model follows from seats and "
    "from who listens to whom, and can be compared between plans but not checked against a record. The same holds for "
    "who knows whom to ask, and for what becomes of concerns.",
    "What safeguards cost, whether they would be kept to, and whether decisions would be better for them is not in it.",
    "Many comparisons are shown; intervals are for each one alone, with no allowance for looking at many.",
    "It says nothing about patients’ health, the quality of care, or whether a reorganisation is worth its cost.",
)
_NOT_MATCHED = (
    "The worlds are drawn from the ranges of the parameters below. They have not been narrowed to those that agree "
    "with observed figures, so the range over worlds is that of the assumptions."
)
