"""Layers of a program's own, as a user would write them, and functions that stand for them."""

from __future__ import annotations

import math as mathematics
from collections.abc import Callable
from typing import Any

import numpy
from typing_extensions import override

from tests.export import programs
from typedthinc.api import Model

# What is added to every number.
_SHIFT = 1.0


def forward(model: Any, X: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    return X * model.get_param("scale") + _SHIFT, lambda dY: dY * model.get_param("scale")


def other_forward(model: Any, X: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    return X, lambda dY: dY


def scaling(name: str = "scaling") -> Model[Any, Any]:
    return Model(name, forward, params={"scale": numpy.array([1.0, 2.0], dtype="f")})


def unknown(name: str = "unknown", **attrs: Any) -> Model[Any, Any]:
    return Model(name, other_forward, attrs=attrs)


def scaled(X: Any, scale: Any) -> Any:
    """The input, scaled and shifted."""
    return shifted(X * scale)


def shifted(X: Any) -> Any:
    return X + _SHIFT * mathematics.floor(1.5)


def described(X: Any) -> Any:
    return X


def takes_all(X: Any, first: float, *rest: Any, last: int = 0, **more: Any) -> Any:
    return X + first + sum(rest) + last + sum(more.values())


def takes_data_first(X: Any, data: Any, array: Any) -> Any:
    return X + array * len(data)


def uses_a_package(X: Any) -> Any:
    return override(X)


def uses_a_module_of_its_own(X: Any) -> Any:
    return programs.drawn(X)


if _SHIFT:

    def in_a_block(X: Any) -> Any:
        return X


def uses_what_is_in_a_block(X: Any) -> Any:
    return in_a_block(X)


def maker() -> Callable[[Any], Any]:
    def made(X: Any) -> Any:
        return X

    return made


class Callables:
    def method(self, X: Any) -> Any:
        return X
