"""Exit codes of the command line; 0: all went well."""

NOT_FINISHED = 1
"""Something around the run gave out, such as the disk, or too many runs failed."""
WRONG_INPUT = 2
"""A file or the command line has mistakes."""
INTERRUPTED = 130
"""Somebody stopped it, as by Ctrl-C; what shells call a process that an interrupt ended."""
