"""Layers of layers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy

from typedthinc.export.runtime.containers import Array, Padded, Ragged, described, has_no_width


def chain(X: Any, *layers: Callable[[Any], Any]) -> Any:
    """One layer after the other."""
    for layer in layers:
        X = layer(X)
    return X


def same(X: Any) -> Any:
    """The input itself."""
    return X


def tuplify(X: Any, *layers: Callable[[Any], Any]) -> tuple[Any, ...]:
    """What each layer makes of the input."""
    return tuple(layer(X) for layer in layers)


def add(X: Any, *layers: Callable[[Any], Any]) -> Any:
    """The sum of what the layers make of the input."""
    return combined([layer(X) for layer in layers], sum_of_arrays)


def concatenate(X: Any, *layers: Callable[[Any], Any]) -> Any:
    """What the layers make of the input, side by side."""
    return combined([layer(X) for layer in layers], side_by_side)


def residual(X: Any, layer: Callable[[Any], Any]) -> Any:
    """The input and what the layer makes of it, added."""
    return combined([X, layer(X)], sum_of_arrays)


def combined(batches: list[Any], combine: Callable[[list[Array]], Array]) -> Any:
    """Batches of one kind made into one: arrays, Ragged, Padded, lists or tuples of them."""
    first = batches[0]
    for other in batches[1:]:
        if container_of(other) is not container_of(first):
            raise ValueError(f"cannot combine {described(first)} and {described(other)}")
    if isinstance(first, (Ragged, Padded)):
        if any(not numpy.array_equal(batch.lengths, first.lengths) for batch in batches):
            raise ValueError("cannot combine sequences of different lengths")
        return first._replace(data=combine([batch.data for batch in batches]))
    if isinstance(first, (list, tuple)):
        if any(len(batch) != len(first) for batch in batches):
            raise ValueError("cannot combine lists of different lengths")
        members = [combined(list(each), combine) for each in zip(*batches)]
        return tuple(members) if isinstance(first, tuple) else members
    return combine(batches)


def container_of(batch: Any) -> type[Any] | None:
    """The container of a batch; tuples count as lists, and an array has none."""
    if isinstance(batch, (Ragged, Padded)):
        return type(batch)
    return list if isinstance(batch, (list, tuple)) else None


def sum_of_arrays(arrays: list[Array]) -> Array:
    """The sum of arrays of one shape; what empty lists became has none."""
    wide = [array for array in arrays if not has_no_width(array)]
    if wide and not wide[0].size:
        arrays = wide
    total = arrays[0]
    for array in arrays[1:]:
        if array.shape != total.shape:
            raise ValueError(f"cannot add {described(total)} and {described(array)}")
        total = total + array
    return total


def side_by_side(arrays: list[Array]) -> Array:
    """Arrays joined along their last axis."""
    return numpy.concatenate(arrays, axis=-1)


def getitem(X: Array, index: Any) -> Any:
    """A part of an array."""
    return X[index]
