"""Ids as other ids, such as words as the rows of a table."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from typing import Any, TypeAlias, cast

import numpy

from typedthinc.errors import ArgumentError, ArrayError, BoundsError, UnsetError
from typedthinc.layers._ids import Ids, as_ids
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import DTypes, Ints1d, Ints2d
from typedthinc.types.describe import describe
from typedthinc.util import is_xp_array, to_numpy

Hashables: TypeAlias = Sequence[Hashable] | Ints1d | Ints2d

_BITS = 64
_INT32 = numpy.iinfo("int32")
_INT64 = numpy.iinfo("int64")


@registry.layers("remap_ids.v1")
def remap_ids(
    mapping_table: Mapping[Any, int] = {}, default: int = 0, dtype: DTypes = "i"
) -> Model[Sequence[Any], Ints2d]:
    """Replace each item of a sequence by the number that a table has for it.

    Args:
        mapping_table: The numbers by item, of which the layer has its own copy.
        default: The number of what is not in the table.
        dtype: The dtype of the numbers.

    Shapes:
        X: sequence of n items   Y: Ints2d (n, 1)

    Raises:
        ArrayError: At run time, if the input is no sequence of items that can be looked up.

    Example:
        >>> from typedthinc.api import remap_ids
        >>> remap_ids({"a": 1, "b": 2}).predict(["b", "c"]).tolist()
        [[2], [0]]
    """
    attrs = {"mapping_table": dict(mapping_table), "dtype": dtype, "default": default}
    return Model("remap_ids", forward, attrs=attrs)


@registry.layers("remap_ids.v2")
def remap_ids_v2(
    mapping_table: Mapping[Any, int] | None = None,
    default: int = 0,
    *,
    column: int | None = None,
) -> Model[Hashables, Ints2d]:
    """Replace each item of a sequence or an array by the number that a table has for it.

    Args:
        mapping_table: The numbers by item, of which the layer has its own copy. If
            left out, it must be set later, as the attribute `mapping_table`.
        default: The number of what is not in the table.
        column: The column of the items, if the input is an array with two axes.

    Shapes:
        X: sequence of n items, Ints1d (n,), with `column` Ints2d (n, features)
        Y: Ints2d (n, 1)

    Raises:
        ArrayError: At run time, if the input holds nothing that can be looked up.
        BoundsError: At run time, if the input has no such column.
        UnsetError: At run time, if there is no table.

    Example:
        >>> from typedthinc.api import remap_ids_v2
        >>> import numpy
        >>> remap_ids_v2({7: 1}, default=9).predict(numpy.asarray([7, 8])).tolist()
        [[1], [9]]
    """
    table = None if mapping_table is None else dict(mapping_table)
    attrs = {"mapping_table": table, "default": default, "column": column}
    return Model("remap_ids", forward_v2, attrs=attrs)


@registry.layers("premap_ids.v1")
def premap_ids(
    mapping_table: Mapping[int, int], default: int = 0, *, column: int | None = None
) -> Model[Ids, Ints2d]:
    """Replace each id by the number that a table of integers has for it, all ids at once.

    Ids and keys have 64 bits: a negative one is the uint64 with the same bits.

    Args:
        mapping_table: The numbers by id.
        default: The number of ids that are not in the table.
        column: The column of the ids, if the input is a table of several features.

    Shapes:
        X: Ints1d (n,), with `column` Ints2d (n, features)   Y: Ints2d (n, 1)

    Raises:
        ArgumentError: The table has something else than integers, or too large ones.
        ArrayError: At run time, if the input does not hold one id a row.
        BoundsError: At run time, if the input has no such column.

    Example:
        >>> from typedthinc.api import premap_ids
        >>> import numpy
        >>> premap_ids({7: 1, 3: 2}, default=9).predict(numpy.asarray([3, 7, 8])).tolist()
        [[2], [1], [9]]
    """
    table = _sorted_table(mapping_table)
    numbers = [*table[1].tolist(), _checked(default, _INT64.max, "default number")]
    attrs = {
        "mapping_table": table,
        "default": default,
        "column": column,
        "dtype": "int32" if _fits(numbers) else "int64",
    }
    return Model("premap_ids", forward_premap, attrs=attrs)


def forward(
    model: Model[Sequence[Any], Ints2d], X: Sequence[Any], is_train: bool
) -> tuple[Ints2d, Callable[[Ints2d], Sequence[Any]]]:
    return _as_rows(model, _looked_up(model, X), model.attrs["dtype"]), _no_gradient


def forward_v2(
    model: Model[Hashables, Ints2d], X: Hashables, is_train: bool
) -> tuple[Ints2d, Callable[[Ints2d], Hashables]]:
    is_array = is_xp_array(X)
    numbers = _looked_up(model, _of_column(model, X) if is_array else X)
    Y = _as_rows(model, numbers, "int32" if _fits(numbers) else "int64")

    def backprop(dY: Ints2d) -> Hashables:
        return cast("Ints2d", model.ops.xp.zeros_like(cast("Any", X)))

    return Y, backprop if is_array else _no_gradient


def forward_premap(
    model: Model[Ids, Ints2d], X: Ids, is_train: bool
) -> tuple[Ints2d, Callable[[Ints2d], Ids]]:
    ids = as_ids(model, _of_column(model, X))
    xp: Any = model.ops.xp
    keys, numbers = xp.asarray(model.attrs["mapping_table"])
    wanted: Any = ids.astype("int64")
    Y = xp.full(len(ids), model.attrs["default"], dtype=model.attrs["dtype"])
    if len(keys):
        places = xp.minimum(xp.searchsorted(keys, wanted), len(keys) - 1)
        found = keys[places] == wanted
        Y[found] = numbers[places[found]]

    def backprop(dY: Ints2d) -> Ids:
        return model.ops.xp.zeros_like(X)

    return Y.reshape((-1, 1)), backprop


def _no_gradient(dY: Ints2d) -> list[Any]:
    return []


def _of_column(model: Model[Any, Any], X: Any) -> Any:
    column = model.attrs["column"]
    if column is None or getattr(X, "shape", None) == (0, 0):
        return X
    if getattr(X, "ndim", None) != 2:
        raise ArrayError(
            "got an input without columns",
            node=model,
            expected="Ints2d (batch, features)",
            source=f"column={column}",
            got=describe(X),
        )
    if not -X.shape[1] <= column < X.shape[1]:
        raise BoundsError(f"got an input without a column {column}", node=model, got=describe(X))
    return X[:, column]


def _looked_up(model: Model[Any, Any], X: Any) -> list[int]:
    table, default = model.attrs["mapping_table"], model.attrs["default"]
    if table is None:
        raise UnsetError(
            "has no numbers to give: its 'mapping table' is not set",
            node=model,
            help='give a dict to the layer, or set attrs["mapping_table"] to one',
        )
    try:
        # Numbers of Python are found much faster than those of NumPy.
        items = to_numpy(X).ravel().tolist() if getattr(X, "ndim", 0) == 1 else X
        return [table.get(item, default) for item in items]
    except TypeError as error:
        raise ArrayError(
            f"got an input that cannot be looked up: {error}",
            node=model,
            expected="a sequence of items, or Ints1d (batch,)",
            got=describe(X),
            help="give column=... to the layer: the column that holds the ids"
            if isinstance(X, Ints2d)
            else None,
        ) from None


def _as_rows(model: Model[Any, Any], numbers: list[int], dtype: Any) -> Ints2d:
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


def _fits(numbers: Collection[int]) -> bool:
    """Whether 32 bits are enough, as they mostly are."""
    return not numbers or (_INT32.min <= min(numbers) and max(numbers) <= _INT32.max)


def _sorted_table(mapping_table: Mapping[int, int]) -> Any:
    """The keys, sorted, above their numbers."""
    table: dict[int, int] = {}
    for key, number in mapping_table.items():
        bits = _checked(key, (1 << _BITS) - 1, "key of the mapping table")
        # As the integers of C wrap around, and so those of arrays.
        bits = bits - (1 << _BITS) if bits > _INT64.max else bits
        if table.setdefault(bits, number) != number:
            raise ArgumentError(
                f"premap_ids: two keys of the mapping table have the same 64 bits as {key}",
                expected="one number for each key",
                got=f"{table[bits]} and {number}",
            )
        _checked(number, _INT64.max, "number in the mapping table")
    pairs = numpy.array(list(table.items()), dtype="int64").reshape((-1, 2))
    return numpy.ascontiguousarray(pairs[pairs[:, 0].argsort()].T)


def _checked(value: Any, largest: int, what: str) -> int:
    try:
        number = operator.index(value)
    except TypeError:
        number = None
    if number is None or not _INT64.min <= number <= largest:
        raise ArgumentError(
            f"premap_ids: a {what} is no integer of {_BITS} bits",
            expected=f"an integer from {_INT64.min} to {largest}",
            got=describe(value),
        )
    return number
