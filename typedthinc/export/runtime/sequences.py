"""Lists of sequences, and what holds all of them."""

from __future__ import annotations

from typing import Any

import numpy

from typedthinc.export.runtime.containers import (
    Array,
    Padded,
    Ragged,
    as_lengths,
    as_list,
    as_padded,
    as_ragged,
    described,
    float_rows,
)


def list2array(X: Any) -> Array:
    """The arrays of a list one after another; of a Ragged the rows."""
    rows: Array = X.data if isinstance(X, Ragged) else joined(as_list(X))
    return rows


def list2ragged(X: Any) -> Ragged:
    """A list of arrays as a Ragged."""
    return X if isinstance(X, Ragged) else Ragged(joined(as_list(X)), row_counts(X))


def ragged2list(X: Any) -> list[Array]:
    """A Ragged as a list of arrays."""
    ragged = as_ragged(X)
    return split(ragged.data, ragged.lengths)


def row_counts(Xs: Any) -> Array:
    """How many rows each array of a list has."""
    return numpy.array([len(X) for X in Xs], dtype="int32")


def joined(Xs: list[Array], pad: int = 0) -> Array:
    """Arrays one after another, with rows of zeros around those that have rows."""
    if not Xs:
        return numpy.zeros((0, 0), "float32")
    filled = [X for X in Xs if len(X)]
    if pad and filled:
        zeros = numpy.zeros((pad, *filled[0].shape[1:]), filled[0].dtype)
        filled = [part for X in filled for part in (zeros, X)] + [zeros]
    if any(X.shape[1:] != Xs[0].shape[1:] for X in Xs):
        raise ValueError(f"expected arrays like {described(Xs[0])}, got {described(Xs)}")
    return numpy.concatenate(filled or Xs[:1])


def split(rows: Array, lengths: Any, pad: int = 0) -> list[Array]:
    """The arrays that were joined."""
    sizes = [int(length) for length in lengths]
    ends, end = [], 0
    for size in sizes:
        end += size + (pad if size else 0)
        ends.append(end)
    if end + (pad if any(sizes) else 0) != len(rows) or min(sizes, default=0) < 0:
        raise ValueError(f"expected lengths that make up {len(rows)} rows, got {sizes}")
    return [rows[end - size : end] for size, end in zip(sizes, ends)]


def expand_window(X: Any, window_size: int) -> Any:
    """Each row with the rows before and after it at its sides, zeros beyond the ends."""
    if isinstance(X, Ragged):
        rows = float_rows(X)
        lengths = as_lengths(X.lengths, len(rows))
        if lengths.sum() != len(rows):
            raise ValueError(f"expected lengths that add up to {len(rows)}, got {lengths.sum()}")
        return Ragged(windows(rows, lengths, window_size), X.lengths)
    if not isinstance(X, numpy.ndarray) or X.ndim != 2 or X.dtype.kind != "f":
        raise TypeError(f"expected floats (rows, width) or Ragged, got {described(X)}")
    return windows(X, numpy.array([len(X)]), window_size)


def windows(rows: Array, lengths: Array, window_size: int) -> Array:
    """Each row with its neighbours in its own sequence."""
    ends = numpy.repeat(lengths.cumsum(), lengths)
    starts = ends - numpy.repeat(lengths, lengths)
    places = numpy.arange(len(rows))[:, None] + numpy.arange(-window_size, window_size + 1)
    inside = (places >= starts[:, None]) & (places < ends[:, None])
    columns = rows[numpy.where(inside, places, 0)]
    columns[~inside] = 0
    return columns.reshape((len(rows), (2 * window_size + 1) * rows.shape[1]))


def list2padded(X: Any) -> Padded:
    """A list of arrays as a Padded; of equally long ones the last comes first."""
    Xs = as_list(X)
    order = sorted(range(len(Xs)), key=lambda place: (-len(Xs[place]), -place))
    lengths = row_counts([Xs[place] for place in order])
    if not Xs:
        return Padded(numpy.zeros((0, 0, 0), "float32"), lengths, lengths, lengths)
    data = numpy.zeros((max(lengths), len(Xs), *Xs[0].shape[1:]), Xs[0].dtype)
    for column, place in enumerate(order):
        data[: len(Xs[place]), column] = Xs[place]
    size_at_t = (lengths > numpy.arange(len(data))[:, None]).sum(axis=1, dtype="int32")
    return Padded(data, size_at_t, lengths, numpy.array(order, dtype="int32"))


def padded2list(X: Any) -> list[Array]:
    """The sequences of a Padded, in the order they had before they were sorted."""
    padded = as_padded(X)
    members: list[Any] = [None] * len(padded.lengths)
    for column, (place, length) in enumerate(zip(padded.indices, padded.lengths)):
        members[int(place)] = numpy.ascontiguousarray(padded.data[: int(length), column])
    return members
