"""Trust and knowing: what a month of contact, or of none, does.

Success raises interpersonal trust toward 1, failure lowers it toward 0, more so for the side that depends on the other.
That bad news outweighs good replicates only in part (Slovic 1993 and reviews), so both sizes are swept.  A month's
contacts are judged together: n of them move trust n times as far, at most all the way.  Without contact trust fades
(Burt 2000, 2002).
"""

from __future__ import annotations

from relsim.engine.compiled import scalar


@scalar
def trust_after(trust, met, good, dependence, world, switches):
    """Interpersonal trust of one side after the month."""
    gain = min(1.0, met * world.trust_gain)
    loss = min(1.0, met * (world.trust_loss * (1.0 + world.dependence_effect * dependence)))
    better = trust + gain * (1.0 - trust) if switches.trust else trust
    worse = trust - loss * trust if switches.trust else trust
    faded = trust - world.trust_decay * trust if switches.decay else trust
    return (better if good else worse) if met > 0.0 else faded


@scalar
def knowing_after(knowing, met, world, switches):
    """Knowing whom to ask, and how things are done, after the month."""
    gain = min(1.0, met * world.knowing_gain)
    learnt = knowing + gain * (1.0 - knowing) if switches.knowing else knowing
    faded = knowing - world.knowing_decay * knowing if switches.decay else knowing
    return learnt if met > 0.0 else faded


@scalar
def procedures_after(procedures, met, both_good, knowing_ab, knowing_ba, world, switches):
    """Working procedures after the month: they grow with success, where both sides know each other."""
    # A factor and not a choice: nobody can guess the outcome, and a processor that guesses wrong has to begin again.
    success = 1.0 if both_good and switches.procedures else 0.0
    rise = success * (min(1.0, met * world.procedures_rise) * (knowing_ab * knowing_ba))
    return procedures + rise * (1.0 - procedures)


@scalar
def effective_trust(trust, contracts, procedures, knowing, world):
    """Interpersonal trust and agreements together (Zaheer, McEvily & Perrone 1998); procedures help who knows them."""
    agreements = world.contract_weight * contracts + (1.0 - world.contract_weight) * (procedures * knowing)
    return world.interpersonal_weight * trust + (1.0 - world.interpersonal_weight) * agreements
