"""Running a layer over arrays on what holds them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeAlias

from typedthinc.layers._sequences import as_list, check_lengths, flattened, wrong_kind
from typedthinc.model import Model
from typedthinc.types import Padded

Result: TypeAlias = tuple[Any, Callable[[Any], Any]]
# A layer, or what runs a layer on an array in some other way.
Call: TypeAlias = Callable[[Any, bool], Result]


def over_padded(model: Model[Any, Any], call: Call, X: Padded, is_train: bool) -> Result:
    """Run a layer over the array in a Padded."""
    Y, callback = call(X.data, is_train)

    def backprop(dY: Padded) -> Padded:
        if not isinstance(dY, Padded):
            raise wrong_kind(model, "Padded", dY)
        return Padded(callback(dY.data), dY.size_at_t, dY.lengths, dY.indices)

    return Padded(Y, X.size_at_t, X.lengths, X.indices), backprop


def over_list(model: Model[Any, Any], call: Call, X: Any, is_train: bool) -> Result:
    """Run a layer over the arrays of a list at once; an attribute `pad` says how far apart."""
    Xs = as_list(model, X)
    if not Xs:
        # There are no arrays that could tell the layer a width.
        return [], no_gradients
    ops, pad = model.ops, model.attrs["pad"]
    lengths = ops.asarray1i([len(member) for member in Xs])
    Y, callback = call(flattened(model, Xs, pad), is_train)

    def backprop(dYs: list[Any]) -> list[Any]:
        check_lengths(model, dYs, Xs)
        dX = callback(flattened(model, as_list(model, dYs), pad))
        return ops.unflatten(dX, lengths, pad=pad)

    return ops.unflatten(Y, lengths, pad=pad), backprop


def no_gradients(dYs: object) -> list[Any]:
    return []


def rows_in(X: Any) -> Any:
    """An array with two axes of one with more: all but the last make up the rows."""
    # Worked out, since an empty array does not tell how many there are.
    return X.reshape((math.prod(X.shape[:-1]), X.shape[-1]))


def over_rows(layer: Model[Any, Any], X: Any, is_train: bool) -> Result:
    """Run a layer over arrays with two axes on one that may have more."""
    if X.ndim < 3:
        return layer(X, is_train)
    Y, callback = layer(rows_in(X), is_train)

    def backprop(dY: Any) -> Any:
        return callback(dY.reshape(Y.shape)).reshape(X.shape)

    return Y.reshape((*X.shape[:-1], *Y.shape[1:])), backprop
