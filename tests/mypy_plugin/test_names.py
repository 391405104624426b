"""The names by which the plugin knows the package."""

from __future__ import annotations

import importlib

import pytest

from typedthinc.model import Model
from typedthinc.model.operators import DEFAULT_OPERATORS
from typedthinc.mypy_plugin import names
from typedthinc.registries import registry

FUNCTIONS = [names.CHAIN, *names.OVER_ARRAYS, names.DEFINE_OPERATORS, *names.CONVERSIONS]
CLASSES = [names.MODEL, names.RAGGED, names.PADDED]


def found(fullname: str) -> object:
    module, _, name = fullname.rpartition(".")
    return getattr(importlib.import_module(module), name)


@pytest.mark.parametrize("fullname", [*FUNCTIONS, *CLASSES, *names.DEFAULT_OPERATORS.values()])
def test_name_is_where_the_object_is_defined(fullname: str) -> None:
    thing = found(fullname)
    original = getattr(thing, "__wrapped__", thing)
    assert f"{original.__module__}.{original.__qualname__}" == fullname


def test_module_of_arrays() -> None:
    from typedthinc.types import Floats2d, Ints1d

    assert {Floats2d.__module__, Ints1d.__module__} == {names.ARRAYS}


def test_default_operators_are_those_of_the_package() -> None:
    own = {key: name.rpartition(".")[2] for key, name in names.DEFAULT_OPERATORS.items()}
    assert own == DEFAULT_OPERATORS


def test_every_operator_of_a_model_is_known() -> None:
    assert " ".join(names.OPERATORS.values()) == "+ - * @ / // % ** << >> & ^ |"
    assert all(hasattr(Model, method) for method in names.OPERATORS)


def test_every_registered_conversion_is_known() -> None:
    """A layer that is named after the two kinds between which it converts, or reduces one."""
    kinds = ("ragged", "padded", "list", "array")
    conversions = {
        name.partition(".")[0]
        for name in registry.layers.get_all()
        if name.startswith("reduce_") or [k for k in kinds if name.startswith(f"{k}2")]
    }
    assert {name.rpartition(".")[2] for name in names.CONVERSIONS} == conversions
