"""Batches of sequences, and what an input must be."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

import numpy

Array: TypeAlias = numpy.ndarray[Any, Any]


class Ragged(NamedTuple):
    """Sequences one after another: the rows of all, and how many rows each has."""

    data: Any
    lengths: Any


class Padded(NamedTuple):
    """Sequences of one length, longest first, filled up with zeros.

    The axes of data are (steps, batch, width). size_at_t has the number of
    sequences that are still going on at each step, lengths the steps of each
    sequence, and indices the place that each had before they were sorted.
    """

    data: Any
    size_at_t: Any
    lengths: Any
    indices: Any


def as_ragged(X: Any) -> Ragged:
    """A Ragged, which may also be a pair of rows and lengths."""
    if isinstance(X, Padded) or not isinstance(X, tuple) or len(X) != 2:
        raise TypeError(f"expected Ragged(data, lengths), got {described(X)}")
    return Ragged(*X)


def as_padded(X: Any) -> Padded:
    """A Padded, which may also be a tuple of its four arrays."""
    if not isinstance(X, tuple) or len(X) != 4:
        raise TypeError(f"expected Padded(data, size_at_t, lengths, indices), got {described(X)}")
    return Padded(*X)


def as_list(X: Any) -> list[Array]:
    """A list or tuple of arrays."""
    if (
        isinstance(X, (Ragged, Padded))
        or not isinstance(X, (list, tuple))
        or not all(isinstance(member, numpy.ndarray) for member in X)
    ):
        raise TypeError(f"expected a list of arrays, got {described(X)}")
    return list(X)


def as_floats(X: Any, width: int, dtype: Any) -> Array:
    """An array of rows of that width, in the dtype of the weights that it will meet."""
    if not isinstance(X, numpy.ndarray) or X.ndim != 2 or X.dtype.kind not in "fiub":
        raise TypeError(f"expected an array (batch, {width}), got {described(X)}")
    if X.shape == (0, 0):
        # What an empty list becomes: it has no arrays that could tell a width.
        return numpy.zeros((0, width), dtype)
    if X.shape[1] != width:
        raise ValueError(f"expected an array (batch, {width}), got {described(X)}")
    return X.astype(dtype, copy=False)


def float_rows(X: Ragged) -> Array:
    """The rows of a Ragged of floats, with two axes."""
    rows = X.data
    if not isinstance(rows, numpy.ndarray) or rows.dtype.kind != "f":
        raise TypeError(f"expected Ragged(data, lengths) of floats, got data {described(rows)}")
    flat: Array = rows.reshape((len(rows), int(numpy.prod(rows.shape[1:]))))
    return flat


def as_lengths(lengths: Any, n_rows: int) -> Array:
    """The lengths of sequences that have no more than that many rows together."""
    sizes: Array = numpy.asarray(lengths).astype("int64")
    if sizes.ndim != 1 or (sizes < 0).any() or sizes.sum() > n_rows:
        raise ValueError(
            f"expected lengths of sequences of {n_rows} rows, got {described(sizes)}"
            f" that add up to {sizes.sum()}"
        )
    return sizes


def has_no_width(X: Any) -> bool:
    """Whether an array is what an empty list became: no axis of it has any length."""
    shape = getattr(X, "shape", ())
    return len(shape) > 1 and not any(shape)


def described(X: Any) -> str:
    """What a value is, in a few words."""
    if isinstance(X, numpy.ndarray):
        return f"{X.dtype} {X.shape}"
    if type(X) in (list, tuple):
        return f"a {type(X).__name__} of {len(X)}" + (f" x {described(X[0])}" if X else "")
    return f"a {type(X).__name__}"
