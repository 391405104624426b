"""One row for each sequence, and the weight of each row in its sequence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy

from typedthinc.backends.segments import sum_segments
from typedthinc.backends.softmax import without_infinities
from typedthinc.export.runtime.containers import (
    Array,
    Ragged,
    as_floats,
    as_lengths,
    as_ragged,
    float_rows,
)


def reduce_sum(X: Any) -> Array:
    """The sum of the rows of each sequence."""
    ragged = as_ragged(X)
    rows = float_rows(ragged)
    sums: Array = sum_segments(rows, as_lengths(ragged.lengths, len(rows)))
    return sums


def reduce_mean(X: Any) -> Array:
    """The mean of the rows of each sequence."""
    means = reduce_sum(X)
    means /= numpy.maximum(as_ragged(X).lengths, 1).astype(means.dtype)[:, None]
    return means


def reduce_first(X: Any) -> Array:
    """The first row of each sequence."""
    rows, lengths = rows_and_sizes(X)
    firsts: Array = rows[lengths.cumsum() - lengths]
    return firsts


def reduce_last(X: Any) -> Array:
    """The last row of each sequence."""
    rows, lengths = rows_and_sizes(X)
    lasts: Array = rows[lengths.cumsum() - 1]
    return lasts


def reduce_max(X: Any) -> Array:
    """The maximum of each column of each sequence."""
    rows, lengths = rows_and_sizes(X)
    return maxima_of(rows, lengths)


def rows_and_sizes(X: Any) -> tuple[Array, Array]:
    """The rows of sequences that all have some, and how many each has."""
    ragged = as_ragged(X)
    rows = float_rows(ragged)
    lengths = as_lengths(ragged.lengths, len(rows))
    if lengths.size and not lengths.all():
        raise ValueError(f"sequence {int(lengths.argmin())} has no rows")
    return rows, lengths


def maxima_of(rows: Array, lengths: Array) -> Array:
    """The maximum of each column of each sequence, all of which have rows."""
    if not len(lengths):
        return rows[:0]
    ends = lengths.cumsum()
    maxima: Array = numpy.maximum.reduceat(rows[: int(ends[-1])], ends - lengths, axis=0)
    return maxima


def attention(X: Any, Q: Array, key_transform: Callable[[Any], Any] | None) -> Ragged:
    """Each row times its share of the attention that its sequence gets."""
    ragged = as_ragged(X)
    rows = as_floats(float_rows(ragged), len(Q), Q.dtype)
    keys = rows if key_transform is None else key_transform(rows)
    if keys.shape != rows.shape:
        raise ValueError(f"expected keys of the shape {rows.shape}, got {keys.shape}")
    products: Array = numpy.matmul(keys, Q.reshape((-1, 1)))
    Y = rows * softmax_of_sequences(products, as_lengths(ragged.lengths, len(rows)))
    return Ragged(Y.reshape((len(Y), *ragged.data.shape[1:])) if len(Y) else Y, ragged.lengths)


def softmax_of_sequences(X: Array, lengths: Array) -> Array:
    """The exponentials of one column, scaled to add up to 1 in each sequence."""
    # Sequences without rows have no greatest number.
    sizes = lengths[lengths > 0]
    starts = sizes.cumsum() - sizes
    Y = numpy.zeros_like(X)
    if len(sizes):
        numbers: Array = X[: int(sizes.sum()), 0]
        greatest = numpy.maximum.reduceat(numbers, starts).repeat(sizes)
        if numpy.isinf(greatest).any():
            numbers, greatest = without_infinities(numpy, numbers, greatest)
        numbers = numpy.exp(numbers - greatest)
        Y[: len(numbers), 0] = numbers / numpy.add.reduceat(numbers, starts).repeat(sizes)
    return Y
