"""From a Padded to a list of arrays."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._padded import as_padded, refilled
from typedthinc.layers._sequences import as_list
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Array2d, Padded

MemberT = TypeVar("MemberT", bound=Array2d, default=Any)


@registry.layers("padded2list.v1")
def padded2list() -> Model[Padded, list[MemberT]]:  # pyright: ignore[reportInvalidTypeVarUse]  # any members
    """Split a Padded into a list of arrays, in the order they had before they were sorted.

    Shapes:
        X: Padded (longest, batch, width)   Y: list of (length, width)

    Raises:
        ArrayError: At run time, if the input is not a Padded.

    Example:
        >>> from typedthinc.api import chain, list2padded, padded2list
        >>> import numpy
        >>> Xs = [numpy.zeros((1, 3), dtype="f"), numpy.zeros((2, 3), dtype="f")]
        >>> [len(Y) for Y in chain(list2padded(), padded2list()).predict(Xs)]
        [1, 2]
    """
    return Model("padded2list", forward)


def forward(
    model: Model[Any, Any], X: Padded, is_train: bool
) -> tuple[list[Any], Callable[[list[Any]], Padded]]:
    padded = as_padded(model, X)

    def backprop(dYs: list[Any]) -> Padded:
        return refilled(model, padded, as_list(model, dYs))

    Ys: list[Any] = list(model.ops.padded2list(padded))
    return Ys, backprop
