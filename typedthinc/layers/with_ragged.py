"""A layer over Ragged, applied to whatever holds sequences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._compose import check_layers
from typedthinc.layers._opened_sequences import holds_sequences, opened, opened_gradient
from typedthinc.layers._over_arrays import no_gradients
from typedthinc.layers._sequences import as_ragged
from typedthinc.layers._wrapped_layer import dims_of, initialize_inside
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Ragged

SeqT = TypeVar("SeqT", default=Any)


@registry.layers("with_ragged.v1")
def with_ragged(layer: Model[Ragged, Ragged]) -> Model[SeqT, SeqT]:  # pyright: ignore[reportInvalidTypeVarUse]  # any container
    """Apply a layer over Ragged to what holds sequences.

    The output has the kind of the input. A tuple of the rows of sequences and of
    their lengths is taken for a Ragged, and comes back as such a tuple.

    Args:
        layer: A layer over Ragged.

    Shapes:
        X: Ragged, list of (length, width), Padded, or a tuple of (total, width) and
            Ints1d (batch,)
        Y: as X, with the width of the layer

    Raises:
        CompositionError: `layer` is not a `Model`.
        ArrayError: At run time, if the input holds no sequences.

    Example:
        >>> from typedthinc.api import expand_window, with_ragged
        >>> import numpy
        >>> model = with_ragged(expand_window(1))
        >>> [Y.shape for Y in model.predict([numpy.zeros((2, 3)), numpy.zeros((4, 3))])]
        [(2, 9), (4, 9)]
    """
    check_layers("with_ragged", [layer])
    return Model(
        f"with_ragged({layer.name})", forward, init=init, dims=dims_of(layer), layers=[layer]
    )


def forward(model: Model[Any, Any], X: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    if isinstance(X, Ragged):
        return model.layers[0](X, is_train)
    if isinstance(X, (list, tuple)) and not X:
        # There are no arrays that could tell the layer a width.
        return [], no_gradients
    inside, close = opened(model, X)
    output, callback = model.layers[0](inside, is_train)
    Y = as_ragged(model, output)

    def backprop(dY: Any) -> Any:
        return close(callback(opened_gradient(model, dY, X, Y)))

    return close(Y), backprop


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    initialize_inside(model, _sample(model, X), _sample(model, Y))


def _sample(model: Model[Any, Any], batch: Any) -> Any:
    if isinstance(batch, (list, tuple)) and not batch:
        return None
    return opened(model, batch)[0] if holds_sequences(batch) else batch
