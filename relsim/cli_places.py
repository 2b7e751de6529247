"""The command ``relsim places``: lists the built-in places, searches them, and describes one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

_EXAMPLES = """\
examples:
  relsim places
      every place: code, kind, people, practices, name
  relsim places bristol
      those whose name or code holds a word
  relsim places QF7
      one in full: organisations, relationships, tiers, history, facts and assumptions
  relsim places my-place.toml
      the same for a place of your own
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
    build = parser.add_argument_group("with the word build")
    build.add_argument("--from", dest="folder", metavar="DIR", type=Path, help="folder of the downloaded files")
    build.add_argument("--code", help="code of the built-in place to bring up to date")
    build.add_argument("--out", metavar="FILE", type=Path, help="place file to write, in TOML")
    parser.set_defaults(command=_places)


def _places(options: argparse.Namespace) -> None:
    from relsim.places.describe import description, table
    from relsim.places.england.footprints import footprints
    from relsim.places.library import built_in, near, read_place, search
    from relsim.problems import InputProblems, Problem, quoted

    words = " ".join(options.words).strip()
    given = [value for value in (options.folder, options.code, options.out) if value is not None]
    if words == "build":
        _build(options)
    elif given:
        what = "--from, --code and --out belong to: relsim places build"
        raise InputProblems("relsim places", [Problem("", what)])
    elif not options.words:
        print(table(footprints().values()))
        print("\nrelsim places CODE describes one; relsim places WORDS searches.")
    elif words.endswith(".toml"):
        print(description(read_place(words)))
    elif code := next((code for code in footprints() if code.casefold() == words.casefold()), ""):
        print(description(built_in(code)))
    elif found := search(words) or near(words):
        if not search(words):
            print(f"No place is called {quoted(words)}; did you mean one of these?\n")
        print(table(found))
    else:
        what = f"no place is called {quoted(words)}, nor anything like it"
        raise InputProblems("relsim places", [Problem("", what, "list all of them with: relsim places")])


def _build(options: argparse.Namespace) -> None:
    from relsim.places.ods.place import place_from
    from relsim.places.toml_text import PLACES_BUILD, place_text
    from relsim.problems import InputProblems, Problem

    wanted = {"--from": options.folder, "--code": options.code, "--out": options.out}
    if missing := [Problem(name, "this is missing") for name, value in wanted.items() if value is None]:
        raise InputProblems("relsim places build", missing)
    if options.out.suffix != ".toml":
        what = "the name of a place file ends in .toml"
        raise InputProblems("relsim places build", [Problem("--out", what, f"write --out {options.out}.toml")])
    place, account = place_from(options.folder, options.code)
    try:
        options.out.write_text(place_text(place, PLACES_BUILD), encoding="utf-8", newline="\n")
    except OSError as error:
        what = f"it cannot be written ({error.strerror or error})"
        raise InputProblems(str(options.out), [Problem("--out", what)]) from None
    print(f"{place.name} ({place.code}) is in {options.out}: {len(place.practices):,} practices, {len(place.pcns):,} "
          f"networks, {len(place.trusts):,} trusts.")  # fmt: skip
    print("\nLeft out, or taken otherwise than as it stands:" if account.told else "\nNothing was left out.")
    print("".join(f"  {line}\n" for line in account.lines()), end="")
