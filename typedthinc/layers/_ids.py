"""What layers that look up ids in a table have in common."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeAlias

from typedthinc.errors import ArrayError
from typedthinc.layers._dense import Initializer
from typedthinc.layers._dropout import checked_rate, draw_mask
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
    if getattr(X, "shape", None) == (0, 0):
        # What an empty list becomes: it has no arrays that could tell a kind.
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
    model.set_param("E", initializer(model.ops, (model.get_dim("nV"), model.get_dim("nO"))))


def dropout_attrs(dropout: float | None) -> dict[str, float]:
    """The attribute of a layer that drops columns of its output, if it is to.

    Raises:
        ArgumentError: The rate is not between 0 and 1.
    """
    return {} if dropout is None else {"dropout_rate": checked_rate(dropout)}


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
    would cost more than all the rest.
    """
    if not model.has_grad("E"):
        model.set_grad("E", model.ops.xp.zeros_like(model.get_param("E")))
    model.ops.scatter_add(model.get_grad("E"), rows, dY if mask is None else dY * mask)
