"""Rows of a table by their ids, and ids by other ids."""

from __future__ import annotations

from typing import Any

import numpy

from typedthinc.backends.hashing import murmur3_x64_128, murmur3_x86_32_keys
from typedthinc.backends.segments import sum_segments
from typedthinc.export.runtime.containers import Array, Ragged, as_lengths, described, has_no_width


def embed(X: Array, E: Array) -> Array:
    """The row of the table for each id."""
    ids = as_ids(X)
    if ids.size and not (0 <= int(ids.min()) and int(ids.max()) < len(E)):
        raise IndexError(f"expected ids from 0 to {len(E) - 1}, got {ids.min()} to {ids.max()}")
    Y: Array = E[ids.astype("int64")]
    return Y


def hash_embed(X: Array, E: Array, seed: int) -> Array:
    """The sum of the four rows of the table that the hash of each id names."""
    rows = murmur3_x64_128(numpy, as_ids(X).astype("uint64"), seed) % len(E)
    Y: Array = E[rows[:, 0]]
    for column in range(1, 4):
        Y += E[rows[:, column]]
    return Y


def as_ids(X: Any) -> Array:
    """An array with one id a row."""
    if not isinstance(X, numpy.ndarray):
        raise TypeError(f"expected integers (batch,), got {described(X)}")
    if X.shape == (0, 0):
        # What an empty list becomes: it has no arrays that could tell a kind.
        return numpy.zeros(0, "int64")
    if X.ndim != 1 or X.dtype.kind not in "iu":
        raise TypeError(f"expected integers (batch,), got {described(X)}")
    return X


def mean_embed(X: Any, E: Array, padding_idx: int | None) -> Array:
    """The mean of the rows of the table for the ids of each sequence, but for padding."""
    if has_no_width(X.data if isinstance(X, Ragged) else X):
        ids = numpy.zeros(0, "int64")
        lengths = as_lengths(X.lengths, 0) if isinstance(X, Ragged) else ids
    elif isinstance(X, Ragged):
        lengths = as_lengths(X.lengths, len(X.data))
        ids = X.data[: int(lengths.sum())].reshape(-1)
    else:
        lengths, ids = numpy.full(X.shape[0], X.shape[1]), X.reshape(-1)
    if padding_idx is not None:
        counts = ids != padding_idx
        before = numpy.concatenate([[0], counts.cumsum()])
        ends = lengths.cumsum()
        ids, lengths = ids[counts], before[ends] - before[ends - lengths]
    means: Array = sum_segments(embed(ids, E), lengths)
    means /= numpy.maximum(lengths, 1).astype(means.dtype)[:, None]
    return means


def sparse_linear(X: Any, W: Array, b: Array, length: int, v1_indexing: bool) -> Array:
    """The weighted sums of hashed features, given as keys, values and lengths."""
    if not isinstance(X, (tuple, list)) or len(X) != 3 or len(X[0]) != len(X[1]):
        raise TypeError(f"expected a tuple (keys, values, lengths), got {described(X)}")
    lengths = as_lengths(X[2], len(X[0]))
    keys, values = (part[: int(lengths.sum())] for part in X[:2])
    keys = keys.astype("uint64")
    hashes = numpy.stack([murmur3_x86_32_keys(numpy, keys, seed) for seed in (0, 1)])
    hashes, outputs = hashes.astype("int64")[:, :, None], numpy.arange(len(b))
    first = hashes & (length - 1) if v1_indexing else hashes % length
    places = first + outputs * (1 if v1_indexing else length)
    rows = W[places].sum(axis=0) * values.astype(W.dtype)[:, None]
    Y: Array = sum_segments(rows, lengths)
    Y += b
    return Y


def remap_ids(X: Any, table: dict[Any, int], default: int, dtype: str | None) -> Array:
    """The number that a table has for each item."""
    items = X.tolist() if isinstance(X, numpy.ndarray) and X.ndim == 1 else X
    numbers = [table.get(item, default) for item in items]
    if dtype is None:
        fits = not numbers or (-(2**31) <= min(numbers) and max(numbers) < 2**31)
        dtype = "int32" if fits else "int64"
    return numpy.asarray(numbers, dtype=dtype).reshape((-1, 1))


def remap_column(X: Any, table: dict[Any, int], default: int, column: int | None) -> Array:
    """The number that a table has for each item, or each of those in a column."""
    return remap_ids(column_of(X, column), table, default, None)


def premap_ids(X: Array, table: Array, default: int, column: int | None, dtype: str) -> Array:
    """The number that a sorted table has for each id."""
    ids = as_ids(column_of(X, column)).astype("int64")
    keys, numbers = table
    fits = -(2**31) <= default < 2**31
    Y = numpy.full(len(ids), default, dtype=dtype if fits else "int64")
    if len(keys):
        places = numpy.minimum(numpy.searchsorted(keys, ids), len(keys) - 1)
        found = keys[places] == ids
        Y[found] = numbers[places[found]]
    return Y.reshape((-1, 1))


def column_of(X: Any, column: int | None) -> Any:
    """A column of a table, if one is wanted."""
    if column is None or not isinstance(X, numpy.ndarray) or X.shape == (0, 0):
        return X
    if X.ndim != 2:
        raise TypeError(f"expected an array (batch, features), got {described(X)}")
    return X[:, column]
