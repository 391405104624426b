"""Layers that a user makes: their kinds are those of the forward function."""

from __future__ import annotations

from collections.abc import Callable

from typing_extensions import assert_type

from typedthinc.api import Model, Relu, chain
from typedthinc.types import Floats2d, Ragged


def pool(
    model: Model[Ragged, Floats2d], X: Ragged, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Ragged]]:
    """A backward pass that mirrors the forward one."""
    raise NotImplementedError


def takes_another_gradient(
    model: Model[Ragged, Floats2d], X: Ragged, is_train: bool
) -> tuple[Floats2d, Callable[[Ragged], Ragged]]:
    """The gradient is not of the kind of the output."""
    raise NotImplementedError


def gives_another_gradient(
    model: Model[Ragged, Floats2d], X: Ragged, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    """The result of the backward pass is not of the kind of the input."""
    raise NotImplementedError


def takes_another_model(
    model: Model[Floats2d, Floats2d], X: Ragged, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Ragged]]:
    """The model is not of the kinds of the input and the output."""
    raise NotImplementedError


layer = Model("pool", pool)
assert_type(layer, Model[Ragged, Floats2d])

before = chain(layer, Relu(8))
after = chain(Relu(8), layer)  # E

wrong_gradient = Model("wrong", takes_another_gradient)  # E except ty
wrong_result = Model("wrong", gives_another_gradient)  # E except ty
wrong_model = Model("wrong", takes_another_model)  # E except ty
