"""A layer whose work shows in NVIDIA's profilers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._compose import check_layers
from typedthinc.layers._wrapped_forward import Around
from typedthinc.model import Model
from typedthinc.util import use_nvtx_range

ModelT = TypeVar("ModelT", bound=Model[Any, Any])


def with_nvtx_range(
    layer: ModelT,
    name: str | None = None,
    *,
    forward_color: int = -1,
    backprop_color: int = -1,
) -> ModelT:
    """Mark the forward and the backward pass of a layer as ranges of NVTX.

    Without CuPy there is nothing to mark them with, and nothing happens.

    Args:
        layer: The layer; it is changed and returned.
        name: What the ranges are called; the name of the layer if it is left out.
        forward_color: The number of the color of the forward pass.
        backprop_color: The number of the color of the backward pass.

    Shapes:
        X: what the layer takes   Y: what the layer gives

    Returns:
        The layer itself.

    Raises:
        CompositionError: `layer` is not a `Model`.

    Example:
        >>> from typedthinc.api import Relu, with_nvtx_range
        >>> with_nvtx_range(Relu(nO=4), "tagger").name
        'relu'
    """
    check_layers("with_nvtx_range", [layer])
    label = layer.name if name is None else name
    layer.replace_callbacks(
        Around(layer._func, forward, label, forward_color, backprop_color), init=layer.init
    )
    return layer


def forward(
    inner: Callable[..., Any],
    label: str,
    forward_color: int,
    backprop_color: int,
    model: Model[Any, Any],
    X: Any,
    is_train: bool,
) -> tuple[Any, Callable[[Any], Any]]:
    with use_nvtx_range(f"{label} forward", forward_color):
        Y, callback = inner(model, X, is_train)

    def backprop(dY: Any) -> Any:
        with use_nvtx_range(f"{label} backprop", backprop_color):
            return callback(dY)

    return Y, backprop
