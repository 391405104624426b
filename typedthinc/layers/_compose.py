"""What combinators of layers have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from typedthinc.errors import CompositionError
from typedthinc.model import Model
from typedthinc.types.describe import describe


def check_layers(combinator: str, layers: Sequence[Any], *, at_least: int = 0) -> None:
    """Check the layers that a combinator is called with.

    Raises:
        CompositionError: There are too few, or one is not a `Model`.
    """
    if len(layers) < at_least:
        raise CompositionError(
            f"{combinator} needs at least {at_least} layers",
            expected=f"{at_least} layers or more",
            got=len(layers),
        )
    for position, layer in enumerate(layers, 1):
        if not isinstance(layer, Model):
            called = callable(layer) and not isinstance(layer, type)
            raise CompositionError(
                f"argument {position} of {combinator} is not a layer",
                expected="a Model",
                got=describe(layer),
                help=f"call it: {getattr(layer, '__name__', '...')}(...)" if called else None,
            )


def mirror_dims(model: Model[Any, Any], name: str, layers: Sequence[Model[Any, Any]]) -> None:
    """Set a dimension of a combinator to that of the first layer that knows it."""
    if model.has_dim(name) is None:
        for layer in layers:
            value = layer.maybe_get_dim(name)
            if value is not None:
                model.set_dim(name, value)
                return


def push_dim(model: Model[Any, Any], name: str, layers: Sequence[Model[Any, Any]]) -> None:
    """Give a dimension that a combinator has been given to the layers that do not know theirs."""
    value = model.maybe_get_dim(name)
    if value is not None:
        for layer in layers:
            if layer.has_dim(name) is None:
                layer.set_dim(name, value)
