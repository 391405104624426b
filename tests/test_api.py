"""The names that programs import."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from typedthinc import api


@pytest.mark.parametrize("module", ["api", "layers", "types", "util", "backends", "model"])
def test_every_name_of_all_is_there_once(module):
    module = importlib.import_module(f"typedthinc.{module}")
    assert len(set(module.__all__)) == len(module.__all__)
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


def test_all_is_what_is_imported():
    tree = ast.parse(Path(api.__file__).read_text(encoding="utf8"))
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("typedthinc.")
        for alias in node.names
    }
    assert imported == set(api.__all__)


def test_everything_can_be_imported_at_once():
    program = "from typedthinc.api import *\nassert Adam and Config and L2Distance and constant"
    result = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert result.returncode == 0, result.stderr


def test_what_only_training_needs_is_loaded_on_use():
    program = (
        "import sys, typedthinc.api as api\n"
        "rooms = {'typedthinc.loss', 'typedthinc.optimizers', 'typedthinc.schedules'}\n"
        "assert not rooms & set(sys.modules)\n"
        "api.Adam\n"
        "assert 'typedthinc.optimizers' in sys.modules"
    )
    result = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert result.returncode == 0, result.stderr


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'Adamm'"):
        api.Adamm  # noqa: B018  # looking it up is what is tested


@pytest.mark.parametrize("module", ["typedthinc", "typedthinc.api", "typedthinc.layers"])
def test_names_that_load_on_use_are_listed(module):
    program = f"import {module} as module\nassert set(module.__all__) <= set(dir(module))"
    result = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert result.returncode == 0, result.stderr
