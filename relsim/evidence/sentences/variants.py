"""Plans that relsim makes to check a result and to take it apart, in words."""

from __future__ import annotations

from relsim.evidence.results import PlanInfo
from relsim.evidence.sentences.safeguard_names import safeguards_named
from relsim.wording.texts import Texts

_TEXTS = Texts("relsim.evidence.sentences", "variants")


def variant_sentence(plan: PlanInfo) -> str:
    """A plan that relsim runs beside an experiment's own in a sentence; empty for one of these."""
    match plan.role:
        case "placebo":
            return _TEXTS(f"placebo.{plan.renames}", plan=plan.of)
        case "diagnostic":
            return _TEXTS(f"diagnostic.{plan.takes_out}")
        case "part":
            at_work = "_and_".join(sorted(plan.causes - {"money"})) or "none"
            return _TEXTS(f"part.{at_work}", money=plan.money_of)
        case "safeguard":
            return _TEXTS("safeguard", plan=plan.of, what=safeguards_named(plan.safeguards))
        case "pressure_off":
            return _TEXTS("pressure_off", plan=plan.of)
    return ""


def part_taken_out(plan: PlanInfo) -> str:
    """A diagnostic by the part that it lacks, ``without settling-in``; any other plan by its name."""
    return _TEXTS(f"taken_out.{plan.takes_out}") if plan.takes_out else plan.name
