"""The arrays inside of anything that can be a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from typedthinc.types import Csr2d, Padded, Pairs, Ragged


def arrays_in(batch: Any) -> Iterator[Any]:
    """The arrays of data in a batch, in order; those that hold lengths or places are left out."""
    if isinstance(batch, (Ragged, Padded)):
        yield batch.dataXd if isinstance(batch, Ragged) else batch.data
    elif isinstance(batch, Pairs):
        yield from arrays_in(batch.one)
        yield from arrays_in(batch.two)
    elif isinstance(batch, (list, tuple)):
        for member in batch:
            yield from arrays_in(member)
    elif isinstance(batch, Csr2d):
        yield batch.data
    elif hasattr(batch, "dtype"):
        yield batch


def map_arrays(function: Callable[[Any], Any], batch: Any) -> Any:
    """A batch of the same kind whose arrays of data went through a function."""
    if isinstance(batch, Ragged):
        return Ragged(function(batch.dataXd), batch.lengths.copy())
    if isinstance(batch, Padded):
        copied = batch.copy()
        copied.data = function(batch.data)
        return copied
    if isinstance(batch, Pairs):
        return Pairs(map_arrays(function, batch.one), map_arrays(function, batch.two))
    if isinstance(batch, (list, tuple)):
        return type(batch)(map_arrays(function, member) for member in batch)
    if isinstance(batch, Csr2d):
        matrix: Any = batch.copy()
        matrix.data = function(batch.data)
        return matrix
    return function(batch) if hasattr(batch, "dtype") else batch


def in_dtype(batch: Any, dtype: str) -> Any:
    """A copy of a batch with its floats in another dtype; integers stay as they are."""

    def convert(array: Any) -> Any:
        return array.astype(dtype) if array.dtype.kind == "f" else array.copy()

    return map_arrays(convert, batch)


def empty_like(batch: Any) -> Any:
    """A batch of the same kind without any rows or sequences."""
    if isinstance(batch, (Ragged, Padded, Pairs)):
        return batch[:0]
    if isinstance(batch, tuple):
        return tuple(empty_like(member) for member in batch)
    if isinstance(batch, list):
        return []
    return batch[:0]


def kind_of(batch: Any) -> Any:
    """The kind of a batch: its containers, and rank and kind of dtype of its arrays."""
    if isinstance(batch, (Ragged, Padded)):
        return (type(batch).__name__, *(kind_of(array) for array in arrays_in(batch)))
    if isinstance(batch, (list, tuple)):
        return (type(batch).__name__, *(kind_of(member) for member in batch))
    if isinstance(batch, Csr2d):
        return (batch.format, *(kind_of(array) for array in arrays_in(batch)))
    if hasattr(batch, "dtype"):
        return f"{batch.dtype.kind.replace('u', 'i')}{batch.ndim}"
    return type(batch).__name__


def shapes_in(batch: Any) -> list[tuple[int, ...]]:
    """The shapes of the arrays of a batch."""
    return [array.shape for array in arrays_in(batch)]
