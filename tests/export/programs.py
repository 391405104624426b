"""Exported programs, run in this process."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy

from typedthinc.api import Model, Padded, Ragged, export_numpy


def load(path: Path) -> ModuleType:
    """The program in a file, run as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    return program


def exported(model: Model[Any, Any], folder: Path) -> ModuleType:
    """A model as a program."""
    return load(export_numpy(model, folder / "program.py").program)


def given_to(program: Any, X: Any) -> Any:
    """A batch with the containers of a program."""
    if isinstance(X, Ragged):
        return program.Ragged(X.dataXd, X.lengths)
    if isinstance(X, Padded):
        return program.Padded(X.data, X.size_at_t, X.lengths, X.indices)
    if isinstance(X, (list, tuple)):
        return type(X)(given_to(program, member) for member in X)
    return X.toarray() if hasattr(X, "toarray") else X


def assert_same(Y: Any, expected: Any, *, rounded: bool = False) -> None:
    """Check that a batch is what a program gave for it: kinds, dtypes, and every bit.

    Args:
        Y: What the program gave.
        expected: What the model gave.
        rounded: Whether the last bits may differ.
    """
    if isinstance(expected, Ragged):
        assert type(Y).__name__ == "Ragged"
        Y, expected = list(Y), [expected.dataXd, expected.lengths]
    if isinstance(expected, Padded):
        assert type(Y).__name__ == "Padded"
        Y = list(Y)
        expected = [expected.data, expected.size_at_t, expected.lengths, expected.indices]
    if isinstance(expected, (list, tuple)):
        assert type(Y) is type(expected)
        assert len(Y) == len(expected)
        for one, other in zip(Y, expected):
            assert_same(one, other, rounded=rounded)
    elif not isinstance(expected, numpy.ndarray):
        assert Y == expected
    else:
        assert isinstance(Y, numpy.ndarray)
        assert (Y.dtype, Y.shape) == (expected.dtype, expected.shape)
        if rounded:
            numpy.testing.assert_allclose(Y, expected, rtol=1e-6, atol=1e-6)
        else:
            numpy.testing.assert_array_equal(Y, expected)


def drawn(model: Model[Any, Any]) -> Model[Any, Any]:
    """A model with parameters none of which is zero."""
    random = numpy.random.default_rng(0)
    for node in model.walk():
        for name in node.param_names:
            value = node.get_param(name)
            node.set_param(name, random.normal(0, 0.5, value.shape).astype(value.dtype))
    return model
