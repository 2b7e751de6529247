"""The command ``relsim places``: lists the built-in places, searches them, and describes one."""

from __future__ import annotations

import argparse
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
"""


def add_places(commands: Any) -> None:
    """Add the command to the parser's commands."""
    parser = commands.add_parser(
        "places", help="list the built-in places, search them, or describe one", allow_abbrev=False,
        description="List the built-in places, search them, or describe one.", epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("words", metavar="WORDS", nargs="*", help="code of a place, words of its name, or a place file")
    parser.set_defaults(command=_places)


def _places(options: argparse.Namespace) -> None:
    from relsim.places.describe import description, table
    from relsim.places.england.footprints import footprints
    from relsim.places.library import built_in, near, read_place, search
    from relsim.problems import InputProblems, Problem, quoted

    words = " ".join(options.words).strip()
    if not options.words:
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
