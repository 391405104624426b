"""A layer over lists, applied to nested lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._compose import check_layers
from typedthinc.layers._nested import items_in, regrouped, wrong_count
from typedthinc.layers._wrapped_layer import dims_of, initialize_inside
from typedthinc.model import Model
from typedthinc.registries import registry

InItemT = TypeVar("InItemT", default=Any)
OutItemT = TypeVar("OutItemT", default=Any)


@registry.layers("with_flatten.v2")
def with_flatten_v2(
    layer: Model[list[InItemT], list[OutItemT]],
) -> Model[list[list[InItemT]], list[list[OutItemT]]]:
    """Apply a layer over lists to nested lists.

    The layer sees the items of all inner lists in one list. Inner lists without
    items stay where they are.

    Args:
        layer: A layer over lists, with an item of output for each of input.

    Shapes:
        X: list of lists of items   Y: as X, with the items that the layer gives

    Raises:
        CompositionError: `layer` is not a `Model`.
        ArrayError: At run time, if the input is not nested.
        ShapeError: At run time, if the layer does not give an item for each.

    Example:
        >>> from typedthinc.api import noop, with_flatten_v2
        >>> with_flatten_v2(noop()).predict([[1, 2], [], [3]])
        [[1, 2], [], [3]]
    """
    check_layers("with_flatten_v2", [layer])
    return Model(
        f"with_flatten({layer.name})", forward, init=init, dims=dims_of(layer), layers=[layer]
    )


def forward(
    model: Model[Any, Any], X: list[list[Any]], is_train: bool
) -> tuple[list[Any], Callable[[list[Any]], list[Any]]]:
    items, lengths = items_in(model, X)
    Y, callback = model.layers[0](items, is_train)

    def backprop(dYs: list[Any]) -> list[Any]:
        gradients, found = items_in(model, dYs)
        if found != lengths:
            raise wrong_count(model, "gradients than it gave items", lengths, found)
        dX = callback(gradients)
        # Some layers have no gradient for what they take, such as words.
        return regrouped(model, dX, lengths) if len(dX) else [[] for _ in lengths]

    return regrouped(model, Y, lengths), backprop


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    samples = [items_in(model, batch)[0] if batch is not None else [] for batch in (X, Y)]
    initialize_inside(model, samples[0] or None, samples[1] or None)
