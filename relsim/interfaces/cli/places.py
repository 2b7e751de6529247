"""The command ``relsim places``: lists the built-in places, searches them, describes one, and writes place files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from relsim.domain.place import Place


_EXAMPLES = """\
examples:
  relsim places
      every place: code, kind, people, practices, name
  relsim places bristol
      those whose name or code holds a word
  relsim places QF7
      one in full: organisations, relationships, tiers, history, facts and assumptions
  relsim places QXU+QNX
      what lies in any of several, as one place
  relsim places my-place.toml
      the same for a place of your own
  relsim places QF7 --out my-place.toml
      write it as a place file, to change and use as a place of your own
  relsim places ledger
      real reorganisations by year: England from 1999, Wales from 2003, and what is planned
  relsim places ledger --family CCG
      those of one family of bodies, one by one
  relsim places build --from downloads --code QF7 --out my-place.toml
      a place with the practices, networks and trusts of files downloaded from the NHS Organisation Data Service
      (epraccur.csv, and if you have them epcncorepartnerdetails.csv, etr.csv, succ.csv, eccg.csv)
"""


def add_places(commands: Any) -> None:
    """Add the command to the parser's commands."""
    parser = commands.add_parser(
        "places", help="list the built-in places, search them, or describe one", allow_abbrev=False,
        description="List the built-in places, search them, or describe one.", epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("words", metavar="WORDS", nargs="*", help="code of a place, words of its name, or a place file")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write the place to this file, in TOML")
    build = parser.add_argument_group("with the word build")
    build.add_argument("--from", dest="folder", metavar="DIR", type=Path, help="folder of the downloaded files")
    build.add_argument("--code", help="code of the built-in place to bring up to date")
    ledger = parser.add_argument_group("with the word ledger")
    ledger.add_argument("--family", help="family of bodies, such as PCT or council")
    parser.set_defaults(command=_places)


def _places(options: argparse.Namespace) -> None:
    from relsim.wording.problems import InputProblems, Problem

    words = " ".join(options.words).strip()
    if words == "ledger":
        _ledger(options)
    elif options.family is not None:
        raise InputProblems("relsim places", [Problem("", "--family belongs to: relsim places ledger")])
    elif words == "build":
        _build(options)
    elif options.folder is not None or options.code is not None:
        what = "--from and --code belong to: relsim places build"
        raise InputProblems("relsim places", [Problem("", what)])
    elif options.out is not None:
        _copy(words, options.out)
    else:
        _show(words)


def _show(words: str) -> None:
    """List all places, describe one, or search."""
    from relsim.interfaces.cli.describe_place import description, table
    from relsim.places.england.footprints import footprints
    from relsim.places.england.search import near, search
    from relsim.places.library import read_place
    from relsim.wording.problems import InputProblems, Problem, quoted

    if not words:
        print(table(footprints().values()))
        print("\nrelsim places CODE describes one; relsim places WORDS searches.")
    elif words.endswith(".toml"):
        print(description(read_place(words)))
    elif place := _by_code(words):
        print(description(place))
    elif found := search(words):
        print(table(found))
    elif found := near(words):
        print(f"No place is called {quoted(words)}; did you mean one of these?\n\n{table(found)}")
    else:
        what = f"no place is called {quoted(words)}, nor anything like it"
        raise InputProblems("relsim places", [Problem("", what, "list all of them with: relsim places")])


def _by_code(words: str) -> Place | None:
    """The place of a code, in capitals or not, or of several joined by ``+``; None: there is none."""
    from relsim.places.england.footprints import footprints
    from relsim.places.library import built_in

    codes = {code.casefold(): code for code in footprints()}
    named = [codes.get(each.strip().casefold(), each.strip()) for each in words.split("+")]
    return built_in("+".join(named)) if len(named) > 1 or named[0] in footprints() else None


def _copy(words: str, out: Path) -> None:
    """Write a built-in place as a file, to change and to use as a place of one's own."""
    from relsim.places.library import built_in
    from relsim.places.toml_text import COPY

    place = _by_code(words) or built_in(words)
    _write(place, out, COPY)
    print(f"{place.name} ({place.code}) is in {out}; change it there, and name that file as an experiment's place.")


def _ledger(options: argparse.Namespace) -> None:
    """The real reorganisations, all in short or one family's one by one."""
    from relsim.interfaces.cli.describe_ledger import table
    from relsim.places.ledger.record import ledger
    from relsim.wording.problems import InputProblems, Problem, did_you_mean, quoted

    if unfit := [f"--{name}" for name in ("from", "code", "out") if getattr(options, _KEPT_AS.get(name, name))]:
        what = f"{' and '.join(unfit)} cannot stand beside the word ledger"
        raise InputProblems("relsim places ledger", [Problem("", what)])
    families = {family.casefold(): family for family in ledger().families}
    asked = options.family or ""
    if asked and asked.casefold() not in families:
        near = did_you_mean(asked, families.values()) or f"the families are: {', '.join(families.values())}"
        raise InputProblems("relsim places ledger", [Problem("--family", f"there is no family {quoted(asked)}", near)])
    print(table(ledger(), families.get(asked.casefold(), "")))


_KEPT_AS = {"from": "folder"}


def _build(options: argparse.Namespace) -> None:
    """Write a place with the practices, networks and trusts of downloaded files, and tell what was left out."""
    from relsim.places.ods.place import place_from
    from relsim.places.toml_text import PLACES_BUILD
    from relsim.wording.problems import InputProblems, Problem

    wanted = {"--from": options.folder, "--code": options.code, "--out": options.out}
    if missing := [Problem(name, "this is missing") for name, value in wanted.items() if value is None]:
        raise InputProblems("relsim places build", missing)
    place, account = place_from(options.folder, options.code)
    _write(place, options.out, PLACES_BUILD)
    print(f"{place.name} ({place.code}) is in {options.out}: {len(place.practices):,} practices, {len(place.pcns):,} "
          f"networks, {len(place.trusts):,} trusts.")  # fmt: skip
    print("\nLeft out, or taken otherwise than as it stands:" if account.told else "\nNothing was left out.")
    print("".join(f"  {line}\n" for line in account.lines()), end="")


def _write(place: Place, out: Path, writer: str) -> None:
    from relsim.places.toml_text import place_text
    from relsim.wording.problems import InputProblems, Problem

    if out.suffix != ".toml":
        what = "the name of a place file ends in .toml"
        raise InputProblems("relsim places", [Problem("--out", what, f"write --out {out}.toml")])
    try:
        out.write_text(place_text(place, writer), encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        what = f"{out} cannot be written ({getattr(error, 'strerror', None) or error})"
        raise InputProblems("relsim places", [Problem("--out", what)]) from None
