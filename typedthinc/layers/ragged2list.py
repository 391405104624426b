"""From a Ragged to a list of arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._sequences import as_list, as_ragged, flattened
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import ArrayXd, Ragged

MemberT = TypeVar("MemberT", bound=ArrayXd, default=Any)


@registry.layers("ragged2list.v1")
def ragged2list() -> Model[Ragged, list[MemberT]]:  # pyright: ignore[reportInvalidTypeVarUse]  # any members
    """Split a Ragged into a list with an array for each sequence.

    Shapes:
        X: Ragged (total, width)   Y: list of (length, width)

    Raises:
        ArrayError: At run time, if the input is not a Ragged.

    Example:
        >>> from typedthinc.api import Ragged, ragged2list
        >>> import numpy
        >>> X = Ragged(numpy.zeros((3, 2), dtype="f"), numpy.array([2, 1]))
        >>> [len(member) for member in ragged2list().predict(X)]
        [2, 1]
    """
    return Model("ragged2list", forward)


def forward(
    model: Model[Any, Any], X: Ragged, is_train: bool
) -> tuple[list[Any], Callable[[list[Any]], Ragged]]:
    lengths = as_ragged(model, X).lengths
    rows = X.dataXd

    def backprop(dYs: list[Any]) -> Ragged:
        members = as_list(model, dYs)
        # An empty batch has no arrays that could tell the width.
        data = flattened(model, members) if members else rows[:0]
        return Ragged(data, lengths)

    return model.ops.unflatten(rows, lengths), backprop
