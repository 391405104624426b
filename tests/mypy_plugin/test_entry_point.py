"""What mypy finds when it loads the plugin."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import mypy.version
import pytest
from mypy.plugin import Plugin

import typedthinc.mypy_plugin

FOLDER = Path(typedthinc.mypy_plugin.__file__).parent


def test_entry_point_gives_a_plugin() -> None:
    assert issubclass(typedthinc.mypy_plugin.plugin(mypy.version.__version__), Plugin)


def load(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("copy_of_the_plugin", folder / "__init__.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_version_is_the_same_for_the_same_files(tmp_path: Path) -> None:
    copy = shutil.copytree(FOLDER, tmp_path / "plugin")
    assert load(copy).__version__ == typedthinc.mypy_plugin.__version__


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.py")))
def test_version_changes_with_every_file(tmp_path: Path, name: str) -> None:
    copy = shutil.copytree(FOLDER, tmp_path / "plugin")
    with (copy / name).open("a") as file:
        file.write("\n")
    assert load(copy).__version__ != typedthinc.mypy_plugin.__version__


def test_runner_is_imported_without_mypy() -> None:
    program = """
import sys
import typedthinc.mypy_plugin.runner
assert not {"mypy", "numpy"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", program], check=True)
