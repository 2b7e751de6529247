"""Unknowns: the parameters, and plausible worlds drawn from them."""
