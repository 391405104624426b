"""A layer for each member of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._compose import check_layers
from typedthinc.layers._nested import wrong_count
from typedthinc.layers._sequences import wrong_kind
from typedthinc.layers._wrapped_layer import dims_of, initialize_inside
from typedthinc.model import Model

A = TypeVar("A", default=Any)
B = TypeVar("B", default=Any)


def map_list(layer: Model[A, B]) -> Model[list[A], list[B]]:
    """Apply a layer to each member of a list, one after the other.

    Args:
        layer: A layer over such members.

    Shapes:
        X: list of what the layer takes   Y: list of what it gives

    Raises:
        CompositionError: `layer` is not a `Model`.
        ArrayError: At run time, if the input is no list.

    Example:
        >>> from typedthinc.api import Relu, map_list
        >>> import numpy
        >>> model = map_list(Relu(nO=4, nI=3)).initialize()
        >>> Xs = [numpy.zeros((2, 3), dtype="f"), numpy.zeros((5, 3), dtype="f")]
        >>> [Y.shape for Y in model.predict(Xs)]
        [(2, 4), (5, 4)]
    """
    check_layers("map_list", [layer])
    return Model("map_list", forward, init=init, dims=dims_of(layer), layers=[layer])


def forward(
    model: Model[list[A], list[B]], X: list[A], is_train: bool
) -> tuple[list[B], Callable[[list[B]], list[A]]]:
    if not isinstance(X, (list, tuple)):
        raise wrong_kind(model, "a list", X)
    layer = model.layers[0]
    results = [layer(member, is_train) for member in X]

    def backprop(dYs: list[B]) -> list[A]:
        if not isinstance(dYs, (list, tuple)):
            raise wrong_kind(model, "a list", dYs)
        if len(dYs) != len(results):
            raise wrong_count(model, "gradients than it gave members", len(results), len(dYs))
        return [callback(dY) for (_, callback), dY in zip(results, dYs)]

    return [Y for Y, _ in results], backprop


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    initialize_inside(model, _first(X), _first(Y))


def _first(batch: Any) -> Any:
    if isinstance(batch, (list, tuple)):
        return batch[0] if batch else None
    return batch
