"""What layers over lists of arrays have in common."""

from __future__ import annotations

from typing import Any

from typedthinc.errors import ArrayError, ShapeError
from typedthinc.model import Model
from typedthinc.types import Ragged
from typedthinc.types.describe import describe


def as_list(model: Model[Any, Any], Xs: Any) -> list[Any]:
    """The arrays of a list or tuple.

    Raises:
        ArrayError: It is no list, or a member is no array.
    """
    if not isinstance(Xs, (list, tuple)) or not all(hasattr(X, "ndim") for X in Xs):
        raise ArrayError(
            "got an input of the wrong kind",
            node=model,
            expected="list of arrays",
            got=describe(Xs),
        )
    return list(Xs)


def as_ragged(model: Model[Any, Any], X: Any) -> Ragged:
    """The input, once it is known to be a Ragged.

    Raises:
        ArrayError: It is not.
    """
    if not isinstance(X, Ragged):
        raise ArrayError(
            "got an input of the wrong kind", node=model, expected="Ragged", got=describe(X)
        )
    return X


def flattened(model: Model[Any, Any], Xs: list[Any], pad: int = 0) -> Any:
    """The arrays of a list one after another.

    Raises:
        ShapeError: They differ in more than their lengths.
    """
    for X in Xs[1:]:
        if X.shape[1:] != Xs[0].shape[1:]:
            raise ShapeError(
                "got a list whose arrays have different widths",
                node=model,
                expected=describe(Xs[0]),
                got=describe(X),
            )
    return model.ops.flatten(Xs, pad=pad)
