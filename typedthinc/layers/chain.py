"""Layers one after the other."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any, TypeVar, overload

from typedthinc.errors import ShapeError
from typedthinc.layers._compose import check_layers, mirror_dims, push_dim
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.util import get_width

T0 = TypeVar("T0")
T1 = TypeVar("T1")
T2 = TypeVar("T2")
T3 = TypeVar("T3")
T4 = TypeVar("T4")
T5 = TypeVar("T5")
T6 = TypeVar("T6")
T7 = TypeVar("T7")
T8 = TypeVar("T8")
T9 = TypeVar("T9")
T10 = TypeVar("T10")
T11 = TypeVar("T11")
T12 = TypeVar("T12")
T13 = TypeVar("T13")


@overload
def chain(l1: Model[T0, T1], l2: Model[T1, T2], /) -> Model[T0, T2]: ...
@overload
def chain(l1: Model[T0, T1], l2: Model[T1, T2], l3: Model[T2, T3], /) -> Model[T0, T3]: ...
@overload
def chain(
    l1: Model[T0, T1], l2: Model[T1, T2], l3: Model[T2, T3], l4: Model[T3, T4], /
) -> Model[T0, T4]: ...
@overload
def chain(
    l1: Model[T0, T1], l2: Model[T1, T2], l3: Model[T2, T3], l4: Model[T3, T4], l5: Model[T4, T5], /
) -> Model[T0, T5]: ...
@overload
def chain(
    l1: Model[T0, T1],
    l2: Model[T1, T2],
    l3: Model[T2, T3],
    l4: Model[T3, T4],
    l5: Model[T4, T5],
    l6: Model[T5, T6],
    /,
) -> Model[T0, T6]: ...
@overload
def chain(
    l1: Model[T0, T1],
    l2: Model[T1, T2],
    l3: Model[T2, T3],
    l4: Model[T3, T4],
    l5: Model[T4, T5],
    l6: Model[T5, T6],
    l7: Model[T6, T7],
    /,
) -> Model[T0, T7]: ...
@overload
def chain(
    l1: Model[T0, T1],
    l2: Model[T1, T2],
    l3: Model[T2, T3],
    l4: Model[T3, T4],
    l5: Model[T4, T5],
    l6: Model[T5, T6],
    l7: Model[T6, T7],
    l8: Model[T7, T8],
    /,
) -> Model[T0, T8]: ...
@overload
def chain(
    l1: Model[T0, T1],
    l2: Model[T1, T2],
    l3: Model[T2, T3],
    l4: Model[T3, T4],
    l5: Model[T4, T5],
    l6: Model[T5, T6],
    l7: Model[T6, T7],
    l8: Model[T7, T8],
    l9: Model[T8, T9],
    /,
) -> Model[T0, T9]: ...
@overload
def chain(
    l1: Model[T0, T1],
    l2: Model[T1, T2],
    l3: Model[T2, T3],
    l4: Model[T3, T4],
    l5: Model[T4, T5],
    l6: Model[T5, T6],
    l7: Model[T6, T7],
    l8: Model[T7, T8],
    l9: Model[T8, T9],
    l10: Model[T9, T10],
    /,
) -> Model[T0, T10]: ...
@overload
def chain(
    l1: Model[T0, T1],
    l2: Model[T1, T2],
    l3: Model[T2, T3],
    l4: Model[T3, T4],
    l5: Model[T4, T5],
    l6: Model[T5, T6],
    l7: Model[T6, T7],
    l8: Model[T7, T8],
    l9: Model[T8, T9],
    l10: Model[T9, T10],
    l11: Model[T10, T11],
    /,
) -> Model[T0, T11]: ...
@overload
def chain(
    l1: Model[T0, T1],
    l2: Model[T1, T2],
    l3: Model[T2, T3],
    l4: Model[T3, T4],
    l5: Model[T4, T5],
    l6: Model[T5, T6],
    l7: Model[T6, T7],
    l8: Model[T7, T8],
    l9: Model[T8, T9],
    l10: Model[T9, T10],
    l11: Model[T10, T11],
    l12: Model[T11, T12],
    /,
) -> Model[T0, T12]: ...
@overload
def chain(
    l1: Model[T0, T1],
    l2: Model[T1, T2],
    l3: Model[T2, T3],
    l4: Model[T3, T4],
    l5: Model[T4, T5],
    l6: Model[T5, T6],
    l7: Model[T6, T7],
    l8: Model[T7, T8],
    l9: Model[T8, T9],
    l10: Model[T9, T10],
    l11: Model[T10, T11],
    l12: Model[T11, T12],
    l13: Model[T12, T13],
    /,
    *layers: Model[Any, Any],
) -> Model[T0, Any]: ...
@registry.layers("chain.v1")
def chain(*layers: Model[Any, Any]) -> Model[Any, Any]:
    """Compose two layers or more: the output of each is the input of the next.

    Args:
        layers: The layers, in the order in which data pass through them.

    Shapes:
        X: what the first layer takes   Y: what the last layer gives

    Raises:
        CompositionError: There are fewer than two layers, or one is not a `Model`.

    Example:
        >>> from typedthinc.api import Relu, Softmax, chain
        >>> chain(Relu(nO=64), Softmax(nO=10)).name
        'relu>>softmax'
    """
    check_layers("chain", layers, at_least=2)
    dims: dict[str, int | None] = {"nO": None}
    if layers[0].has_dim("nI") is not False:
        dims = {"nO": None, "nI": None}
    model: Model[Any, Any] = Model(
        ">>".join(layer.name for layer in layers), forward, init=init, dims=dims, layers=layers
    )
    _set_dims(model)
    return model


def forward(model: Model[Any, Any], X: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    callbacks = []
    for layer in model.layers:
        X, callback = layer(X, is_train)
        callbacks.append(callback)

    def backprop(dY: Any) -> Any:
        for callback in reversed(callbacks):
            dY = callback(dY)
        return dY

    return X, backprop


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    push_dim(model, "nI", model.layers[:1])
    push_dim(model, "nO", model.layers[-1:])
    before: Model[Any, Any] | None = None
    for layer in model.layers:
        if before is not None and (X is None or _is_wide(X, before.maybe_get_dim("nO"))):
            _pass_width(before, layer)
        layer.initialize(X=X, Y=Y if layer.has_dim("nO") is None else None)
        if X is not None:
            X = layer.predict(X)
        before = layer
    _set_dims(model)
    if X is not None and model.has_dim("nO") is None:
        # The last layer has no width of its own: what came out of it tells.
        with contextlib.suppress(ValueError):
            model.set_dim("nO", get_width(X))


def _is_wide(X: Any, width: int | None) -> bool:
    """Whether a sample has that width; one of another sort of data has none."""
    try:
        return width is not None and get_width(X) == width
    except ValueError:
        return False


def _pass_width(before: Model[Any, Any], layer: Model[Any, Any]) -> None:
    given, taken = before.maybe_get_dim("nO"), layer.maybe_get_dim("nI")
    if given is None or layer.has_dim("nI") is False:
        return
    if taken is None:
        layer.set_dim("nI", given)
    elif taken != given:
        raise ShapeError(
            "takes another width than the layer before it gives",
            node=layer,
            expected=f"nI={given}",
            source=f'"{before.name}" has nO={given}',
            got=f"nI={taken}",
        )


def _set_dims(model: Model[Any, Any]) -> None:
    mirror_dims(model, "nI", model.layers[:1])
    mirror_dims(model, "nO", model.layers[-1:])
