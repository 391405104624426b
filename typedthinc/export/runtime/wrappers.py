"""Layers that see a batch in another container, or a part of it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import numpy

from typedthinc.export.runtime.containers import (
    Array,
    Padded,
    Ragged,
    as_list,
    as_padded,
    as_ragged,
    described,
)
from typedthinc.export.runtime.sequences import joined, list2padded, padded2list, row_counts, split


def with_array(X: Any, layer: Callable[[Any], Any], pad: int) -> Any:
    """A layer over arrays, applied to all rows of a batch at once."""
    if isinstance(X, (Ragged, Padded)):
        return X._replace(data=layer(X.data))
    if isinstance(X, (list, tuple)):
        # No arrays could tell the layer a width.
        return split(layer(joined(as_list(X), pad)), row_counts(X), pad) if X else []
    return layer(X)


def with_array2d(X: Any, layer: Callable[[Any], Any], pad: int) -> Any:
    """A layer over arrays with two axes, applied to all rows of a batch at once."""
    if isinstance(X, Ragged):
        return Ragged(layer(rows_in(X.data)), X.lengths)
    return with_array(X, lambda array: with_rows(array, layer), pad)


def with_reshape(X: Array, layer: Callable[[Any], Any]) -> Array:
    """A layer over arrays with two axes, applied to one with three."""
    if getattr(X, "ndim", 0) != 3:
        raise TypeError(f"expected an array with three axes, got {described(X)}")
    return with_rows(X, layer)


def with_rows(X: Array, layer: Callable[[Any], Any]) -> Array:
    """A layer over arrays with two axes, applied to one that may have more."""
    Y: Array = layer(X if X.ndim < 3 else rows_in(X))
    return Y if X.ndim < 3 else Y.reshape((*X.shape[:-1], *Y.shape[1:]))


def rows_in(X: Array) -> Array:
    """An array with two axes: all but the last make up the rows."""
    if X.ndim == 1:
        return X.reshape((-1, 1))
    return X.reshape((math.prod(X.shape[:-1]), X.shape[-1]))


def with_padded(X: Any, layer: Callable[[Any], Any]) -> Any:
    """A layer over Padded, applied to a list, a Ragged, or an array of steps."""
    if isinstance(X, Padded):
        return layer(X)
    if isinstance(X, Ragged):
        rows = X.data.reshape((len(X.data), math.prod(X.data.shape[1:])))
        if not len(X.lengths):
            # A list of no arrays would have no width.
            none = numpy.zeros(0, "int32")
            data = layer(Padded(rows[:0].reshape((0, 0, rows.shape[1])), none, none, none)).data
            return Ragged(data.reshape((0, *data.shape[2:])), X.lengths)
        members = with_padded(split(rows[: int(sum(X.lengths))], X.lengths), layer)
        # A layer may give sequences of other lengths.
        return Ragged(joined(members), row_counts(members))
    if isinstance(X, tuple) and [getattr(part, "ndim", 0) for part in X] == [3, 1, 1, 1]:
        return tuple(layer(Padded(*X)))
    if isinstance(X, (list, tuple)):
        return padded2list(layer(list2padded(X)))
    Y = layer(as_steps(X))
    return Y.data[:, numpy.argsort(Y.indices)]


def as_steps(X: Any) -> Padded:
    """An array of sequences of one length as a Padded."""
    if getattr(X, "ndim", 0) != 3:
        raise TypeError(f"expected arrays of steps, got {described(X)}")
    steps, batch = X.shape[:2]
    return Padded(
        X,
        numpy.full(steps, batch, "int32"),
        numpy.full(batch, steps, "int32"),
        numpy.arange(batch, dtype="int32"),
    )


def with_ragged(X: Any, layer: Callable[[Any], Any]) -> Any:
    """A layer over Ragged, applied to what holds sequences."""
    if isinstance(X, Ragged):
        return layer(X)
    if isinstance(X, (list, tuple)) and not X:
        return []
    return closed(as_ragged(layer(opened(X))), X)


def with_list(X: Any, layer: Callable[[Any], Any], width: int | None) -> Any:
    """A layer over lists of arrays, applied to what holds sequences."""
    if not isinstance(X, (Ragged, Padded)):
        return layer(list(X) if isinstance(X, tuple) else X)
    inside = opened(X)
    rows = inside.data.reshape((len(inside.data), math.prod(inside.data.shape[1:])))
    Ys = as_list(layer(split(rows[: int(sum(inside.lengths))], inside.lengths)))
    if len(Ys) != len(inside.lengths):
        raise ValueError(f"expected {len(inside.lengths)} arrays, got {len(Ys)}")
    if Ys:
        return closed(Ragged(joined(Ys), row_counts(Ys)), X)
    empty = rows[:0] if width is None else numpy.zeros((0, width), rows.dtype)
    return closed(Ragged(empty, inside.lengths), X)


def opened(X: Any) -> Ragged:
    """The sequences of a batch as a Ragged."""
    if isinstance(X, Ragged):
        return X
    if isinstance(X, Padded):
        places, lengths = places_of_sequences(X)
        return Ragged(X.data[places], lengths)
    if is_pair(X):
        return Ragged(X[0], numpy.asarray(X[1]))
    return Ragged(joined(as_list(X)), row_counts(X))


def closed(Y: Ragged, X: Any) -> Any:
    """A Ragged in the container of another batch of as many sequences."""
    if isinstance(X, Ragged):
        return Y
    if isinstance(X, Padded):
        places, lengths = places_of_sequences(X)
        if not numpy.array_equal(Y.lengths, lengths):
            return list2padded(split(Y.data, Y.lengths))
        data = numpy.zeros((*X.data.shape[:2], *Y.data.shape[1:]), Y.data.dtype)
        data[places] = Y.data
        return X._replace(data=data)
    return tuple(Y) if is_pair(X) else split(Y.data, Y.lengths)


def is_pair(X: Any) -> bool:
    """Whether a batch is a tuple of the rows of sequences and their lengths."""
    if not isinstance(X, tuple) or len(X) != 2 or not isinstance(X[0], numpy.ndarray):
        return False
    rest: Any = X[1]
    return isinstance(rest, list) or (
        isinstance(rest, numpy.ndarray) and rest.ndim == 1 and rest.dtype.kind in "iu"
    )


def places_of_sequences(X: Padded) -> tuple[Any, Array]:
    """Where the steps of each sequence are in a Padded, in their old order, and how many."""
    padded = as_padded(X)
    sequences: Array = numpy.argsort(padded.indices)
    lengths: Array = padded.lengths[sequences]
    sequence, step = numpy.nonzero(numpy.arange(len(padded.data)) < lengths[:, None])
    return (step, sequences[sequence]), lengths


def map_list(X: Any, layer: Callable[[Any], Any]) -> list[Any]:
    """A layer, applied to each member of a list."""
    if not isinstance(X, (list, tuple)) or isinstance(X, (Ragged, Padded)):
        raise TypeError(f"expected a list, got {described(X)}")
    return [layer(member) for member in X]


def with_getitem(X: Any, layer: Callable[[Any], Any], idx: int) -> Any:
    """A layer, applied to one member of a tuple."""
    if not isinstance(X, (tuple, list)):
        raise TypeError(f"expected a tuple, got {described(X)}")
    members = list(X)
    members[idx] = layer(members[idx])
    return tuple(members) if isinstance(X, tuple) else members


def with_flatten(X: Any, layer: Callable[[Any], Any]) -> list[Any]:
    """A layer that makes an array of a list, applied to the items of nested lists."""
    # No items could tell the layer a width.
    return regrouped(layer(items_in(X)), X) if len(X) else []


def with_flatten_v2(X: Any, layer: Callable[[Any], Any]) -> list[Any]:
    """A layer over lists, applied to the items of nested lists."""
    return regrouped(layer(items_in(X)), X)


def items_in(X: Any) -> list[Any]:
    """The items of nested lists in one list."""
    if not isinstance(X, (list, tuple)) or not all(hasattr(inner, "__len__") for inner in X):
        raise TypeError(f"expected a list of lists, got {described(X)}")
    return [item for inner in X for item in inner]


def regrouped(items: Any, like: Any) -> list[Any]:
    """Parts of a list or an array, as long as some others."""
    lengths = [len(part) for part in like]
    if len(items) != sum(lengths):
        raise ValueError(f"expected {sum(lengths)} items, got {len(items)}")
    ends = itertools.accumulate(lengths)
    return [items[end - length : end] for end, length in zip(ends, lengths)]


def uniqued(X: Array, layer: Callable[[Any], Any], column: int) -> Array:
    """A layer, applied to the first of the rows that have the same number in a column."""
    if getattr(X, "ndim", 0) != 2:
        raise TypeError(f"expected an array (rows, columns), got {described(X)}")
    ids = X[:, column]
    if len(ids) < 2:
        alone: Array = layer(X)
        return alone
    _, first, places = numpy.unique(ids, return_index=True, return_inverse=True)
    Y: Array = layer(X[first])[places]
    return Y
