"""Contact: how often a pair meets this month, and whether each side thinks it went well.

The number of contacts has the mean that both sides have time for, and varies as little as a whole number can.  Each
side judges by its own effective trust and both sides' readiness.  The judgements are correlated: both go by one shared
draw, except that with a stated chance a side goes by a draw of its own.
"""

from __future__ import annotations

import numpy as np

from relsim.engine.compiled import scalar


@scalar
def number_of_contacts(mean, draw):
    """A whole number with this mean: the one below it, or by chance the one above."""
    below = np.floor(mean)
    return below + (1.0 if draw < mean - below else 0.0)


@scalar
def chance_of_success(trust, readiness, world):
    """Chance that a side judges a contact good."""
    return (world.success_without_trust + (world.success_with_trust - world.success_without_trust) * trust) * readiness


@scalar
def judged_good(chance, shared, own, world, inverse):
    """True if a side judges the month's contacts good; the part of `own` under own_judgement is a draw of its own."""
    return (own * inverse if own < world.own_judgement else shared) < chance
