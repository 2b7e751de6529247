"""Numbers as a person would write them: one function for each use.

- `number`: any number with so many decimals; `significant`: with as many as show two digits.
- `percent`: a share that was computed, rounded; `exact_percent` and `hundredths`: one that somebody gave, as given.
- `with_sign`: a difference; `signed`: one of shares, in points.
- `plus_minus`: an error; `spread_words`: a range and an error.
- `duration`: seconds; `size_words`: bytes.  A count with its noun is `relsim.wording.phrases.plural`.
"""

from __future__ import annotations

import math

from relsim.wording.phrases import plural


def size_words(count: float) -> str:
    """Bytes as a person would say them: ``12.3 MB``."""
    thousands = min(4, max(1, int(math.log10(max(1.0, count)) / 3)))
    return f"{count / 1000**thousands:,.3g} {('kB', 'MB', 'GB', 'TB')[thousands - 1]}"


def duration(seconds: float) -> str:
    """Seconds as a person would say them: ``40 seconds``, ``3.5 hours``, ``2 days``."""
    if seconds < 90:
        return plural(max(1, round(seconds)), "second")
    if seconds < 5400:
        return plural(round(seconds / 60), "minute")
    hours = seconds / 3600
    return f"{hours:.1f} hours" if hours < 48 else plural(round(hours / 24), "day")


def signed(share: float) -> str:
    """A difference of shares in points, with its sign: ``+5.8``."""
    return with_sign(100 * share)


def with_sign(value: float, decimals: int = 1) -> str:
    """A number with a plus or a true minus; none where it is printed as 0."""
    return f"{'+' if round(value, decimals) > 0.0 else ''}{number(value, decimals)}"


def number(value: float, decimals: int = 1) -> str:
    """A number with a true minus sign and no minus zero; a dash where there is none."""
    if not math.isfinite(value):
        return "–"
    text = f"{round(value, decimals) + 0.0:,.{decimals}f}"
    return text.replace("-", "−")


def significant(value: float, fewest: int = 1) -> str:
    """A size with enough decimals to show two digits, but at least `fewest` decimals."""
    if not math.isfinite(value) or value == 0.0:
        return number(value, fewest)
    decimals = max(fewest, min(6, 1 - math.floor(math.log10(abs(value)))))
    return number(value, decimals)


def percent(share: float, decimals: int = 0) -> str:
    """A share as a percentage that never rounds something to nothing or to all, with a true minus sign."""
    if not math.isfinite(share):
        return "–"
    sign, size, step = "−" if share < 0.0 else "", abs(share), 10.0**-decimals
    shown = round(100.0 * size, decimals)
    if shown == 0.0 and size > 0.0:
        return f"{'over' if sign else 'under'} {sign}{step:g}%"
    if shown == 100.0 and size < 1.0:
        return f"{'under' if sign else 'over'} {sign}{100.0 - step:g}%"
    return f"{sign}{shown:.{decimals}f}%"


def plus_minus(error: float) -> str:
    """A 95 % Monte Carlo half-width with one digit that counts: ``±2``, ``±0.4``."""
    if not math.isfinite(error):
        return "± unknown"
    if error == 0.0:
        return "±0"
    if error >= 0.95:
        return f"±{number(error, 0)}"
    return f"±{number(error, 1)}" if error >= 0.05 else "± under 0.1"


def spread_words(low: str, high: str, error: float, said: bool = False) -> str:
    """A range over worlds and a Monte Carlo error; `said`: that the range is over worlds was said before."""
    across = "one world only" if "–" in (low, high) else f"{low} to {high}{'' if said else ' across worlds'}"
    return f"{across}; {plus_minus(error)}"


def exact_percent(share: float) -> str:
    """A share that was given as a number, in percent with every digit that it has: ``12.5%``."""
    return f"{hundredths(share)}%"


def hundredths(share: float) -> str:
    """The same without its sign, for sentences such as ``12.5 of 100 posts``."""
    return f"{100 * share:.10g}"
