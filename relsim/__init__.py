"""relsim: what NHS reorganisations do to working relationships.

The public names are those that ``__init__.pyi`` beside this file imports.  Each is loaded when it is first used, so
that asking for help or checking a file needs no compiler.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil


def _homes() -> dict[str, str]:
    """Public name → the module that defines it, as the list for type checkers has them."""
    listed = pkgutil.get_data(__name__, "__init__.pyi")
    if listed is None:
        raise ImportError("relsim is not whole: the list of its public names, __init__.pyi, is missing")
    imports = [each for each in ast.parse(listed).body if isinstance(each, ast.ImportFrom)]
    return {alias.name: each.module or "" for each in imports for alias in each.names}


_HOME = _homes()
__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'relsim' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return list(__all__)
