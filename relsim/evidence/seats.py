"""Seats beside influence: what arithmetic on a board says, and what the model's network adds to it."""

from __future__ import annotations

from typing import Any

from relsim.evidence.facts import longest_influence
from relsim.evidence.folder import Results
from relsim.evidence.report_tables import Table
from relsim.evidence.words import number, percent, quoted
from relsim.sectors import Sector

_NOTE = (
    "Seats are arithmetic: several boards count by the people of their areas, and a trusts’ seat is split by the need "
    "served. Voting power is how often a holder’s votes would turn a losing side into a winning one if every holder "
    "voted as a bloc (Shapley and Shubik); members of such boards are not delegates and seldom vote, so it is a proxy, "
    "and a holder with more than half of the seats has all of it. Influence is the model’s: whom the board listens to, "
    "and whom they listen to; what it adds to the seats is the difference between the columns. A plan with the same "
    "seats as one above it is left out."
)


def seats_and_influence(results: Results) -> Table | None:
    """Seat share, voting power and influence of each sector, by board; None where no plan says who sits on one."""
    told = {str(entry["name"]): entry for entry in results.manifest["plans"] if entry.get("seats")}
    plans = [plan.name for plan in results.vested if plan.name in told]
    if not plans or results.comparator not in told:
        return None
    rows: list[list[str]] = []
    shown: list[dict[str, float]] = []
    for name in (results.comparator, *plans):
        if told[name]["seats"] in shown:
            continue
        shown.append(told[name]["seats"])
        for sector in Sector:
            rows += _row(results, name, plans[0], told[name], sector)
    columns = ["Plan", "Sector", "Seats", "Voting power", "Influence", "More than under the comparator, points"]
    return Table("Seats, votes and influence", columns, rows, words=2, note=_NOTE, grouped=True) if rows else None


def _row(results: Results, name: str, any_plan: str, entry: dict[str, Any], sector: Sector) -> list[list[str]]:
    """One sector under one plan; nothing for a sector that is neither seated nor heard."""
    own = name == results.comparator
    found = longest_influence(results, any_plan if own else name, "influence", sector.code)
    if found is None:
        return []
    row = found[1]
    influence, seats = float(row["mean_versus_value" if own else "mean_value"]), entry["seats"].get(sector.code, 0.0)
    if influence == 0.0 and seats == 0.0:
        return []
    low, high = 100 * float(row["world_low"]), 100 * float(row["world_high"])
    change = "–" if own else f"{number(low)} to {number(high)} across worlds"
    return [
        [quoted(name), sector.label, percent(float(seats)), _power(entry, sector), percent(influence), change]
    ]


def _power(entry: dict[str, Any], sector: Sector) -> str:
    """The voting power of a sector; of the trusts together where they hold their seats together."""
    power: dict[str, float] = entry.get("voting_power") or {}
    if sector.code in power:
        return percent(float(power[sector.code]))
    together = sector in (Sector.ACUTE, Sector.COMMUNITY_MENTAL_HEALTH) and "trusts" in power
    return f"{percent(float(power['trusts']))} (all trusts)" if together else percent(0.0)
