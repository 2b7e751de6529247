"""Attention: contact is conserved.

A pair wants the contact that it needs, more of it where there is trust.  Each organisation has time for so much, as
many posts as are filled; where more is wanted it gives every partner the same part of what is wanted, and a pair meets
as often as the busier side can.  So a body with three times the partners and no more staff has a third of the time for
each (Miritello et al. 2013: finite capacity bounds the ties that can be kept up).

The busier side decides (the smaller of two parts) rather than both in turn (their product): with the product two busy
sides would meet half as often as either has time for.  Nobody can exceed its time: what it gives is at most its part of
all that is wanted.
"""

from __future__ import annotations

from relsim.engine.compiled import scalar


@scalar
def wanted_contact(need, trust_ab, trust_ba, world):
    """Contacts a month that a pair wants, by its effective trust both ways."""
    return need * (1.0 - world.trust_attention + world.trust_attention * (trust_ab + trust_ba))


@scalar
def time_of_a_post(takes_orders, reorganising, world, switches):
    """Contacts a month that a filled post has time for; the centre takes its part first."""
    take = 0.0
    if switches.centre and takes_orders:
        take = world.centre_take_reorganising if reorganising else world.centre_take
    return world.time_per_post * (1.0 - take)


@scalar
def part_there_is_time_for(capacity, load, switches):
    """Share of wanted contact that an organisation can give, at most 1."""
    if switches.attention and load > capacity:
        return capacity / load
    return 1.0
