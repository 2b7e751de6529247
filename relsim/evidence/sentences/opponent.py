"""What an opponent will say: the weakest points of these results, from their own numbers, the strongest first."""

from __future__ import annotations

from relsim.evidence.claims.surveys import contradiction
from relsim.evidence.findings.assumptions import Without, that_matter
from relsim.evidence.findings.comparison import HEADLINE, MONTHS_UNDER
from relsim.evidence.findings.finding import beside_comparator
from relsim.evidence.findings.influence import shifts
from relsim.evidence.findings.readings import trust_lost
from relsim.evidence.findings.rivals import Unsettled, rivals
from relsim.evidence.results import Results
from relsim.evidence.sentences.spread import sets
from relsim.evidence.sentences.variants import part_taken_out
from relsim.measures.catalogue import MONTHS_NOT_BEDDED_IN, below_window
from relsim.measures.design_error import FEWEST_FOR_RANGE
from relsim.measures.noise_removed import Side
from relsim.wording.numbers import number, percent, signed
from relsim.wording.phrases import listed, quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "opponent")
_NOTHING = 0.0005
"""Half a tenth of a point: a part of a shift that is printed as 0."""


def weak_points(results: Results) -> list[str]:
    """The objections that these results invite, in full sentences."""
    if not results.options:
        return []
    found = (
        contradiction(results), _thresholds(results), _trust(results), _assumptions(results), _ways(results),
        _pressure(results), _by_construction(results), _seats(results), _few(results), _always(results),
    )  # fmt: skip
    return [text for text in found if text]


def _lost(results: Results) -> bool:
    found = beside_comparator(results, results.options[0].name, *HEADLINE)
    return found is not None and found.side is Side.HIGHER


def _thresholds(results: Results) -> str:
    """How long it lasts by other thresholds."""
    if not _lost(results):
        return ""
    plan = results.options[0].name
    months = [
        beside_comparator(results, plan, *MONTHS_NOT_BEDDED_IN.at(below_window(share))) for share in (80, 90, 95)
    ]
    if any(one is None or not one.has_value for one in months):
        return ""
    low, mid, high = (number(one.value, 0) for one in months if one is not None)
    return _TEXT("thresholds", plan=quoted(plan), low=low, mid=mid, high=high)


def _trust(results: Results) -> str:
    """The loss read as mean trust, which rests on no threshold."""
    plan = results.options[0]
    lost, share = trust_lost(results, plan), beside_comparator(results, plan.name, *HEADLINE)
    if lost is None or share is None or not _lost(results):
        return ""
    values = {"plan": quoted(plan.name), "share": percent(share.value)}
    if lost <= 0:
        return _TEXT("trust.turns", **values)
    trust = percent(lost)
    return "" if trust == values["share"] else _TEXT("trust.less", **values, trust=trust)


def _assumptions(results: Results) -> str:
    """The parts of the plan that its duration turns on."""
    found = [one for one in that_matter(results) if one.found.outcome == MONTHS_UNDER[0]]
    if not found or not _lost(results):
        return ""
    return _TEXT("assumptions", parts=listed([_part(one) for one in found]))


def _part(one: Without) -> str:
    direction = _TEXT("fewer" if one.found.difference < 0 else "more")
    months = number(abs(one.found.difference), 0)
    return _TEXT("part", part=part_taken_out(one.plan), months=months, direction=direction)


def _ways(results: Results) -> str:
    return _TEXT("ways") if any(one.why is Unsettled.WAYS_OF_COUNTING for one in rivals(results)) else ""


def _pressure(results: Results) -> str:
    return _TEXT("pressure") if any(one.why is Unsettled.OUTSIDE_PRESSURE for one in rivals(results)) else ""


def _by_construction(results: Results) -> str:
    """Plans that lose exactly as much because nothing in the model could make them differ."""
    same = [one.plan for one in rivals(results) if all(count.identical for count in one.counts)]
    return _TEXT("same", plans=listed([quoted(plan) for plan in same])) if same else ""


def _seats(results: Results) -> str:
    """A shift of influence of which seats make all."""
    for one in shifts(results):
        if one.clear and abs(one.mean("ties")) < _NOTHING and abs(one.mean("seats")) > _NOTHING:
            return _TEXT("seats", points=signed(one.mean("whole")))
    return ""


def _few(results: Results) -> str:
    """Too few sets of assumptions for a range of plausible ones."""
    if results.worlds >= FEWEST_FOR_RANGE:
        return ""
    return _TEXT("few", worlds=sets(results.worlds), enough=FEWEST_FOR_RANGE)


def _always(results: Results) -> str:
    """What holds of every result of the model as it is now."""
    return _TEXT("always")
