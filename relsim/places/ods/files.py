"""Finding and reading the downloaded files: whatever is wrong with a row is told, and the row left out.

The files have no header and one row a line.  Each line is read by itself, so that a quote that was never closed spoils
its own row and not the rest of the file.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from relsim.wording.problems import InputProblems, Problem, shortened

FILES = {
    "epraccur": "GP practices",
    "epcncorepartnerdetails": "members of primary care networks",
    "eccg": "commissioners",
    "etr": "NHS trusts",
    "succ": "successors of organisations",
}
"""Start of a file's name → what it lists; the first is needed, the others are used where they are."""
NEEDED = "epraccur"
_ENCODINGS = ("utf-8-sig", "cp1252")
_MOST_EXAMPLES = 4


@dataclass
class Account:
    """The rows that were left out or taken otherwise than as they stand, each with the reason."""

    told: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """(File, reason) → the rows or codes concerned."""

    def tell(self, file: str, reason: str, which: str) -> None:
        """Note one row or code."""
        self.told.setdefault((file, reason), []).append(which)

    def lines(self) -> list[str]:
        """A sentence for each file and reason, with a few examples."""
        sentences = []
        for (file, reason), which in self.told.items():
            examples = ", ".join(shortened(each, 40) for each in which[:_MOST_EXAMPLES])
            more = ", …" if len(which) > _MOST_EXAMPLES else ""
            sentences.append(f"{file}: {reason}: {len(which):,} ({examples}{more})")
        return sentences


def find(folder: Path) -> dict[str, Path]:
    """The files in a folder, by the start of their names; a zip counts as the file in it.

    Raises:
        InputProblems: if there is no such folder, the practice file is missing, or one is there twice.
    """
    if not folder.is_dir():
        raise InputProblems(str(folder), [Problem("--from", "there is no such folder")])
    found: dict[str, Path] = {}
    problems = []
    for path in sorted(folder.iterdir()):
        stem = path.stem.lower()
        start = next((start for start in FILES if stem.startswith(start)), None)
        if start is None or path.suffix.lower() not in (".csv", ".zip"):
            continue
        if start in found:
            what = f"both {found[start].name} and {path.name} list {FILES[start]}"
            problems.append(Problem("--from", what, "leave only the newer one in the folder"))
        found.setdefault(start, path)
    if NEEDED not in found:
        what = "the file of GP practices is not in this folder"
        problems.append(Problem("--from", what, f"download {NEEDED}.csv from the NHS Organisation Data Service"))
    if problems:
        raise InputProblems(str(folder), problems)
    return found


def rows(path: Path, columns: int, account: Account) -> Iterator[list[str]]:
    """The rows of a file with at least so many columns, cells without spaces around them.

    Raises:
        InputProblems: if the file cannot be read at all.
    """
    for number, line in enumerate(_text(path, account).split("\n"), start=1):
        bare = line.strip().strip("\ufeff\x1a")
        if not bare:
            continue
        try:
            (cells,) = csv.reader([bare], strict=True)
        except (csv.Error, ValueError):
            account.tell(path.name, "a row that cannot be read, such as a quote that is never closed", f"line {number}")
            continue
        if number == 1 and is_heading(cells):
            account.tell(path.name, "a heading", f"line {number}")
        elif len(cells) < columns:
            account.tell(path.name, f"a row with fewer than {columns} columns", f"line {number}")
        else:
            yield [" ".join(cell.split()) for cell in cells]


def is_heading(cells: list[str]) -> bool:
    """True if a first row names columns: no code has a space, an underscore or small letters."""
    return bool(re.search(r"[a-z _]", cells[0].strip()))


def date(text: str) -> int | None:
    """``20190701`` or ``2019-07-01`` as the number 20190701; empty: 0; anything else: None."""
    digits = text.replace("-", "")
    if not digits:
        return 0
    if not re.fullmatch(r"[12][0-9]{3}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])", digits, re.ASCII):
        return None
    return int(digits)


def _text(path: Path, account: Account) -> str:
    try:
        content = _content(path)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError) as error:
        raise InputProblems(str(path), [Problem("", f"it cannot be read ({error})", "download it again")]) from None
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16", *_ENCODINGS) if wide else _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != _ENCODINGS[0]:
            account.tell(path.name, f"it is not in UTF-8, and was read as {encoding}", "all of it")
        return _lines_ended(text)
    account.tell(path.name, "it is in no known encoding, and odd characters may be wrong", "all of it")
    return _lines_ended(content.decode("latin-1"))


def _lines_ended(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _content(path: Path) -> bytes:
    if path.suffix.lower() != ".zip":
        return path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        inside = [name for name in archive.namelist() if name.lower().endswith(".csv")]
        if len(inside) != 1:
            raise ValueError(f"it holds {len(inside)} files that end in .csv, not one")
        return archive.read(inside[0])
