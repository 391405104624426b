"""A layer that tells what happens in it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.errors import ArgumentTypeError
from typedthinc.layers._compose import check_layers
from typedthinc.layers._wrapped_forward import Around
from typedthinc.model import Model
from typedthinc.types.describe import describe

A = TypeVar("A", default=Any)
B = TypeVar("B", default=Any)


def ignore(*args: Any) -> None:
    """Do nothing."""


def with_debug(
    layer: Model[A, B],
    name: str | None = None,
    *,
    on_init: Callable[[Model[A, B], Any, Any], object] = ignore,
    on_forward: Callable[[Model[A, B], A, bool], object] = ignore,
    on_backprop: Callable[[B], object] = ignore,
) -> Model[A, B]:
    """Call functions of yours when a layer is initialized and when it runs.

    Each is called before the layer does its work. A model can be pickled after
    this if the functions can.

    Args:
        layer: The layer; it is changed and returned.
        name: Changes nothing.
        on_init: Called with the layer and the samples X and Y.
        on_forward: Called with the layer, its input and whether this is training.
        on_backprop: Called with the gradient of the output.

    Shapes:
        X: what the layer takes   Y: what the layer gives

    Returns:
        The layer itself.

    Raises:
        ArgumentTypeError: `name` is no str.
        CompositionError: `layer` is not a `Model`.

    Example:
        >>> from typedthinc.api import Relu, with_debug
        >>> import numpy
        >>> model = with_debug(Relu(4, 3), on_forward=lambda model, X, is_train: print(X.shape))
        >>> model.initialize().predict(numpy.zeros((2, 3), dtype="f")).shape
        (2, 3)
        (2, 4)
    """
    check_layers("with_debug", [layer])
    if name is not None and not isinstance(name, str):
        raise ArgumentTypeError(
            "with_debug got something else than a name",
            expected="a str",
            got=describe(name),
            help="give functions by name: on_init=, on_forward=, on_backprop=",
        )
    layer.replace_callbacks(
        Around(layer._func, forward, on_forward, on_backprop),
        init=functools.partial(init, layer.init, on_init),
    )
    return layer


def forward(
    inner: Callable[..., Any],
    on_forward: Callable[..., object],
    on_backprop: Callable[..., object],
    model: Model[Any, Any],
    X: Any,
    is_train: bool,
) -> tuple[Any, Callable[[Any], Any]]:
    on_forward(model, X, is_train)
    Y, callback = inner(model, X, is_train)

    def backprop(dY: Any) -> Any:
        on_backprop(dY)
        return callback(dY)

    return Y, backprop


def init(
    inner: Callable[..., Any] | None,
    on_init: Callable[..., object],
    model: Model[Any, Any],
    X: Any = None,
    Y: Any = None,
) -> None:
    on_init(model, X, Y)
    if inner is not None:
        inner(model, X=X, Y=Y)
