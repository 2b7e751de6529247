"""The meaning of a plan for a place, month by month; no seed and no world bears on it."""
