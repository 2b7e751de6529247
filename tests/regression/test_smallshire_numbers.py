"""Numbers move only when somebody means it."""

from __future__ import annotations

from smallshire import COLUMNS, kept, rows


def test_numbers_are_what_they_were() -> None:
    """To six decimals; on other processors the last digit may round the other way, so one unit of it is allowed."""
    before, now = kept(), list(rows())
    assert not any(row[-1] == "nan" for row in before)
    assert [row[:-1] for row in now] == [row[:-1] for row in before], "the rows themselves have changed"
    moved = [
        f"  {', '.join(new[:-1])}: {old[-1]} -> {new[-1]}"
        for old, new in zip(before, now, strict=True)
        if not abs(float(old[-1]) - float(new[-1])) <= 1.5e-6  # so that a NaN is one that has moved
    ]
    assert not moved, (
        f"{len(moved)} of {len(now)} numbers have moved ({', '.join(COLUMNS[:-1])}):\n"
        + "\n".join(moved[:10])
        + "\nIf that is meant: run `python tests/support/smallshire.py`, and record in CHANGELOG.md "
        "that numbers have moved, and why. If not, find what moved them."
    )
