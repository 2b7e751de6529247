"""The rules of the month, once: the name of each, what it does and where in the month it comes.

Each can be switched off.  They stand apart from the code that runs them, so that an experiment file can be checked
without loading a compiler.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, NamedTuple, get_type_hints


class Stage(Enum):
    """The stages of a month, in the order in which they happen, each in a few words."""

    REORGANISATION = "reorganisations that vest carry people and agreements over"
    MONEY = "every April, what is decided afresh is shared out"
    PEOPLE = "holders leave, posts are filled"
    READINESS = "settling-in, distraction, outside pressure; the time that each organisation has"
    ATTENTION = "what each pair wants, and what both have time for"
    CONTACT = "how often they meet, and how each side judges it"
    TRUST = "trust, knowing and procedures move, or fade"
    PARTICIPATION = "energy, giving up, coming back; closures, every April"
    GOVERNANCE = "whose opinions are voiced, every quarter; what boards and places make of them"
    REACH = "who knows whom to ask, and can reach them, every quarter"
    RECORD = "sums by sector"


@dataclass(frozen=True)
class Rule:
    """A rule that can be switched off."""

    stage: Stage
    """Its place in the month."""
    does: str
    """One sentence."""


class Switches(NamedTuple):
    """The rules that are on: a field for each rule there is, which says of it what is to be known."""

    people: Annotated[
        bool,
        Rule(
            Stage.PEOPLE,
            "Holders of liaison posts leave and posts are filled again; a new holder starts from a handover.",
        ),
    ] = True
    second_contact: Annotated[
        bool, Rule(Stage.PEOPLE, "A pair that has a second contact keeps more of its trust when the first one leaves.")
    ] = True
    reorganisation: Annotated[
        bool,
        Rule(
            Stage.REORGANISATION,
            "Staff of predecessor bodies are kept, moved or leave, and agreements are carried in part.",
        ),
    ] = True
    settling_in: Annotated[
        bool, Rule(Stage.READINESS, "A new body succeeds less often until it has settled in.")
    ] = True
    distraction: Annotated[
        bool,
        Rule(
            Stage.READINESS,
            "An announced change distracts the bodies that are to go, and their people leave sooner.",
        ),
    ] = True
    outside_pressure: Annotated[
        bool, Rule(Stage.READINESS, "Pressure from outside, such as a pandemic, makes contacts succeed less often.")
    ] = True
    centre: Annotated[
        bool,
        Rule(
            Stage.READINESS,
            "The centre takes part of the time of commissioners and trusts, more in a reorganisation.",
        ),
    ] = True
    attention: Annotated[bool, Rule(Stage.ATTENTION, "Nobody has more contact than their posts have time for.")] = True
    contact: Annotated[
        bool, Rule(Stage.CONTACT, "Organisations that need each other meet, as often as need, trust and time allow.")
    ] = True
    outcome: Annotated[
        bool, Rule(Stage.CONTACT, "Contacts succeed or fail by chance; trust and readiness raise the chance.")
    ] = True
    trust: Annotated[
        bool, Rule(Stage.TRUST, "Success raises trust and failure lowers it, more so with dependence.")
    ] = True
    decay: Annotated[bool, Rule(Stage.TRUST, "Without contact, trust and knowing fade.")] = True
    knowing: Annotated[bool, Rule(Stage.TRUST, "Contact teaches whom to ask and how things are done.")] = True
    procedures: Annotated[
        bool, Rule(Stage.TRUST, "Success where both know each other builds working procedures, slowly.")
    ] = True
    participation: Annotated[
        bool, Rule(Stage.PARTICIPATION, "Fruitless effort drains energy; the exhausted give up, and some return.")
    ] = True
    closures: Annotated[
        bool,
        Rule(
            Stage.PARTICIPATION,
            "Some voluntary organisations close every year, more of those that gave up; others take their place.",
        ),
    ] = True
    board_contact: Annotated[bool, Rule(Stage.ATTENTION, "Sitting on the same board is contact too.")] = True
    openness: Annotated[
        bool,
        Rule(
            Stage.CONTACT,
            "What is decided behind closed doors makes contacts with the commissioner fail more often.",
        ),
    ] = True
    governance: Annotated[
        bool, Rule(Stage.GOVERNANCE, "Boards decide by their seats, and listen along trusted contact.")
    ] = True
    money: Annotated[
        bool,
        Rule(
            Stage.MONEY,
            "Every year a part of all spend is decided afresh, the more for those with more influence than before.",
        ),
    ] = True
    first_call: Annotated[
        bool, Rule(Stage.MONEY, "Whoever overspends has first call on what is decided afresh.")
    ] = True
    unfunded_work: Annotated[
        bool,
        Rule(
            Stage.MONEY,
            "What the first call leaves unfunded is work that falls to general practice, and takes its time.",
        ),
    ] = True
    funded_time: Annotated[
        bool, Rule(Stage.MONEY, "A sector whose share of spend rises or falls has more or less time for others.")
    ] = True

    @classmethod
    def without(cls, *rules: str) -> Switches:
        """All rules on but these; `ValueError` for a name that is none."""
        unknown = [rule for rule in rules if rule not in RULES]
        if unknown:
            raise ValueError(f"no rule is called {', '.join(map(repr, unknown))}; the rules are {', '.join(RULES)}")
        return cls(**dict.fromkeys(rules, False))


RULES: Mapping[str, Rule] = {
    name: next(each for each in hint.__metadata__ if isinstance(each, Rule))
    for name, hint in get_type_hints(Switches, include_extras=True).items()
}
"""Name → rule, in the order of `Switches`."""
