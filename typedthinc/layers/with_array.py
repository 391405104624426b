"""A layer over arrays, applied to sequences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, overload

from typing_extensions import TypeVar

from typedthinc.layers._compose import check_layers
from typedthinc.layers._over_arrays import over_list, over_padded
from typedthinc.layers._sequences import as_list, as_ragged, flattened, wrong_kind
from typedthinc.layers._wrapped_layer import dims_of, initialize_inside
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import ArrayXd, Padded, Ragged

ArrayT = TypeVar("ArrayT", bound=ArrayXd)
InT = TypeVar("InT", bound=ArrayXd)
OutT = TypeVar("OutT", bound=ArrayXd)
SeqT = TypeVar("SeqT", default=Any)


@overload
def with_array(layer: Model[ArrayT, ArrayT], pad: int = 0) -> Model[SeqT, SeqT]: ...
@overload
def with_array(layer: Model[InT, OutT], pad: int = 0) -> Model[SeqT, Any]: ...
@registry.layers("with_array.v1")
def with_array(layer: Model[Any, Any], pad: int = 0) -> Model[Any, Any]:
    """Apply a layer over arrays to what holds sequences.

    The layer sees all rows at once: those of a Ragged, of the arrays of a list,
    or of the steps of a Padded. The output has the kind of the input.

    Args:
        layer: A layer over arrays, with a row of output for each of input.
        pad: How many rows of zeros separate the arrays of a list, so that a layer
            over windows does not look across their borders.

    Shapes:
        X: (rows, width), list of (length, width), Ragged or Padded
        Y: as X, with the width of the layer

    Raises:
        CompositionError: `layer` is not a `Model`.
        ArrayError: At run time, if the input holds no rows.

    Example:
        >>> from typedthinc.api import Relu, with_array
        >>> import numpy
        >>> model = with_array(Relu(nO=4, nI=3)).initialize()
        >>> [Y.shape for Y in model.predict([numpy.zeros((2, 3), dtype="f")])]
        [(2, 4)]
    """
    check_layers("with_array", [layer])
    return Model(
        f"with_array({layer.name})",
        forward,
        init=init,
        dims=dims_of(layer),
        layers=[layer],
        attrs={"pad": pad},
    )


def forward(model: Model[Any, Any], X: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    layer = model.layers[0]
    if isinstance(X, Ragged):
        return _ragged(layer, X, is_train)
    if isinstance(X, Padded):
        return over_padded(model, layer, X, is_train)
    if isinstance(X, (list, tuple)):
        return over_list(model, layer, X, is_train)
    if not hasattr(X, "ndim"):
        raise wrong_kind(model, "an array, a list of arrays, a Ragged or a Padded", X)
    return layer(X, is_train)


def _ragged(
    layer: Model[Any, Any], X: Ragged, is_train: bool
) -> tuple[Ragged, Callable[[Ragged], Ragged]]:
    lengths = X.lengths
    Y, callback = layer(X.dataXd, is_train)

    def backprop(dY: Ragged) -> Ragged:
        return Ragged(callback(as_ragged(layer, dY).dataXd), lengths)

    return Ragged(Y, lengths), backprop


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    initialize_inside(model, _rows(model, X), _rows(model, Y))


def _rows(model: Model[Any, Any], batch: Any) -> Any:
    if isinstance(batch, Ragged):
        return batch.dataXd
    if isinstance(batch, Padded):
        return batch.data
    if isinstance(batch, (list, tuple)):
        return flattened(model, as_list(model, batch), model.attrs["pad"]) if batch else None
    return batch
