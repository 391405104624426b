"""What layers over lists of arrays have in common."""

from __future__ import annotations

from collections.abc import Sequence
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
        raise wrong_kind(model, "list of arrays", Xs)
    return list(Xs)


def as_ragged(model: Model[Any, Any], X: Any) -> Ragged:
    """The input, once it is known to be a Ragged.

    Raises:
        ArrayError: It is not.
    """
    if not isinstance(X, Ragged):
        raise wrong_kind(model, "Ragged", X)
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


def check_lengths(model: Model[Any, Any], dYs: Any, Xs: Sequence[Any]) -> None:
    """Check that the gradients of a list have the lengths of its members.

    Raises:
        ArrayError: They are no list of arrays.
        ShapeError: They have other lengths, or are more or fewer.
    """
    found = [len(dY) for dY in as_list(model, dYs)]
    wanted = [len(X) for X in Xs]
    if found != wanted:
        raise ShapeError(
            "backprop got gradients of other lengths", node=model, expected=wanted, got=found
        )


def wrong_kind(model: Model[Any, Any], expected: str, got: Any) -> ArrayError:
    """The error for a batch that is of another kind than a layer takes."""
    return ArrayError(
        "got a batch of the wrong kind", node=model, expected=expected, got=describe(got)
    )
