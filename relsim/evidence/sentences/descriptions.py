"""Each plan of a results folder in plain English, made anew from the experiment that the manifest holds."""

from __future__ import annotations

import re

from relsim.domain.place import Place
from relsim.domain.plan import Plan
from relsim.evidence.results import PlanInfo, Results
from relsim.evidence.sentences.plans import plan_sentence
from relsim.evidence.sentences.variants import variant_sentence


def plan_descriptions(results: Results) -> dict[str, str]:
    """Name → what the plan is; of one that is like another, what both have in common is said of the other alone."""
    experiment = results.manifest["experiment"]
    place = Place.model_validate(experiment["place"])
    own = {str(plan["name"]): plan_sentence(Plan.model_validate(plan), place) for plan in experiment["plans"]}
    return {plan.name: _unlike(plan, own) if plan.name in own else variant_sentence(plan) for plan in results.plans}


def _unlike(plan: PlanInfo, own: dict[str, str]) -> str:
    if plan.like not in own:
        return own[plan.name]
    told = set(_sentences(own[plan.like]))
    more = [sentence for sentence in _sentences(own[plan.name]) if sentence not in told]
    return f"Like “{plan.like}”. {' '.join(more)}".rstrip()


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=\.) (?=[A-Z0-9])", text)
