"""The public names are what they say, whatever else has been imported."""

import importlib
import inspect
import pkgutil
import subprocess
import sys

import pytest

import relsim

MODULES = sorted(each.name for each in pkgutil.walk_packages(relsim.__path__, "relsim.") if "__main__" not in each.name)
NAMES = [name for name in relsim.__all__ if not name.startswith("_")]


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_is_the_class_or_function_of_that_name(name: str) -> None:
    found = getattr(relsim, name)
    assert inspect.isclass(found) or inspect.isfunction(found)
    assert callable(found)
    assert found.__name__ == name
    assert found.__module__ == relsim._homes()[name], "the list names another module than the one that defines it"
    assert found.__doc__


def test_a_name_that_is_not_public_is_refused_by_name() -> None:
    with pytest.raises(AttributeError, match="no attribute 'parametres'"):
        _ = relsim.parametres  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", relsim.__all__)
def test_no_module_is_importable_by_a_public_name(name: str) -> None:
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module(f"relsim.{name}")


def test_public_names_stay_what_they_are_once_every_module_is_imported() -> None:
    """A submodule hides an attribute of its package by the same name; in a process of its own, since imports stay."""
    code = (
        "import importlib, inspect, relsim\n"
        f"for module in {MODULES!r}: importlib.import_module(module)\n"
        "print([name for name in relsim.__all__ if inspect.ismodule(getattr(relsim, name))])\n"
        "print(len(relsim.parameters()) == len(relsim.World._fields))\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.stdout.split("\n")[:2] == ["[]", "True"], ended.stderr


def test_the_public_names_are_offered_in_order() -> None:
    assert dir(relsim) == sorted(relsim.__all__)
    assert {"ReorganisationModel", "parameters", "run_experiment", "__version__"} <= set(relsim.__all__)
