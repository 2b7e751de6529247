"""Reading TOML files: their content, or where and why a file is none, in plain English."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from relsim.wording.problems import InputProblems, Problem, did_you_mean, shortened


def read_toml(path: Path | str) -> dict[str, Any]:
    """The content of a TOML file.

    Raises:
        InputProblems: There is no such file, it cannot be read, is empty, or is no TOML.
    """
    source = str(path)

    def refuse(what: str, remedy: str = "", where: str = "") -> InputProblems:
        return InputProblems(source, [Problem(where, what, remedy)])

    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise refuse("there is no such file", _near_files(Path(path))) from None
    except IsADirectoryError:
        raise refuse("this is a folder, not a file", "name the TOML file in it") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise refuse("this is not text in UTF-8", "save it from an editor as UTF-8", f"line {line}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise refuse(f"it cannot be read ({reason[:1].lower()}{reason[1:]})") from None
    if not text.strip():
        raise refuse("the file is empty")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise refuse("it is not TOML: brackets within brackets without end") from None
    except ValueError as error:
        where, what, remedy = _explain_toml(str(error), text)
        raise refuse(what, remedy, where) from None


def _near_files(path: Path) -> str:
    """The question whether a TOML file of a similar name in the same folder was meant; empty: there is none."""
    try:
        stems = [each.stem for each in path.parent.iterdir() if each.suffix == ".toml"]
    except (OSError, ValueError):
        return ""
    return did_you_mean(path.stem, stems)  # All end alike, which would make any two look near.


def _explain_toml(message: str, text: str) -> tuple[str, str, str]:
    """Place, problem and remedy of an error of tomllib, such as ``Invalid value (at line 3, column 9)``."""
    found = re.search(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)", message)
    what = f"it is not TOML: {message[: found.start()] if found else message}"
    lines = text.split("\n")
    if found is None or found[1] is None:
        where = f"line {len(lines)}, column {len(lines[-1]) + 1}, the end of the file" if found else ""
        return where, what, "a quote or bracket may not have been closed"
    line = lines[int(found[1]) - 1].strip()
    where = f"line {found[1]}, column {found[2]}"
    if re.search(r"=\s*\[?\s*\d{4}-\d{1,2}\s*(\D|$)", line):
        remedy = 'write a month in quotes, such as "2022-07"'
    else:
        remedy = "text goes in double quotes, and each key = value on a line of its own"
    return where, f"{what}, in: {shortened(line)}", remedy
