"""A layer whose work shows in Apple's Instruments."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib.util import find_spec
from typing import Any, Protocol

from typing_extensions import TypeVar

from typedthinc.errors import ArgumentError
from typedthinc.layers._compose import check_layers
from typedthinc.layers._wrapped_forward import Around
from typedthinc.model import Model

ModelT = TypeVar("ModelT", bound=Model[Any, Any])


class Signposter(Protocol):
    """What is used of `os_signpost.Signposter`."""

    def use_interval(self, begin_msg: str, /) -> AbstractContextManager[object]:
        """Mark the time that a `with` block takes."""
        ...


def with_signpost_interval(
    layer: ModelT, signposter: Signposter, name: str | None = None
) -> ModelT:
    """Mark the forward and the backward pass of a layer as signpost intervals of macOS.

    Args:
        layer: The layer; it is changed and returned.
        signposter: An `os_signpost.Signposter`. A model that holds one cannot be pickled.
        name: What the intervals are called; the name of the layer if it is left out.

    Shapes:
        X: what the layer takes   Y: what the layer gives

    Returns:
        The layer itself.

    Raises:
        ArgumentError: The package os-signpost is not installed.
        CompositionError: `layer` is not a `Model`.

    Example:
        >>> from typedthinc.api import Relu, with_signpost_interval
        >>> try:
        ...     from os_signpost import Signposter
        ... except ImportError:  # not on macOS
        ...     model = Relu(nO=4)
        ... else:
        ...     signposter = Signposter("com.example.app", Signposter.Category.DynamicTracing)
        ...     model = with_signpost_interval(Relu(nO=4), signposter)
        >>> model.name
        'relu'
    """
    if find_spec("os_signpost") is None:
        raise ArgumentError(
            "with_signpost_interval needs the package os-signpost, which runs on macOS only",
            help="pip install os-signpost",
        )
    check_layers("with_signpost_interval", [layer])
    label = layer.name if name is None else name
    layer.replace_callbacks(Around(layer._func, forward, signposter, label), init=layer.init)
    return layer


def forward(
    inner: Callable[..., Any],
    signposter: Signposter,
    label: str,
    model: Model[Any, Any],
    X: Any,
    is_train: bool,
) -> tuple[Any, Callable[[Any], Any]]:
    with signposter.use_interval(f"{label} forward"):
        Y, callback = inner(model, X, is_train)

    def backprop(dY: Any) -> Any:
        with signposter.use_interval(f"{label} backprop"):
            return callback(dY)

    return Y, backprop
