"""From a list of arrays to one array."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._sequences import as_list, flattened
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Array2d, Ragged

MemberT = TypeVar("MemberT", bound=Array2d, default=Any)


@registry.layers("list2array.v1")
def list2array() -> Model[list[MemberT], MemberT]:
    """Put the arrays of a list one after another, in one array.

    Of a Ragged the rows are taken.

    Shapes:
        X: list of (length, width)   Y: (total, width)

    Raises:
        ArrayError: At run time, if the input is neither a list of arrays nor a Ragged.

    Example:
        >>> from typedthinc.api import list2array
        >>> import numpy
        >>> Xs = [numpy.zeros((2, 3), dtype="f"), numpy.zeros((1, 3), dtype="f")]
        >>> list2array().predict(Xs).shape
        (3, 3)
    """
    return Model("list2array", forward)


def forward(
    model: Model[Any, Any], X: list[Any] | Ragged, is_train: bool
) -> tuple[Any, Callable[[Any], Any]]:
    if isinstance(X, Ragged):
        sequences = X.lengths
        return X.dataXd, lambda dY: Ragged(dY, sequences)
    Xs = as_list(model, X)
    lengths = model.ops.asarray1i([len(member) for member in Xs])

    def backprop(dY: Any) -> list[Any]:
        return model.ops.unflatten(dY, lengths)

    return flattened(model, Xs), backprop
