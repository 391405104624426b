"""Tables that map items to numbers: what they may hold, and their numbers as arrays."""

from __future__ import annotations

import operator
from collections.abc import Collection, Mapping
from numbers import Real
from typing import Any, cast

import numpy

from typedthinc.errors import ArgumentError, ArgumentTypeError
from typedthinc.model import Model
from typedthinc.types import Ints2d
from typedthinc.types.describe import describe

_BITS = 64
_INT32 = numpy.iinfo("int32")
_INT64 = numpy.iinfo("int64")
_UINT64 = numpy.iinfo("uint64")


def as_table(layer: str, table: Any, *, node: Model[Any, Any] | None = None) -> Mapping[Any, Any]:
    """A table, once it is known to be one.

    Args:
        layer: The constructor, for the message.
        table: The table.
        node: The layer, if it is made already.

    Raises:
        ArgumentTypeError: It is no mapping.
    """
    if not isinstance(table, Mapping):
        raise ArgumentTypeError(
            _said(layer, "has a mapping table that is no mapping", node),
            node=node,
            expected="a mapping from items to numbers, such as a dict",
            got=describe(table),
        )
    return table


def check_column(layer: str, column: Any, *, node: Model[Any, Any] | None = None) -> None:
    """Raise an `ArgumentTypeError` for a column that is neither an integer nor None."""
    if column is not None and not hasattr(column, "__index__"):
        raise ArgumentTypeError(
            _said(layer, "has a column that is no whole number", node),
            node=node,
            expected="an integer, or None",
            got=describe(column),
        )


def checked_dtype(layer: str, dtype: Any, *, node: Model[Any, Any] | None = None) -> Any:
    """The dtype of the numbers of a table.

    Raises:
        ArgumentTypeError: It is none, or not one of integers or floats.
    """
    try:
        checked = numpy.dtype(dtype)
    except (TypeError, ValueError):
        checked = None
    if checked is None or checked.kind not in "iuf":
        raise ArgumentTypeError(
            _said(layer, "has a dtype that is none of numbers", node),
            node=node,
            expected="a dtype of integers or floats",
            got=describe(dtype),
        )
    return checked


def as_numbers(
    layer: str, numbers: list[Any], dtype: Any, *, node: Model[Any, Any] | None = None
) -> list[Any]:
    """The numbers of a table, once they are known to be such as an array of a dtype holds.

    Raises:
        ArgumentError: One is no number, or no integer though the dtype is one of those.
    """
    if dtype.kind != "f":
        return as_integers(layer, numbers, node=node)
    for number in numbers:
        if not isinstance(number, Real):
            raise ArgumentError(
                _said(layer, "has something else than numbers in its mapping table", node),
                node=node,
                expected="a number for each item, and as the default",
                got=describe(number),
            )
    return numbers


def as_integers(
    layer: str, numbers: list[Any], *, node: Model[Any, Any] | None = None
) -> list[int]:
    """The numbers of a table, once they are known to be integers.

    Raises:
        ArgumentError: One is not.
    """
    # There may be many, and almost always they are of this type.
    if set(map(type, numbers)) <= {int}:
        return numbers
    what = "number in the mapping table, or the default,"
    return [_checked(layer, number, _UINT64.max, what, node=node) for number in numbers]


def checked_default(default: Any, *, node: Model[Any, Any] | None = None) -> int:
    """The number of `premap_ids` for what is not in its table.

    Raises:
        ArgumentError: It is no integer, or needs more than 64 bits.
    """
    return _checked("premap_ids", default, _INT64.max, "default number", node=node)


def as_rows(model: Model[Any, Any], numbers: list[int], dtype: Any) -> Ints2d:
    """Numbers as an array (n, 1).

    Raises:
        ArgumentError: The dtype does not hold one of them.
    """
    limits = numpy.iinfo(dtype) if numpy.dtype(dtype).kind in "iu" else None
    if limits and numbers and not limits.min <= min(numbers) <= max(numbers) <= limits.max:
        raise ArgumentError(
            "has a number in its mapping table that its dtype does not hold",
            node=model,
            expected=f"{limits.min} to {limits.max}",
            source=f"the range of {limits.dtype}",
            got=f"{min(numbers)} to {max(numbers)}",
        )
    Y: Any = model.ops.asarray(numbers, dtype=dtype)
    return cast("Ints2d", Y.reshape((-1, 1)))


def fits(numbers: Collection[int]) -> bool:
    """Whether 32 bits are enough, as they mostly are."""
    return not numbers or (_INT32.min <= min(numbers) and max(numbers) <= _INT32.max)


def sorted_table(mapping_table: Mapping[int, int]) -> Any:
    """The keys of a table of integers, sorted, above their numbers.

    Raises:
        ArgumentError: A key or a number is no integer, or needs more than 64 bits; or
            two keys have the same bits.
    """
    table: dict[int, int] = {}
    for key, number in mapping_table.items():
        bits = _checked("premap_ids", key, (1 << _BITS) - 1, "key of the mapping table")
        # As the integers of C wrap around, and so those of arrays.
        bits = bits - (1 << _BITS) if bits > _INT64.max else bits
        if table.setdefault(bits, number) != number:
            raise ArgumentError(
                f"premap_ids: two keys of the mapping table have the same 64 bits as {key}",
                expected="one number for each key",
                got=f"{table[bits]} and {number}",
            )
        _checked("premap_ids", number, _INT64.max, "number in the mapping table")
    pairs = numpy.array(list(table.items()), dtype="int64").reshape((-1, 2))
    return numpy.ascontiguousarray(pairs[pairs[:, 0].argsort()].T)


def _checked(
    layer: str, value: Any, largest: int, what: str, *, node: Model[Any, Any] | None = None
) -> int:
    try:
        number = operator.index(value)
    except TypeError:
        number = None
    if number is None or not _INT64.min <= number <= largest:
        problem = f"no integer of {_BITS} bits"
        raise ArgumentError(
            f"has a {what} that is {problem}" if node else f"{layer}: a {what} is {problem}",
            node=node,
            expected=f"an integer from {_INT64.min} to {largest}",
            got=describe(value),
        )
    return number


def _said(layer: str, what: str, node: Model[Any, Any] | None) -> str:
    """What is wrong, with the constructor in front while there is no layer yet."""
    return what if node else f"{layer} {what}"
