"""Layers and the members of a batch: each on its own, and those without rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy

from typedthinc.errors import ContractError, TypedThincError
from typedthinc.model import Model
from typedthinc.testing.batches import arrays_in, kind_of, map_arrays, shapes_in
from typedthinc.types import Csr2d, Padded, Pairs, Ragged
from typedthinc.types.describe import describe


def check_batching(model: Model[Any, Any], X: Any) -> None:
    """Check that a batch gives what its members give one by one.

    Args:
        model: The layer, initialized.
        X: A batch with two members at least.

    Raises:
        ContractError: The layer computes something else in a batch.
    """
    together = rows_of(model.predict(X))
    parts = [rows_of(model.predict(member)) for member in members_of(X)]
    alone = [[row for part in parts for row in part[side]] for side in range(len(together))]
    if not all(_close(one, other) for one, other in zip(together, alone)):
        raise ContractError(
            "a batch gives something else than its members one by one",
            expected=describe(alone),
            got=describe(together),
        )


def check_empty_members(
    model: Model[Any, Any],
    X: Any,
    gradient: Callable[[Any], Any] | None,
    *,
    accepted: bool,
    batched: bool,
) -> None:
    """Check sequences without rows, between others and at the ends.

    Args:
        model: The layer, initialized.
        X: A batch; one that holds no sequences is not checked.
        gradient: From an output to what the backward pass takes; None if the
            gradient of the input means nothing.
        accepted: Whether the layer takes such sequences; otherwise it refuses them.
        batched: Whether each sequence is computed on its own.

    Raises:
        ContractError: The layer fails, or the other sequences get something else.
    """
    batch, places = with_empty_members(X)
    if not places:
        return
    if not accepted:
        try:
            model.predict(batch)
        except TypedThincError:
            return
        raise ContractError("sequences without rows are not refused", got=describe(batch))
    Y, backprop = model(batch, False)
    dX = batch if gradient is None else backprop(gradient(Y))
    if (kind_of(dX), shapes_in(dX)) != (kind_of(batch), shapes_in(batch)):
        raise ContractError(
            "a batch with empty sequences has a gradient of another shape",
            expected=shapes_in(batch),
            got=shapes_in(dX),
        )
    for array in (*arrays_in(Y), *arrays_in(dX)):
        if array.dtype.kind == "f" and not numpy.isfinite(array).all():
            raise ContractError("empty sequences give numbers that are not finite")
    if batched:
        _check_others(rows_of(model.predict(X)), rows_of(Y), places)


def _check_others(wanted: list[list[Any]], found: list[list[Any]], places: list[int]) -> None:
    for one, other in zip(wanted, found):
        # Where each sequence gives a row, the empty ones gave rows of their own.
        left = other
        if len(other) == len(one) + len(places):
            left = [row for place, row in enumerate(other) if place not in places]
        if not _close(one, left):
            raise ContractError(
                "empty sequences change what the others give",
                expected=describe(one),
                got=describe(left),
            )


def members_of(batch: Any) -> list[Any]:
    """The batches of one member that a batch is made of."""
    if isinstance(batch, tuple):
        return list(zip(*(members_of(part) for part in batch)))
    if isinstance(batch, list):
        return [[member] for member in batch]
    # A sparse matrix has no length, but a shape.
    count = batch.shape[0] if isinstance(batch, Csr2d) else len(batch)
    return [batch[place : place + 1] for place in range(count)]


def rows_of(batch: Any) -> list[list[Any]]:
    """The rows of an output in order, for each array that a tuple or Pairs holds side by side."""
    if isinstance(batch, tuple):
        return [side for part in batch for side in rows_of(part)]
    if isinstance(batch, Pairs):
        return [*rows_of(batch.one), *rows_of(batch.two)]
    if isinstance(batch, list):
        return [[row for member in batch for side in rows_of(member) for row in side]]
    if isinstance(batch, Ragged):
        return [list(batch.dataXd)]
    if isinstance(batch, Padded):
        steps = zip(batch.lengths.tolist(), range(len(batch)))
        return [[row for length, place in steps for row in batch.data[:length, place]]]
    return [list(batch)]


def with_empty_members(batch: Any) -> tuple[Any, list[int]]:
    """A batch with members that have no rows, and their places in it; none for an array."""
    if isinstance(batch, Ragged):
        lengths = batch.lengths.tolist()
        extended, places = _spread(lengths, 0)
        return Ragged(batch.dataXd, numpy.asarray(extended, batch.lengths.dtype)), places
    if isinstance(batch, Padded):
        # Sequences are sorted by length, so those without steps come last.
        data = numpy.concatenate([batch.data, batch.data[:, :1] * 0], axis=1)
        grown = [numpy.append(batch.lengths, 0), numpy.append(batch.indices, len(batch))]
        lengths, indices = (array.astype(batch.lengths.dtype) for array in grown)
        return Padded(data, batch.size_at_t, lengths, indices), [len(batch)]
    if isinstance(batch, tuple):
        parts = [with_empty_members(part) for part in batch]
        return tuple(part for part, _ in parts), parts[0][1] if parts else []
    if isinstance(batch, list) and batch and isinstance(batch[0], (list, tuple)):
        return _spread(batch, type(batch[0])())
    if isinstance(batch, list) and batch and getattr(batch[0], "ndim", False):
        return _spread(batch, map_arrays(lambda array: array[:0], batch[0]))
    return batch, []


def _spread(members: list[Any], empty: Any) -> tuple[list[Any], list[int]]:
    middle = len(members) // 2
    extended = [empty, *members[:middle], empty, *members[middle:], empty]
    return extended, [0, middle + 1, len(extended) - 1]


def _close(one: list[Any], other: list[Any]) -> bool:
    return len(one) == len(other) and all(
        row.shape == found.shape and numpy.allclose(row, found, rtol=1e-4, atol=1e-5)
        for row, found in zip(one, other)
    )
