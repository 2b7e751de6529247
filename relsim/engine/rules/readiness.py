"""Readiness: how well an organisation can work this month, of 1; a contact takes both sides'.

Three things lower the chance of a contact, each a rule of its own: a new body's settling-in (swept, and its part in
every result is reported, because it comes close to putting a bedding-in period in by hand); the distraction of an
announced change (Andrews & Boyne 2012: performance falls between announcement and vesting); and pressure from outside,
such as a pandemic.
"""

from __future__ import annotations

from relsim.engine.compiled import scalar


@scalar
def readiness(month, settling_from, distracted_from, until, world, switches):
    """Readiness of one organisation; pressure from outside bears on the contact, once, not on each side."""
    ready = 1.0
    if switches.settling_in:
        elapsed = month - settling_from
        if 0 <= elapsed < world.settling_months:
            ready = world.new_body_readiness + (1.0 - world.new_body_readiness) * (elapsed / world.settling_months)
    if switches.distraction and distracted_from <= month < until:
        ready = ready * (1.0 - world.distraction)
    return ready
