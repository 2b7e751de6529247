"""A run: one plan's timetable in one world with one seed, month by month."""
