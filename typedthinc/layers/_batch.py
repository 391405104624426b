"""Arithmetic over everything that can be a batch: arrays, lists, tuples, Ragged, Padded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from typedthinc.errors import ArrayError, ShapeError
from typedthinc.layers._empty import has_no_width
from typedthinc.model import Model
from typedthinc.types import Csr2d, Padded, Pairs, Ragged
from typedthinc.types.describe import describe


def total(model: Model[Any, Any], batches: Sequence[Any]) -> Any:
    """The sum of one batch or more, of the same kind and shape, in arrays of its own.

    Args:
        model: The layer that adds, for the message.
        batches: What is added.

    Raises:
        ArrayError: The batches are of different kinds.
        ShapeError: The batches have different shapes.
    """
    return _combine(model, batches, _sum)


def joined(model: Model[Any, Any], batches: Sequence[Any]) -> Any:
    """Batches side by side: the widths add up, everything else must agree.

    Args:
        model: The layer that joins, for the message.
        batches: What is joined.

    Raises:
        ArrayError: The batches are of different kinds.
        ShapeError: The batches differ in more than their widths.
    """
    return _combine(model, batches, _join)


def pieces(batch: Any, widths: Sequence[Any]) -> list[Any]:
    """The batches that `joined` put side by side.

    Args:
        batch: A batch of the kind that `joined` gave.
        widths: What `widths_of` said of each.
    """
    if isinstance(batch, Ragged):
        return [Ragged(part, batch.lengths) for part in pieces(batch.dataXd, widths)]
    if isinstance(batch, Padded):
        return [_padded_like(batch, part) for part in pieces(batch.data, widths)]
    if isinstance(batch, Pairs):
        ones, twos = (
            pieces(side, width) for side, width in zip((batch.one, batch.two), zip(*widths))
        )
        return [Pairs(one, two) for one, two in zip(ones, twos)]
    if isinstance(batch, (list, tuple)):
        if not batch:
            return [[] for _ in widths]
        members = [pieces(one, width) for one, width in zip(batch, zip(*widths))]
        return [list(part) for part in zip(*members)]
    parts, start = [], 0
    for width in widths:
        parts.append(batch[..., start : start + width])
        start += width
    return parts


def widths_of(batch: Any) -> Any:
    """The size of the last axis of an array, or of each array in a list."""
    if isinstance(batch, Ragged):
        return batch.data_shape[-1] if len(batch.data_shape) > 1 else 1
    if isinstance(batch, Padded):
        return batch.data.shape[-1]
    if isinstance(batch, Pairs):
        return [widths_of(batch.one), widths_of(batch.two)]
    if isinstance(batch, (list, tuple)):
        return [widths_of(one) for one in batch]
    return batch.shape[-1]


def _combine(model: Model[Any, Any], batches: Sequence[Any], arrays: Callable[..., Any]) -> Any:
    first = batches[0]
    for position, other in enumerate(batches[1:], 2):
        if _container(other) is not _container(first) or (
            isinstance(first, (list, tuple)) and len(first) != len(other)
        ):
            raise ArrayError(
                f"cannot combine batches of different kinds: number {position} differs",
                node=model,
                expected=describe(first),
                got=describe(other),
            )
    _check_sequences(model, batches)
    if isinstance(first, Pairs):
        return Pairs(
            _combine(model, [batch.one for batch in batches], arrays),
            _combine(model, [batch.two for batch in batches], arrays),
        )
    if isinstance(first, Ragged):
        return Ragged(arrays(model, [batch.dataXd for batch in batches]), first.lengths)
    if isinstance(first, Padded):
        return _padded_like(first, arrays(model, [batch.data for batch in batches]))
    if isinstance(first, (list, tuple)):
        members = [_combine(model, list(each), arrays) for each in zip(*batches)]
        return tuple(members) if isinstance(first, tuple) else members
    return arrays(model, batches)


def _sum(model: Model[Any, Any], arrays: Sequence[Any]) -> Any:
    wide = [array for array in arrays if not has_no_width(array)]
    if wide and len(wide) < len(arrays) and not wide[0].size:
        arrays = wide
    first = arrays[0]
    for other in arrays[1:]:
        if other.shape != first.shape:
            raise _misfit(model, first, other)
    if len(arrays) == 1:
        return first.copy()
    result = arrays[0] + arrays[1]
    for array in arrays[2:]:
        result = model.ops.xp.add(
            result, array, out=result if result.dtype == array.dtype else None
        )
    return result


def _join(model: Model[Any, Any], arrays: Sequence[Any]) -> Any:
    first = arrays[0]
    for array in arrays:
        if array.ndim < 2 or array.shape[:-1] != first.shape[:-1] or isinstance(array, Csr2d):
            raise _misfit(model, first, array)
    return model.ops.xp.concatenate(arrays, axis=-1)


def _misfit(model: Model[Any, Any], first: Any, other: Any) -> ShapeError:
    return ShapeError(
        "cannot combine the outputs of its layers: their shapes differ",
        node=model,
        expected=describe(first),
        got=describe(other),
    )


def _container(batch: Any) -> type[Any] | None:
    for kind in (Ragged, Padded, Pairs, Csr2d):
        if isinstance(batch, kind):
            return kind
    return list if isinstance(batch, (list, tuple)) else None


def _check_sequences(model: Model[Any, Any], batches: Sequence[Any]) -> None:
    first = batches[0]
    if not isinstance(first, (Ragged, Padded)):
        return
    for other in batches[1:]:
        if other.lengths.shape != first.lengths.shape or (other.lengths != first.lengths).any():
            raise ShapeError(
                "cannot combine the outputs of its layers: their sequences differ in length",
                node=model,
                expected=f"lengths {first.lengths.tolist()}",
                got=f"lengths {other.lengths.tolist()}",
            )


def _padded_like(batch: Padded, data: Any) -> Padded:
    return Padded(data, batch.size_at_t, batch.lengths, batch.indices)
