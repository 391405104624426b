"""Importing the package asks for little, whether or not the rest is installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Prints each module that is asked for, also those that are not found.
PROGRAM = """
import sys

class Recorder:
    def find_spec(self, name, path=None, target=None):
        print(name)

sys.meta_path.insert(0, Recorder())
import {module}
"""


def modules_asked_for(module: str) -> set[str]:
    command = [sys.executable, "-c", PROGRAM.format(module=module)]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr
    return set(process.stdout.split())


def outside(modules: set[str]) -> set[str]:
    """The packages that are neither of the standard library nor this one."""
    packages = {name.partition(".")[0] for name in modules}
    return packages - set(sys.stdlib_module_names) - {"typedthinc"}


def test_importing_the_package_asks_for_nothing() -> None:
    assert outside(modules_asked_for("typedthinc")) == set()


def test_importing_the_api_asks_for_numpy_only() -> None:
    asked_by_numpy = outside(modules_asked_for("numpy"))
    asked = outside(modules_asked_for("typedthinc.api"))
    assert asked - asked_by_numpy - {"typing_extensions"} == set()
    assert "numpy" in asked


def test_importing_the_api_leaves_out_the_rooms_that_load_more() -> None:
    heavy = {"config", "storage", "show", "cli", "testing", "mypy_plugin"}
    assert modules_asked_for("typedthinc.api").isdisjoint(f"typedthinc.{room}" for room in heavy)


def test_importing_the_plugin_loads_neither_numpy_nor_the_layers() -> None:
    asked = modules_asked_for("typedthinc.mypy_plugin.dispatch")
    assert "numpy" not in asked
    own = {name for name in asked if name.startswith("typedthinc.")}
    assert {name for name in own if not name.startswith("typedthinc.mypy_plugin")} == set()
