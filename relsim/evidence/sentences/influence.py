"""Influence under the first plan, beside the comparator and the other plans, in words."""

from __future__ import annotations

from collections.abc import Iterable

from relsim.evidence.findings.gp_seats import AddedSeats
from relsim.evidence.findings.influence import ACUTE_DOMINANCE, COMPARED, GENERAL_PRACTICE, OWN_SHARE, Heard
from relsim.evidence.sentences.influence_shift import in_brief
from relsim.evidence.sentences.names import moment
from relsim.evidence.sentences.shares import beside, between
from relsim.wording.numbers import number
from relsim.wording.phrases import listed, quoted
from relsim.wording.texts import Texts

_TEXT = Texts("relsim.evidence.sentences", "influence")
_NAMES = {ACUTE_DOMINANCE: "acute_dominance", OWN_SHARE: "commissioner", GENERAL_PRACTICE: "general_practice"}


def who_is_heard(heard: Heard) -> str:
    """The three shares beside the comparator's, what makes the shift, and the range over the other plans."""
    told = [_TEXT(f"heard.{_NAMES[which]}", share=beside(found)) for which, found in heard.shares.items()]
    if not told:
        return ""
    window = list(heard.shares.values())[-1].window
    first = _TEXT("heard.opening", window=window, moment=moment(heard.plan), comparator=quoted(heard.comparator),
                  told="; ".join(told))  # fmt: skip
    more = (in_brief(list(heard.shifts)), seats_that_cost_influence(heard.costly_seats), other_plans(heard))
    return " ".join([first, *(text for text in more if text), _TEXT("heard.unchecked")])


def other_plans(heard: Heard) -> str:
    """The range of the two shares that are asked for most over the other plans; nothing without any."""
    known = [which for which in COMPARED if heard.others[which]]
    told = [_TEXT(f"others.{_NAMES[which]}", shares=between(heard.others[which])) for which in known]
    if not told:
        return ""
    plans = list(heard.others[known[0]])
    if len(plans) == 1:
        return _TEXT("others.one", plan=quoted(plans[0]), told=listed(told))
    return _TEXT("others.many", told=listed(told))


def seats_that_cost_influence(found: Iterable[AddedSeats]) -> str:
    """Added seats of general practice by which its influence is told to fall."""
    return " ".join(
        _TEXT(
            "seats.cost", plan=quoted(one.plan), seats=how_many_seats(one.seats), like=quoted(one.like),
            points=number(abs(100 * one.influence.difference)),
        )
        for one in found
    )  # fmt: skip


def how_many_seats(seats: float) -> str:
    """A number of seats, which may be a part of one: ``a seat``, ``2 seats``, ``1.5 seats``."""
    if seats == 1.0:
        return _TEXT("seats.one")
    return _TEXT("seats.many", count=number(seats, 0 if seats == int(seats) else 1))
