"""A layer over arrays with two axes, applied to sequences."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, overload

from typing_extensions import TypeVar

from typedthinc.layers._compose import check_layers
from typedthinc.layers._over_arrays import over_list, over_padded, over_rows, rows_in
from typedthinc.layers._sequences import as_list, as_ragged, flattened, wrong_kind
from typedthinc.layers._wrapped_layer import dims_of, initialize_inside
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Array2d, ArrayXd, Padded, Ragged

ArrayT = TypeVar("ArrayT", bound=Array2d)
InT = TypeVar("InT", bound=ArrayXd)
OutT = TypeVar("OutT", bound=ArrayXd)
SeqT = TypeVar("SeqT", default=Any)


@overload
def with_array2d(layer: Model[ArrayT, ArrayT], pad: int = 0) -> Model[SeqT, SeqT]: ...
@overload
def with_array2d(layer: Model[InT, OutT], pad: int = 0) -> Model[SeqT, Any]: ...
@registry.layers("with_array2d.v1")
def with_array2d(layer: Model[Any, Any], pad: int = 0) -> Model[Any, Any]:
    """Apply a layer over arrays with two axes to what holds sequences.

    The layer sees all rows at once, as `with_array` shows them, but with two axes:
    of a Padded or another array with more axes, all but the last make up the rows;
    of a Ragged the rows are `data`. The output has the kind of the input. Arrays
    with one axis are handed on as they are.

    Args:
        layer: A layer over arrays, with a row of output for each of input.
        pad: How many rows of zeros separate the arrays of a list, so that a layer
            over windows does not look across their borders.

    Shapes:
        X: (..., width), list of (length, ..., width), Ragged or Padded
        Y: as X, with the width of the layer

    Raises:
        CompositionError: `layer` is not a `Model`.
        ArrayError: At run time, if the input holds no rows.

    Example:
        >>> from typedthinc.api import Relu, with_array2d
        >>> import numpy
        >>> model = with_array2d(Relu(nO=4, nI=3)).initialize()
        >>> model.predict(numpy.zeros((5, 2, 3), dtype="f")).shape
        (5, 2, 4)
    """
    check_layers("with_array2d", [layer])
    return Model(
        # The name that Thinc gives it, which saved models have.
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
        return _ragged(model, X, is_train)
    if isinstance(X, Padded):
        return over_padded(model, functools.partial(over_rows, layer), X, is_train)
    if isinstance(X, (list, tuple)):
        return over_list(model, functools.partial(over_rows, layer), X, is_train)
    if not hasattr(X, "ndim"):
        raise wrong_kind(model, "an array, a list of arrays, a Ragged or a Padded", X)
    return over_rows(layer, X, is_train)


def _ragged(
    model: Model[Any, Any], X: Ragged, is_train: bool
) -> tuple[Ragged, Callable[[Ragged], Ragged]]:
    lengths, shape = X.lengths, X.dataXd.shape
    Y, callback = model.layers[0](X.data, is_train)

    def backprop(dY: Ragged) -> Ragged:
        return Ragged(callback(as_ragged(model, dY).data).reshape(shape), lengths)

    return Ragged(Y, lengths), backprop


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    initialize_inside(model, _rows(model, X), _rows(model, Y))


def _rows(model: Model[Any, Any], batch: Any) -> Any:
    if isinstance(batch, Ragged):
        return batch.data
    if isinstance(batch, (list, tuple)):
        batch = flattened(model, as_list(model, batch), model.attrs["pad"]) if batch else None
    array = batch.data if isinstance(batch, Padded) else batch
    return rows_in(array) if getattr(array, "ndim", 0) > 2 else array
