"""What layers that look up ids in a table have in common."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy

from typedthinc.errors import ArgumentError, ArgumentTypeError, ArrayError, BoundsError
from typedthinc.layers._dense import Initializer
from typedthinc.layers._dropout import checked_rate, draw_mask
from typedthinc.layers._empty import has_no_width
from typedthinc.layers._gradient import gradient_in_place
from typedthinc.layers.array_getitem import ints_getitem
from typedthinc.layers.chain import chain
from typedthinc.model import Model
from typedthinc.types import Floats2d, Ints1d, Ints2d
from typedthinc.types.describe import describe
from typedthinc.util import get_width

Ids: TypeAlias = Ints1d | Ints2d


def as_ids(model: Model[Any, Any], X: object) -> Ints1d:
    """The input, once it is known to be one id a row.

    Raises:
        ArrayError: It is not.
    """
    if isinstance(X, Ints1d):
        return X
    if has_no_width(X):
        return model.ops.alloc1i(0)
    raise ArrayError(
        "got an input of the wrong kind",
        node=model,
        expected="Ints1d (batch,)",
        got=describe(X),
        help="give column=... to the layer: the column that holds the ids"
        if isinstance(X, Ints2d)
        else None,
    )


def of_column(model: Model[Ids, Floats2d], column: int | None) -> Model[Ids, Floats2d]:
    """A layer over ids as a layer over a table of them, of which it sees one column.

    Args:
        model: The layer.
        column: The column; None if the ids are no table.
    """
    if column is not None:
        model = chain(ints_getitem((slice(0, None), column)), model)
    model.attrs["column"] = column
    return model


def table_init(initializer: Initializer) -> Callable[[Model[Any, Any], Any, Any], None]:
    """An init function that allocates the table `E` (nV, nO)."""
    return functools.partial(_init_table, initializer)


def _init_table(
    initializer: Initializer, model: Model[Any, Any], X: Any = None, Y: Any = None
) -> None:
    if Y is not None:
        model.set_dim("nO", get_width(Y))
    nV = model.get_dim("nV")
    padding_idx = checked_padding(model.attrs.get("padding_idx"), nV, node=model)
    E = initializer(model.ops, (nV, model.get_dim("nO")))
    if padding_idx is not None:
        # A copy: it may be a table of the user's.
        E = E.copy()
        E[padding_idx] = 0
    model.set_param("E", E)


def dropout_attrs(dropout: float | None) -> dict[str, float]:
    """The attribute of a layer that drops columns of its output, if it is to.

    Raises:
        ArgumentError: The rate is not between 0 and 1.
    """
    return {} if dropout is None else {"dropout_rate": checked_rate(dropout)}


def padding_attrs(padding_idx: int | None, nV: int | None) -> dict[str, int]:
    """The attribute of a layer that has an id for padding, if it has one.

    Raises:
        ArgumentError: The table has no such id.
        ArgumentTypeError: It is no integer.
    """
    checked = checked_padding(padding_idx, nV)
    return {} if checked is None else {"padding_idx": checked}


def checked_padding(
    padding_idx: int | None, nV: int | None, node: Model[Any, Any] | None = None
) -> int | None:
    """The id for padding, once it is known to be one of the table.

    Args:
        padding_idx: The id; None if there is none.
        nV: How many rows the table has, if that is known.
        node: The layer, for the message.

    Raises:
        ArgumentError: The table has no such id.
        ArgumentTypeError: It is no integer.
    """
    if padding_idx is None:
        return None
    if not isinstance(padding_idx, (int, numpy.integer)):
        raise ArgumentTypeError("padding_idx is no integer", node=node, got=padding_idx)
    if padding_idx < 0 or (nV is not None and padding_idx >= nV):
        raise ArgumentError(
            "padding_idx is no id of the table",
            node=node,
            expected="0 <= padding_idx" + (f" < nV={nV}" if nV is not None else ""),
            got=padding_idx,
            help="ids are counted from the start" if padding_idx < 0 else None,
        )
    return int(padding_idx)


def outside(model: Model[Any, Any], ids: Any) -> BoundsError:
    """The error for ids of which one is not in the table."""
    nV = model.get_dim("nV")
    wrong = int(ids[(ids < 0) | (ids >= nV)][0])
    return BoundsError(
        f"got the id {wrong}, which is outside of its table",
        node=model,
        expected=f"0 <= id < nV={nV}",
        got=describe(ids),
    )


def column_mask(model: Model[Any, Any], E: Any, is_train: bool) -> Any:
    """A mask of dropout for one row, which is that of the whole batch; None for no dropout.

    Raises:
        ArgumentError: The attribute `dropout_rate` is not between 0 and 1.
    """
    rate = checked_rate(model.attrs.get("dropout_rate"), node=model)
    return draw_mask(model, (E.shape[1],), rate, E) if is_train and rate else None


def add_row_gradients(model: Model[Any, Any], rows: Any, dY: Any, mask: Any) -> None:
    """Add the gradient of an output to that of the rows of the table `E` it was read from.

    The gradient of a table is added to where it is: a dense one for each batch
    would cost more than all the rest. The row of the padding gets none.
    """
    grad = gradient_in_place(model, "E")
    model.ops.scatter_add(grad, rows, dY if mask is None else dY * mask)
    padding_idx = model.attrs.get("padding_idx")
    if padding_idx is not None:
        grad[padding_idx] = 0
