"""What layers that compute on the rows of sequences have in common."""

from __future__ import annotations

from typing import Any

from typedthinc.errors import ArrayError
from typedthinc.model import Model
from typedthinc.types import Floats2d, Ragged
from typedthinc.types.describe import describe


def float_rows(model: Model[Any, Any], X: Any, what: str = "an input") -> Floats2d:
    """The rows of a Ragged, once it is known to be one that holds floats.

    Args:
        model: The layer.
        X: The Ragged.
        what: What it is to the layer, for the message.

    Raises:
        ArrayError: It is not.
    """
    rows = X.data if isinstance(X, Ragged) else X
    if not (isinstance(X, Ragged) and isinstance(rows, Floats2d)):
        raise ArrayError(
            f"got {what} of the wrong kind",
            node=model,
            expected="Ragged of floats",
            got=f"Ragged of {describe(rows)}" if isinstance(X, Ragged) else describe(X),
        )
    return rows


def as_given(model: Model[Any, Any], X: Ragged, rows: Floats2d) -> Ragged:
    """A Ragged of the same sequences, with rows in the shape in which they were given.

    Args:
        model: The layer.
        X: The Ragged that gives sequences and shape.
        rows: What stands in the place of its rows, such as their gradient. Where they
            are only those that belong to a sequence, the others are zero.
    """
    dX: Any = rows
    if len(rows) < len(X.data):
        dX = model.ops.xp.zeros(X.data.shape, dtype=rows.dtype)
        dX[: len(rows)] = rows
    return Ragged(dX if X.data is X.dataXd else dX.reshape(X.dataXd.shape), X.lengths)
