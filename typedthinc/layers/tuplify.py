"""What several layers make of one input, as a tuple."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, overload

from typing_extensions import TypeVar

from typedthinc.errors import ShapeError, StructureError
from typedthinc.layers._batch import total
from typedthinc.layers._compose import check_layers, mirror_dims, push_dim
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types.describe import describe

A = TypeVar("A")
B1 = TypeVar("B1")
B2 = TypeVar("B2")
B3 = TypeVar("B3")
B4 = TypeVar("B4")


@overload
def tuplify(layer1: Model[A, B1], layer2: Model[A, B2]) -> Model[A, tuple[B1, B2]]: ...
@overload
def tuplify(
    l1: Model[A, B1], l2: Model[A, B2], l3: Model[A, B3], /
) -> Model[A, tuple[B1, B2, B3]]: ...
@overload
def tuplify(
    l1: Model[A, B1], l2: Model[A, B2], l3: Model[A, B3], l4: Model[A, B4], /
) -> Model[A, tuple[B1, B2, B3, B4]]: ...
@overload
def tuplify(
    l1: Model[A, Any],
    l2: Model[A, Any],
    l3: Model[A, Any],
    l4: Model[A, Any],
    l5: Model[A, Any],
    /,
    *layers: Model[A, Any],
) -> Model[A, tuple[Any, ...]]: ...
@registry.layers("tuplify.v1")
def tuplify(
    layer1: Model[Any, Any], layer2: Model[Any, Any], *layers: Model[Any, Any]
) -> Model[Any, Any]:
    """Give the same input to two layers or more, and return their outputs as a tuple.

    Args:
        layer1: A layer.
        layer2: A layer that takes the same input.
        layers: More of them.

    Shapes:
        X: what each layer takes   Y: a tuple with the output of each layer

    Raises:
        CompositionError: There are fewer than two layers, or one is not a `Model`.

    Example:
        >>> from typedthinc.api import Linear, Relu, tuplify
        >>> tuplify(Relu(nO=8), Linear(nO=4)).name
        'tuple(relu, linear)'
    """
    parts: list[Model[Any, Any]] = [layer1, layer2, *layers]
    check_layers("tuplify", parts)
    model: Model[Any, Any] = Model(
        f"tuple({', '.join(part.name for part in parts)})",
        forward,
        init=init,
        dims={"nI": None},
        layers=parts,
    )
    mirror_dims(model, "nI", parts)
    return model


def forward(
    model: Model[Any, Any], X: Any, is_train: bool
) -> tuple[tuple[Any, ...], Callable[[tuple[Any, ...]], Any]]:
    if not model.layers:
        raise StructureError("has no layers to give the input to", node=model)
    outputs, callbacks = zip(*(layer(X, is_train) for layer in model.layers))

    def backprop(dYs: tuple[Any, ...]) -> Any:
        _check_count(model, dYs, "gradients")
        return total(model, [callback(dY) for callback, dY in zip(callbacks, dYs)])

    return outputs, backprop


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    push_dim(model, "nI", model.layers)
    samples = (None,) * len(model.layers) if Y is None else Y
    _check_count(model, samples, "samples of the output")
    for layer, sample in zip(model.layers, samples):
        layer.initialize(X=X, Y=sample)
    mirror_dims(model, "nI", model.layers)


def _check_count(model: Model[Any, Any], members: Any, what: str) -> None:
    if not isinstance(members, (tuple, list)) or len(members) != len(model.layers):
        raise ShapeError(
            f"got another number of {what} than it has layers",
            node=model,
            expected=f"a tuple of {len(model.layers)}",
            got=describe(members),
        )
