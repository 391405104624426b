"""From a list of arrays to a Padded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._padded import as_padded
from typedthinc.layers._sequences import as_list
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Array2d, Padded

MemberT = TypeVar("MemberT", bound=Array2d, default=Any)


@registry.layers("list2padded.v1")
def list2padded() -> Model[list[MemberT], Padded]:  # pyright: ignore[reportInvalidTypeVarUse]  # any members
    """Pad the arrays of a list to one length, longest first.

    Shapes:
        X: list of (length, width)   Y: Padded (longest, batch, width)

    Raises:
        ArrayError: At run time, if the input is not a list of arrays.
        ShapeError: At run time, if the arrays differ in more than their lengths.

    Example:
        >>> from typedthinc.api import list2padded
        >>> import numpy
        >>> Xs = [numpy.zeros((1, 3), dtype="f"), numpy.zeros((2, 3), dtype="f")]
        >>> list2padded().predict(Xs).lengths.tolist()
        [2, 1]
    """
    return Model("list2padded", forward)


def forward(
    model: Model[Any, Any], X: list[Any], is_train: bool
) -> tuple[Padded, Callable[[Padded], list[Any]]]:
    def backprop(dY: Padded) -> list[Any]:
        return model.ops.padded2list(as_padded(model, dY))

    return model.ops.list2padded(as_list(model, X)), backprop
