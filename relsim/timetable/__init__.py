"""What a plan means for a place, month by month; no seed and no world bears on it."""
