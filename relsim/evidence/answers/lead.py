"""The first sentence of an answer, which answers the question that was asked: by subject, in several lengths."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from relsim.evidence.answers.fitting import Versions
from relsim.evidence.answers.said import Said
from relsim.evidence.findings.comparison import HEADLINE, longest
from relsim.evidence.findings.finding import Finding, finding
from relsim.evidence.findings.loss import beside_with_value
from relsim.evidence.findings.rivals import Cost, Rival, rivals
from relsim.evidence.findings.safeguards import GP_INFLUENCE, VCSE_INFLUENCE, Worth, families, worth
from relsim.evidence.findings.subject import Subject, sector_of_seats, subject
from relsim.evidence.results import Results
from relsim.evidence.sentences.names import concerned, sector_in_a_sentence
from relsim.evidence.sentences.rivals import whys
from relsim.evidence.sentences.safeguards import change_words, gain_words
from relsim.evidence.sentences.spread import across
from relsim.measures import catalogue
from relsim.measures.noise_removed import Side
from relsim.wording.numbers import number, percent
from relsim.wording.phrases import listed, quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.answers", "lead")
_MOST_NAMED = 3


def lead(results: Results, sector: str) -> Versions:
    """The answer to the question, the longest version first.

    Args:
        results: With an option at least.
        sector: Code of the sector that asks; empty: nobody in particular.
    """
    asked: Mapping[Subject, Callable[[Results, str], Versions]] = {
        Subject.LOSS: _of_the_first, Subject.CLOSURE: _of_the_first, Subject.DATE: _dates, Subject.PLAN: _plans,
        Subject.REMEDY: _remedies, Subject.SEAT: _seats, Subject.MONEY: _money,
    }  # fmt: skip
    found = asked[subject(results)](results, sector)
    return found or _of_the_first(results, sector) or [Said(_TEXT("nothing"))]


def otherwise(results: Results) -> str:
    """What would be without the change, in a short word: ``otherwise``, or under which plan."""
    if results.plan(results.comparator).changes_nothing:
        return _TEXT("otherwise.nothing")
    return _TEXT("otherwise.plan", plan=quoted(results.comparator))


def _of_the_first(results: Results, sector: str) -> Versions:
    """What the first plan costs relationships."""
    found = beside_with_value(results, results.options[0].name, *HEADLINE)
    if found is None:
        return []
    closes = subject(results) is Subject.CLOSURE
    values = {
        "plan": quoted(found.plan), "otherwise": otherwise(results),
        "concerned": concerned(results), "share": percent(abs(found.value)),
    }  # fmt: skip
    if found.identical:
        return [Said(_TEXT("loss.identical", **_only(values, "plan", "concerned")), (found.id,))]
    if found.side is Side.NO_DIFFERENCE:
        told = _TEXT("loss.no_difference", **_only(values, "plan", "concerned"), smallest=percent(found.smallest or 0))
        return [Said(told, (found.id,)), Said(_TEXT("short.no_difference", plan=values["plan"]), (found.id,))]
    if found.side is Side.HIGHER:
        kind = "closure" if closes else "lost"
    elif found.side is Side.LOWER:
        kind = "gained"
    elif found.beyond_chance and found.difference > 0:
        kind = "on_average"
    else:
        return [Said(_TEXT("loss.untold", **_only(values, "plan", "concerned")), (found.id,))]
    around = across(found, percent) if found.low > 0 else ""
    short = _TEXT(f"short.{kind}", **_only(values, "plan", "share", "otherwise"))
    versions = [_TEXT(f"loss.{kind}", **values, across=around), _TEXT(f"loss.{kind}", **values, across=""), short]
    return [Said(text, (found.id,)) for text in dict.fromkeys(versions)]


def _only(values: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: values[name] for name in names}


def _shares_lost(found: list[Finding]) -> str:
    """``“July 2022” 14%, “April 2021” 12%``; a gain, or nothing, as 0%."""
    return listed([_TEXT("of_plan", plan=quoted(one.plan), share=percent(max(0.0, one.value))) for one in found])


def _dates(results: Results, sector: str) -> Versions:
    """Which of several dates loses least."""
    return _compared(results, "date")


def _plans(results: Results, sector: str) -> Versions:
    """Which of several plans loses least."""
    return _compared(results, "plan")


def _compared(results: Results, noun: str) -> Versions:
    others = rivals(results)
    # The plan in question with safeguards is no rival of its own.
    plans = (results.options[0].name, *(rival.plan for rival in others))
    found = [one for plan in plans if (one := beside_with_value(results, plan, *HEADLINE)) is not None]
    if not others or not found:
        return []
    ids = tuple(one.id for one in found) + tuple(count.id for rival in others for count in rival.counts)
    told = _verdict(others, noun)
    shown = found if len(found) <= _MOST_NAMED + 1 else _ends(found)
    values = {"concerned": concerned(results), "otherwise": otherwise(results), "shares": _shares_lost(shown)}
    text = "compared.all" if len(shown) == len(found) else "compared.ends"
    every = Said(f"{told} {_TEXT(text, **values)}", ids)
    first = found[0]
    if first.side is not Side.HIGHER:
        return [every, Said(told, ids)]
    own = _TEXT("compared.first", plan=quoted(first.plan), share=percent(first.value), **_only(values, "concerned"))
    return [every, Said(f"{own} {told}", ids), Said(told, ids)]


def _ends(found: list[Finding]) -> list[Finding]:
    """The plan in question, the one that loses least, and the one that loses most."""
    by_loss = sorted(found, key=lambda one: one.value)
    chosen = [found[0], by_loss[0], by_loss[-1]]
    return list({one.plan: one for one in chosen}.values())


def _verdict(others: list[Rival], noun: str) -> str:
    """Whether any other plan loses less than the first."""
    by = {cost: [rival.plan for rival in others if rival.cost is cost] for cost in Cost}
    first = quoted(others[0].first)
    if len(by[Cost.UNTOLD]) == len(others):
        return _TEXT(f"{noun}.untold", why=whys(others))
    if by[Cost.LESS]:
        return _TEXT(f"{noun}.less", plans=listed([quoted(plan) for plan in by[Cost.LESS]]), first=first)
    if len(by[Cost.MORE]) == len(others):
        return _TEXT(f"{noun}.first", first=first)
    if len(by[Cost.SAME]) + len(by[Cost.ALIKE]) == len(others):
        return _TEXT(f"{noun}.alike")
    return _TEXT(f"{noun}.none_less", first=first)


def _remedies(results: Results, sector: str) -> Versions:
    """What safeguards that the experiment itself names save of the loss."""
    family = next(iter(families(results)), None)
    whole = beside_with_value(results, results.options[0].name, *HEADLINE)
    if family is None or whole is None:
        return []
    rows = [finding(results, plan.name, family.base.name, *HEADLINE) for plan in family.plans]
    found = [one for one in rows if one is not None and one.has_difference]
    saving = sorted((one for one in found if one.side is Side.LOWER), key=lambda one: one.difference)
    ids = (whole.id, *(one.id for one in found))
    base = quoted(family.base.name)
    heard = _heard(worth(results, family))
    if not saving:
        none = all(one.identical or one.side is Side.NO_DIFFERENCE for one in found)
        told = short = _TEXT("remedy.none" if none else "remedy.untold", base=base)
    else:
        parts = listed([_remedy(one) for one in saving[:2]])
        values = {"base": base, "parts": parts, "share": percent(whole.value), "concerned": concerned(results)}
        told = _TEXT("remedy.saves", **values)
        best = {"plan": quoted(saving[0].plan), "size": _points(-saving[0].difference)}
        short = _TEXT("short.remedy", **best, whole=_points(whole.value), base=base)
    return [Said(text, ids) for text in dict.fromkeys([f"{told} {heard}".strip(), told, short])]


def _points(share: float) -> str:
    return number(100 * share, 0)


def _heard(found: Worth) -> str:
    """What safeguards change about who is heard: the greatest change of each sector's influence."""
    changes = [(gain, found.changes[gain][0]) for gain in (GP_INFLUENCE, VCSE_INFLUENCE) if found.changes[gain]]
    parts = [
        _TEXT("remedy.heard_one", gain=gain_words(gain), change=change_words(one.found, gain), plan=quoted(one.plan))
        for gain, one in changes
    ]
    return _TEXT("remedy.heard", parts=listed(parts)) if parts else ""


def _remedy(found: Finding) -> str:
    return _TEXT("remedy.one", plan=quoted(found.plan), size=_points(-found.difference))


def _seats(results: Results, sector: str) -> Versions:
    """Whose voice other seats change: that of who asks, or of whom the seats are about."""
    whose = sector or sector_of_seats(results)
    found = [
        one for plan in results.vested
        if (one := longest(results, plan.name, catalogue.INFLUENCE.name, whose)) is not None
    ]  # fmt: skip
    if not found:
        return []
    first, others = found[0], found[1:]
    values = {"sector": sector_in_a_sentence(whose), "share": percent(first.value), "plan": quoted(first.plan)}
    base = {"other": percent(first.versus_value), "comparator": quoted(results.comparator)}
    if first.identical or first.side is Side.NO_DIFFERENCE:
        told = short = _TEXT("seat.no_difference", **values, comparator=base["comparator"])
    elif not first.clear:
        told = _TEXT("seat.untold", **values, **base)
        short = _TEXT("short.seat_untold", **_only(values, "plan", "sector"))
    else:
        told, short = _TEXT("seat.differs", **values, **base), _TEXT("short.seat_differs", **values, **base)
    ids = tuple(one.id for one in found)
    best = max(others, key=lambda one: one.value, default=None)
    if best is None:
        return [Said(text, ids) for text in dict.fromkeys([told, short])]
    beside = longest(results, best.plan, catalogue.INFLUENCE.name, whose, first.plan)
    if beside is None or beside.side is not Side.HIGHER:
        more = _TEXT("seat.none_more") if beside is not None and beside.why is None else _TEXT("seat.more_untold")
    else:
        more = _TEXT("seat.most", best=quoted(best.plan), most=percent(best.value))
        ids = (*ids, beside.id)
    return [Said(text, ids) for text in dict.fromkeys([f"{told} {more}", told, short])]


def _money(results: Results, sector: str) -> Versions:
    """General practice's share of spend, with and without a ring-fence."""
    whose = sector or "general_practice"
    found = [
        one for plan in results.vested if (one := longest(results, plan.name, catalogue.SPEND.name, whose)) is not None
    ]
    if not found:
        return []
    first = results.options[0].name
    beside = [longest(results, one.plan, catalogue.SPEND.name, whose, first) for one in found if one.plan != first]
    told = [one for one in beside if one is not None]
    shares = listed([_TEXT("of_plan", plan=quoted(one.plan), share=percent(one.value, 1)) for one in found[:4]])
    values = {"sector": sector_in_a_sentence(whose), "years": int(found[0].window) // 12, "shares": shares}
    ids = (*(one.id for one in found), *(one.id for one in told))
    if told and all(one.identical or one.side is Side.NO_DIFFERENCE for one in told):
        kind = "alike"
    else:
        kind = "differs" if any(one.clear for one in told) else "untold"
    short = _TEXT(f"short.money_{kind}", sector=values["sector"])
    return [Said(_TEXT(f"money.{kind}", **values), ids), Said(short, ids)]
