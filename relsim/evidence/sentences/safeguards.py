"""What may be said of safeguards: what each changes, in which order they rank, and whether they add up."""

from __future__ import annotations

from relsim.evidence.findings import safeguards
from relsim.evidence.findings.comparison import unjudged
from relsim.evidence.findings.finding import Finding
from relsim.evidence.findings.rules_of_evidence import RANKING
from relsim.evidence.findings.safeguards import GAINS, Family, Gain
from relsim.evidence.results import Results
from relsim.wording.numbers import number, percent
from relsim.wording.phrases import listed, quoted

_ANSWERED = (GAINS[1], GAINS[2], GAINS[3])
"""What the answer always tells of: relationship-years, general practice's and the voluntary sector's influence."""
_IN_ORDER = (*_ANSWERED, *reversed([gain for gain in GAINS if gain not in _ANSWERED]))
_MOST_TOLD, _MOST_INSTEAD = 4, 2


def worth(results: Results) -> str:
    """For the answer: which safeguards clearly change what, and what none of them changes."""
    return " ".join(_of_family(results, family) for family in safeguards.families(results)[:2])


def _of_family(results: Results, family: Family) -> str:
    changes = {gain.short: _clear_changes(results, family, gain) for gain in _IN_ORDER}
    main = [gain.short for gain in _ANSWERED if changes[gain.short]]
    # Where none of the main ones is moved, others are told instead.
    shown = main or [short for short, parts in changes.items() if parts][:_MOST_INSTEAD]
    if not shown:
        names = listed([quoted(plan.name) for plan in family.plans])
        verb = "moves" if len(family.plans) == 1 else "move"
        return f"Beside {quoted(family.base.name)}, {names} {verb} none of {len(GAINS)} outcomes clearly."
    moved = "; ".join(f"{short} by {listed(changes[short])}" for short in shown)
    told = f"Added to {quoted(family.base.name)}, they clearly move {moved}."
    still = [gain.short for gain in _ANSWERED if not changes[gain.short]]
    return f"{told} None clearly moves {' or '.join(still)}." if still else told


def _clear_changes(results: Results, family: Family, gain: Gain) -> list[str]:
    """Each plan that clearly moves a gain, the greatest change first."""
    rows = {plan.name: safeguards.row(results, plan.name, family.base.name, gain) for plan in family.plans}
    clear = {
        name: row
        for name, row in rows.items()
        if row is not None and row.clear and not _unjudged(results, family, name, gain)
    }
    order = sorted(clear, key=lambda name: -abs(clear[name].difference))
    told = [f"{change(clear[name], gain)} ({quoted(name)})" for name in order[:_MOST_TOLD]]
    return told if len(order) <= _MOST_TOLD else [*told, f"less with {len(order) - _MOST_TOLD} more"]


def _unjudged(results: Results, family: Family, plan: str, gain: Gain) -> str:
    row = safeguards.row(results, plan, family.base.name, gain)
    window = gain.window or (row.window if row is not None else "")
    return unjudged(results, plan, family.base.name, gain.measure, window, gain.sector)


def change(row: Finding, gain: Gain) -> str:
    """A mean change with its sign, in the gain's unit: ``−3.1 months``."""
    return f"{_plus(gain.scale * row.difference, gain)} {gain.unit}"


def _plus(value: float, gain: Gain) -> str:
    decimals = 0 if abs(value) >= 9.95 and gain.scale == 1.0 else 1
    text = number(value, decimals)
    return text if text.startswith("−") or float(text.replace(",", "")) == 0.0 else f"+{text}"


def rankings(results: Results, family: Family) -> list[str]:
    """A sentence for each gain: how the single safeguards rank, or that no ranking holds."""
    told: dict[str, list[str]] = {}
    for gain in GAINS:
        sentence = _ranked(results, family, gain)
        if sentence:
            told.setdefault(sentence, []).append(gain.short)
    return [f"On {listed(shorts)}: {sentence}" for sentence, shorts in told.items()]


def _ranked(results: Results, family: Family, gain: Gain) -> str:
    found = safeguards.ranking(results, family, gain)
    if found is None:
        return ""
    # Of what is better lower, the plan with the lowest value is named first.
    if found.whole:
        order = found.order[::-1] if gain.better == "lower" else found.order
        how = "from the best" if gain.better else "from the highest"
        return f"{how}, {', '.join(map(quoted, order))}: each beside every other in at least {RANKING:.0%} of worlds."
    first = safeguards.lowest(results, family, gain) if gain.better == "lower" else next(iter(found.order), "")
    if first:
        how = "does best" if gain.better else "is highest"
        beside = f"beside each of the others in at least {RANKING:.0%} of worlds"
        return f"{quoted(first)} {how}, {beside}; the others do not rank."
    return "no ranking holds."


def adding_up(results: Results, family: Family) -> list[str]:
    """Whether all together do more or less than the sum of each alone, for each gain in which either is clear."""
    if family.together is None:
        return []
    clear, unclear = [], []
    for gain in GAINS:
        found = safeguards.compared_with_sum(results, family, gain)
        if found is None:
            continue
        if found.verdict:
            share = percent(max(found.more, found.less))
            clear.append(
                f"{gain.short}, {_plus(found.together[0], gain)} against {_plus(found.summed[0], gain)} {gain.unit} "
                f"({found.verdict} than the sum in {share} of worlds)"
            )
        else:
            unclear.append(gain.short)
    told = []
    if clear:
        told.append(f"All together ({quoted(family.together.name)}) against the sum of each alone: {'; '.join(clear)}.")
    if unclear:
        told.append(f"Neither more nor less than the sum in {RANKING:.0%} of worlds: {listed(unclear)}.")
    return told
