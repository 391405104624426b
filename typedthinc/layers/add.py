"""The sum of what several layers make of one input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._batch import total
from typedthinc.layers._compose import check_layers, mirror_dims, push_dim
from typedthinc.model import Model
from typedthinc.registries import registry

A = TypeVar("A", default=Any)
B = TypeVar("B", default=Any)


@registry.layers("add.v1")
def add(layer1: Model[A, B], layer2: Model[A, B], *layers: Model[A, B]) -> Model[A, B]:
    """Give the same input to two layers or more, and add their outputs.

    If the first layer is itself an `add`, the others are added to that one,
    which is returned.

    Args:
        layer1: A layer.
        layer2: A layer whose output has the same kind and width.
        layers: More of them.

    Shapes:
        X: what each layer takes   Y: what each layer gives

    Raises:
        CompositionError: There are fewer than two layers, or one is not a `Model`.
        ShapeError: At run time, if the outputs have different shapes.

    Example:
        >>> from typedthinc.api import Linear, Relu, add
        >>> add(Relu(nO=8), Linear(nO=8)).get_dim("nO")
        8
    """
    parts: list[Model[Any, Any]] = [layer1, layer2, *layers]
    check_layers("add", parts)
    if layer1._func is forward and not any(layer1 in part.walk() for part in parts[1:]):
        layer1.layers.extend(parts[1:])
        _set_dims(layer1)
        return layer1
    dims: dict[str, int | None] = {"nO": None}
    if any(part.has_dim("nI") is not False for part in parts):
        dims["nI"] = None
    model: Model[A, B] = Model("add", forward, init=init, dims=dims, layers=parts)
    _set_dims(model)
    return model


def forward(model: Model[Any, Any], X: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    if not model.layers:
        return X, lambda dY: dY
    outputs, callbacks = zip(*(layer(X, is_train) for layer in model.layers))
    Y = total(model, outputs)

    def backprop(dY: Any) -> Any:
        return total(model, [callback(dY) for callback in callbacks])

    return Y, backprop


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    push_dim(model, "nI", model.layers)
    push_dim(model, "nO", model.layers)
    for layer in model.layers:
        layer.initialize(X=X, Y=Y)
    _set_dims(model)


def _set_dims(model: Model[Any, Any]) -> None:
    mirror_dims(model, "nI", model.layers)
    mirror_dims(model, "nO", model.layers)
