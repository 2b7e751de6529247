"""Names as people write them, from those in the public files."""

from __future__ import annotations

from relsim.places.names import tidy


def system_name(name: str) -> str:
    """``NHS Devon Integrated Care Board`` → ``Devon``."""
    return name.removeprefix("NHS ").removesuffix(" Integrated Care Board")


def council_name(code: str, name: str) -> str:
    """``Essex`` → ``Essex County Council``; ``Bristol, City of`` → ``Bristol City Council``."""
    if code.startswith("E10"):
        return f"{name} County Council"
    plain, _, style = name.partition(", ")
    if style == "City of":
        return f"{plain} City Council"
    return f"{plain if style == 'County of' else name} Council"


def trust_name(name: str) -> str:
    """``BARTS HEALTH NHS TRUST`` → ``Barts Health NHS Trust``."""
    return tidy(name)


def listed(names: list[str]) -> str:
    """``one``, ``one and two``, ``one, two and three``, ``one, two and 4 others``."""
    if len(names) > 4:
        return f"{', '.join(names[:2])} and {len(names) - 2} others"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
