"""What to ask for: safeguards that were tried by themselves on the plan in question, and what each saves."""

from __future__ import annotations

from dataclasses import dataclass

from relsim.evidence.findings.comparison import HEADLINE, sectors_alone
from relsim.evidence.findings.finding import Finding, beside_comparator, finding
from relsim.evidence.results import PlanInfo, Results
from relsim.measures.noise_removed import Side
from relsim.measures.share_lost import of_the_whole

ROLE = "safeguard"


@dataclass(frozen=True)
class Tried:
    """A safeguard, or two together, on the plan in question."""

    plan: PlanInfo
    change: Finding
    """The share lost with it less that without: below 0 is a saving."""
    of_loss: float | None
    """The saving as a share of the whole loss; None where no loss is told, or the saving is more than all of it."""
    for_whom: str
    """Code of the sector that saves most; empty: none is told to save anything."""

    @property
    def saves(self) -> bool:
        """True if a saving is told."""
        return self.change.side is Side.LOWER


@dataclass(frozen=True)
class Asks:
    """All that was tried, the greatest saving first."""

    singles: tuple[Tried, ...]
    pair: Tried | None
    """The best two together."""
    as_good: tuple[str, ...]
    """Names of plans that can't be told from the first of `singles`."""

    @property
    def saving(self) -> tuple[Tried, ...]:
        """Those of the singles that are told to save something."""
        return tuple(one for one in self.singles if one.saves)


def asks(results: Results) -> Asks | None:
    """What was tried on the first option; None where nothing was."""
    made = results.of_role(ROLE)
    if not made or not results.options:
        return None
    tried = [one for plan in made if (one := _tried(results, plan)) is not None]
    singles = sorted((one for one in tried if len(one.plan.safeguards) == 1), key=lambda one: one.change.difference)
    pair = next((one for one in tried if len(one.plan.safeguards) > 1), None)
    return Asks(tuple(singles), pair, _as_good(results, singles))


def _tried(results: Results, plan: PlanInfo) -> Tried | None:
    base = results.options[0].name
    change = finding(results, plan.name, base, *HEADLINE)
    if change is None or not change.has_difference:
        return None
    return Tried(plan, change, _of_loss(results, base, change), _for_whom(results, plan.name, base))


def _of_loss(results: Results, base: str, change: Finding) -> float | None:
    whole = beside_comparator(results, base, *HEADLINE)
    if whole is None or whole.side is not Side.HIGHER or change.side is not Side.LOWER:
        return None
    found = of_the_whole(-change.difference, change.chance, whole.value, whole.chance)
    return None if found is None or not 0.0 < found[0] <= 1.0 else found[0]


def _for_whom(results: Results, plan: str, base: str) -> str:
    rows = (finding(results, plan, base, *HEADLINE, sector) for sector in sectors_alone(results))
    saving = [one for one in rows if one is not None and one.side is Side.LOWER]
    return min(saving, key=lambda one: one.difference).sector if saving else ""


def _as_good(results: Results, singles: list[Tried]) -> tuple[str, ...]:
    """The plans that are not told to save less than the best."""
    if not singles:
        return ()
    best = singles[0].plan.name
    beside = {one.plan.name: finding(results, one.plan.name, best, *HEADLINE) for one in singles[1:] if one.saves}
    return tuple(name for name, found in beside.items() if found is None or found.side is not Side.HIGHER)
