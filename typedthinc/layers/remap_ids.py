"""Ids as other ids, such as words as the rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, TypeAlias, cast

from typedthinc.errors import ArrayError, BoundsError, UnsetError
from typedthinc.layers._ids import Ids, as_ids
from typedthinc.layers._mappings import (
    as_integers,
    as_numbers,
    as_rows,
    as_table,
    check_column,
    checked_default,
    checked_dtype,
    fits,
    sorted_table,
)
from typedthinc.layers._over_arrays import no_gradients
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import DTypes, Ints1d, Ints2d
from typedthinc.types.describe import describe
from typedthinc.util import is_xp_array, to_numpy

Hashables: TypeAlias = Sequence[Hashable] | Ints1d | Ints2d


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
        ArgumentError: A number is none, or no integer though `dtype` is one of those.
        ArgumentTypeError: The table is no mapping, or there is no such dtype of numbers.
        ArrayError: At run time, if the input is no sequence of items that can be looked up.

    Example:
        >>> from typedthinc.api import remap_ids
        >>> remap_ids({"a": 1, "b": 2}).predict(["b", "c"]).tolist()
        [[2], [0]]
    """
    table = dict(as_table("remap_ids", mapping_table))
    as_numbers("remap_ids", [*table.values(), default], checked_dtype("remap_ids", dtype))
    attrs = {"mapping_table": table, "dtype": dtype, "default": default}
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
        ArgumentError: A number in the table or `default` is no integer.
        ArgumentTypeError: The table is no mapping, or `column` no integer.
        ArrayError: At run time, if the input holds nothing that can be looked up.
        BoundsError: At run time, if the input has no such column.
        UnsetError: At run time, if there is no table.

    Example:
        >>> from typedthinc.api import remap_ids_v2
        >>> import numpy
        >>> remap_ids_v2({7: 1}, default=9).predict(numpy.asarray([7, 8])).tolist()
        [[1], [9]]
    """
    table = None if mapping_table is None else dict(as_table("remap_ids_v2", mapping_table))
    as_integers("remap_ids_v2", [*(table or {}).values(), default])
    check_column("remap_ids_v2", column)
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
        ArgumentTypeError: The table is no mapping, or `column` no integer.
        ArrayError: At run time, if the input does not hold one id a row.
        BoundsError: At run time, if the input has no such column.

    Example:
        >>> from typedthinc.api import premap_ids
        >>> import numpy
        >>> premap_ids({7: 1, 3: 2}, default=9).predict(numpy.asarray([3, 7, 8])).tolist()
        [[2], [1], [9]]
    """
    table = sorted_table(as_table("premap_ids", mapping_table))
    check_column("premap_ids", column)
    numbers = [*table[1].tolist(), checked_default(default)]
    attrs = {
        "mapping_table": table,
        "default": default,
        "column": column,
        "dtype": "int32" if fits(numbers) else "int64",
    }
    return Model("premap_ids", forward_premap, attrs=attrs)


def forward(
    model: Model[Sequence[Any], Ints2d], X: Sequence[Any], is_train: bool
) -> tuple[Ints2d, Callable[[Ints2d], Sequence[Any]]]:
    dtype = checked_dtype("", model.attrs["dtype"], node=model)
    numbers = as_numbers("", _looked_up(model, X), dtype, node=model)
    return as_rows(model, numbers, dtype), no_gradients


def forward_v2(
    model: Model[Hashables, Ints2d], X: Hashables, is_train: bool
) -> tuple[Ints2d, Callable[[Ints2d], Hashables]]:
    is_array = is_xp_array(X)
    numbers = _looked_up(model, _of_column(model, X) if is_array else X)
    numbers = as_integers("", numbers, node=model)
    Y = as_rows(model, numbers, "int32" if fits(numbers) else "int64")

    def backprop(dY: Ints2d) -> Hashables:
        return cast("Ints2d", model.ops.xp.zeros_like(cast("Any", X)))

    return Y, backprop if is_array else no_gradients


def forward_premap(
    model: Model[Ids, Ints2d], X: Ids, is_train: bool
) -> tuple[Ints2d, Callable[[Ints2d], Ids]]:
    ids = as_ids(model, _of_column(model, X))
    xp: Any = model.ops.xp
    keys, numbers = xp.asarray(model.attrs["mapping_table"])
    wanted: Any = ids.astype("int64")
    # The number for what is not in the table may have been set since, to a larger one.
    default = checked_default(model.attrs["default"], node=model)
    Y = xp.full(len(ids), default, dtype=model.attrs["dtype"] if fits([default]) else "int64")
    if len(keys):
        places = xp.minimum(xp.searchsorted(keys, wanted), len(keys) - 1)
        found = keys[places] == wanted
        Y[found] = numbers[places[found]]

    def backprop(dY: Ints2d) -> Ids:
        return model.ops.xp.zeros_like(X)

    return Y.reshape((-1, 1)), backprop


def _of_column(model: Model[Any, Any], X: Any) -> Any:
    column = model.attrs["column"]
    if column is None or getattr(X, "shape", None) == (0, 0):
        return X
    check_column("", column, node=model)
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
    table = as_table("", table, node=model)
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
            help=_help_with(model, X),
        ) from None


def _help_with(model: Model[Any, Any], X: Any) -> str | None:
    if not isinstance(X, Ints2d):
        return None
    layer = "the layer" if "column" in model.attrs else "remap_ids_v2"
    return f"give column=... to {layer}: the column that holds the ids"
