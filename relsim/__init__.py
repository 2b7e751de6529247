"""relsim: what NHS reorganisations do to working relationships.

The public names are those that ``__init__.pyi`` beside this file imports.  The list is read when a name is first asked
for, and each name is loaded when it is first used, so that asking for help or checking a file needs neither.
"""

from __future__ import annotations

import importlib
from functools import cache


@cache
def _homes() -> dict[str, str]:
    """Public name → the module that defines it, as the list for type checkers has them."""
    import ast
    import pkgutil

    listed = pkgutil.get_data(__name__, "__init__.pyi")
    if listed is None:
        raise ImportError("relsim is not whole: the list of its public names, __init__.pyi, is missing")
    imports = [each for each in ast.parse(listed).body if isinstance(each, ast.ImportFrom)]
    return {alias.name: each.module or "" for each in imports for alias in each.names}


def __getattr__(name: str) -> object:
    if name == "__all__":
        return sorted(_homes())
    if name not in _homes():
        raise AttributeError(f"module 'relsim' has no attribute {name!r}")
    return getattr(importlib.import_module(_homes()[name]), name)


def __dir__() -> list[str]:
    return sorted(_homes())
