"""A layer that passes its input through."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._compose import check_layers
from typedthinc.model import Model
from typedthinc.registries import registry

T = TypeVar("T", default=Any)


@registry.layers("noop.v1")
def noop(*layers: Model[Any, Any]) -> Model[T, T]:  # pyright: ignore[reportInvalidTypeVarUse]  # any kind
    """Pass the input through unchanged.

    Args:
        layers: Layers to keep as children. They are neither run nor initialized.

    Shapes:
        X: anything   Y: as X

    Raises:
        CompositionError: An argument is not a `Model`.

    Example:
        >>> from typedthinc.api import noop
        >>> noop().predict([1, 2])
        [1, 2]
    """
    check_layers("noop", layers)
    return Model("noop", forward, layers=layers)


def forward(model: Model[T, T], X: T, is_train: bool) -> tuple[T, Callable[[T], T]]:
    return X, _pass_through


def _pass_through(dY: T) -> T:
    return dY
