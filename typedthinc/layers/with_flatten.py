"""A layer over items, applied to nested sequences of items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._compose import check_layers
from typedthinc.layers._nested import items_in, regrouped
from typedthinc.layers._over_arrays import no_gradients
from typedthinc.layers._sequences import as_list, check_lengths, flattened
from typedthinc.layers._wrapped_layer import dims_of, initialize_inside
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import ArrayXd

ItemT = TypeVar("ItemT", default=Any)
ArrayT = TypeVar("ArrayT", bound=ArrayXd, default=Any)


@registry.layers("with_flatten.v1")
def with_flatten(
    layer: Model[list[ItemT], ArrayT],
) -> Model[Sequence[Sequence[ItemT]], list[ArrayT]]:
    """Apply a layer that makes an array of a list to nested sequences.

    The layer sees the items of all inner sequences in one list.

    Args:
        layer: A layer over lists of items, with a row of output for each item.

    Shapes:
        X: sequence of sequences of items   Y: list of (items, width)

    Raises:
        CompositionError: `layer` is not a `Model`.
        ArrayError: At run time, if the input is not nested.
        ShapeError: At run time, if the layer does not give a row for each item.

    Example:
        >>> from typedthinc.api import list2array, with_flatten
        >>> import numpy
        >>> row = numpy.zeros((1, 3), dtype="f")
        >>> [Y.shape for Y in with_flatten(list2array()).predict([[row, row], [], [row]])]
        [(2, 3), (0, 3), (1, 3)]
    """
    check_layers("with_flatten", [layer])
    return Model(
        f"with_flatten({layer.name})", forward, init=init, dims=dims_of(layer), layers=[layer]
    )


def forward(
    model: Model[Any, Any], X: Sequence[Sequence[Any]], is_train: bool
) -> tuple[list[Any], Callable[[list[Any]], list[Any]]]:
    items, lengths = items_in(model, X)
    if not lengths:
        # There are no items that could tell the layer a width.
        return [], no_gradients
    Y, callback = model.layers[0](items, is_train)
    Ys = regrouped(model, Y, lengths)

    def backprop(dYs: list[Any]) -> list[Any]:
        check_lengths(model, dYs, Ys)
        dX = callback(flattened(model, as_list(model, dYs)))
        # Some layers have no gradient for what they take, such as words.
        return regrouped(model, dX, lengths) if len(dX) else [[] for _ in lengths]

    return Ys, backprop


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    items = items_in(model, X)[0] if X is not None else None
    sample = flattened(model, list(Y)) if isinstance(Y, (list, tuple)) and Y else None
    initialize_inside(model, items or None, Y if hasattr(Y, "ndim") else sample)
