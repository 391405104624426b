"""From a list of arrays to a Ragged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._sequences import as_list, as_ragged, flattened
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import ArrayXd, Ragged

MemberT = TypeVar("MemberT", bound=ArrayXd, default=Any)


@registry.layers("list2ragged.v1")
def list2ragged() -> Model[list[MemberT], Ragged]:  # pyright: ignore[reportInvalidTypeVarUse]  # any members
    """Put the arrays of a list one after another.

    A Ragged is passed through unchanged.

    Shapes:
        X: list of (length, width)   Y: Ragged (total, width)

    Raises:
        ArrayError: At run time, if the input is neither a list of arrays nor a Ragged.

    Example:
        >>> from typedthinc.api import list2ragged
        >>> import numpy
        >>> Xs = [numpy.zeros((2, 3), dtype="f"), numpy.zeros((1, 3), dtype="f")]
        >>> list2ragged().predict(Xs).lengths.tolist()
        [2, 1]
    """
    return Model("list2ragged", forward)


def forward(
    model: Model[Any, Any], X: list[Any] | Ragged, is_train: bool
) -> tuple[Ragged, Callable[[Ragged], Any]]:
    if isinstance(X, Ragged):
        return X, _pass_through
    Xs = as_list(model, X)
    lengths = model.ops.asarray1i([len(member) for member in Xs])

    def backprop(dY: Ragged) -> list[Any]:
        return model.ops.unflatten(as_ragged(model, dY).dataXd, lengths)

    return Ragged(flattened(model, Xs), lengths), backprop


def _pass_through(dY: Ragged) -> Ragged:
    return dY
