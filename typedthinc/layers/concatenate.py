"""What several layers make of one input, side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._batch import joined, pieces, total, widths_of
from typedthinc.layers._compose import check_layers, mirror_dims
from typedthinc.layers.noop import noop
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.util import get_width

A = TypeVar("A", default=Any)
B = TypeVar("B", default=Any)


@registry.layers("concatenate.v1")
def concatenate(*layers: Model[A, B]) -> Model[A, B]:
    """Give the same input to several layers, and put their outputs side by side.

    No layer gives `noop`, one layer that layer itself. If the first layer is
    itself a `concatenate`, the others are added to that one, which is returned.

    Args:
        layers: Layers whose outputs are of the same kind: arrays, lists of
            arrays, Ragged or Padded.

    Shapes:
        X: what each layer takes   Y: as each layer gives, with the sum of their widths

    Raises:
        CompositionError: An argument is not a `Model`.
        ShapeError: At run time, if the outputs differ in more than their widths.

    Example:
        >>> from typedthinc.api import Linear, Relu, concatenate
        >>> concatenate(Relu(nO=8), Linear(nO=4)).get_dim("nO")
        12
    """
    check_layers("concatenate", layers)
    if not layers:
        return noop()
    if len(layers) == 1:
        return layers[0]
    if layers[0]._func is forward:
        layers[0].layers.extend(layers[1:])
        if layers[0].has_dim("nO"):
            layers[0]._dims["nO"] = None
        _set_dims(layers[0])
        return layers[0]
    dims: dict[str, int | None] = {"nO": None}
    if any(layer.has_dim("nI") is not False for layer in layers):
        dims["nI"] = None
    model: Model[A, B] = Model(
        "|".join(layer.name for layer in layers), forward, init=init, dims=dims, layers=layers
    )
    _set_dims(model)
    return model


def forward(model: Model[Any, Any], X: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    outputs, callbacks = zip(*(layer(X, is_train) for layer in model.layers))
    widths = [widths_of(output) for output in outputs]
    Y = joined(model, outputs)

    def backprop(dY: Any) -> Any:
        parts = pieces(dY, widths)
        return total(model, [callback(part) for callback, part in zip(callbacks, parts)])

    return Y, backprop


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    missing = [layer for layer in model.layers if layer.has_dim("nO") is None]
    if Y is not None and len(missing) == 1:
        known = sum(layer.maybe_get_dim("nO") or 0 for layer in model.layers)
        missing[0].set_dim("nO", get_width(Y) - known)
    for layer in model.layers:
        layer.initialize(X=X)
    _set_dims(model)


def _set_dims(model: Model[Any, Any]) -> None:
    mirror_dims(model, "nI", model.layers)
    widths = [layer.maybe_get_dim("nO") for layer in model.layers]
    known = [width for width in widths if width is not None]
    if model.has_dim("nO") is None and len(known) == len(widths):
        model.set_dim("nO", sum(known))
