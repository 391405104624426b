"""What several layers make of one input, side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.errors import ShapeError
from typedthinc.layers._batch import joined, pieces, total, widths_of
from typedthinc.layers._compose import check_layers, mirror_dims, push_dim
from typedthinc.layers.noop import noop
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types.describe import describe
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
    if layers[0]._func is forward and not any(layers[0] in part.walk() for part in layers[1:]):
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
    if not model.layers:
        return X, lambda dY: dY
    outputs, callbacks = zip(*(layer(X, is_train) for layer in model.layers))
    widths = [widths_of(output) for output in outputs]
    Y = joined(model, outputs)
    given = widths_of(Y)

    def backprop(dY: Any) -> Any:
        if widths_of(dY) != given:
            raise ShapeError(
                "backprop got a gradient of the wrong width",
                node=model,
                expected=describe(Y),
                source="as Y",
                got=describe(dY),
            )
        parts = pieces(dY, widths)
        return total(model, [callback(part) for callback, part in zip(callbacks, parts)])

    return Y, backprop


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    push_dim(model, "nI", model.layers)
    missing = [layer for layer in model.layers if layer.has_dim("nO") is None]
    wanted = model.maybe_get_dim("nO") if Y is None else get_width(Y)
    if wanted is not None and len(missing) == 1:
        known = sum(layer.maybe_get_dim("nO") or 0 for layer in model.layers)
        # Within a model a sample that is too narrow is that of a later layer.
        if wanted > known:
            Y = model.ops.alloc2f(1, wanted - known)
    for layer in model.layers:
        layer.initialize(X=X, Y=Y if layer in missing else None)
    _set_dims(model)


def _set_dims(model: Model[Any, Any]) -> None:
    mirror_dims(model, "nI", model.layers)
    widths = [layer.maybe_get_dim("nO") for layer in model.layers]
    known = [width for width in widths if width is not None]
    if model.has_dim("nO") is None and len(known) == len(widths):
        model.set_dim("nO", sum(known))
