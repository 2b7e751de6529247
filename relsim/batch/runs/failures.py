"""The errors that stop a batch for good, besides the disk's: nothing that was finished is lost by them."""

from __future__ import annotations


class TooManyFailuresError(Exception):
    """More runs failed than a batch may have."""


class OtherCodeError(Exception):
    """A worker would make its numbers otherwise than the process that asks for them."""


class DamagedFileError(Exception):
    """A file is not what was once written."""
