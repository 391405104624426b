"""The examples in docstrings run."""

import doctest
import importlib
import pkgutil

import pytest

import typedthinc


def modules():
    found = pkgutil.walk_packages(typedthinc.__path__, "typedthinc.")
    return sorted(m.name for m in found if not m.name.startswith("typedthinc.mypy_plugin"))


@pytest.mark.parametrize("name", modules())
def test_the_examples_of_a_module_run(name):
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0


def test_public_layers_have_examples():
    from typedthinc.api import registry

    without = [
        name
        for name, function in registry.layers.get_all().items()
        if function.__module__.startswith("typedthinc.") and ">>>" not in (function.__doc__ or "")
    ]
    assert without == []
