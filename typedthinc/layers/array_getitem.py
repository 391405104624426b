"""Part of an array, by index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from typedthinc.errors import ArrayError, BoundsError
from typedthinc.layers._dense import as_gradient
from typedthinc.model import Model
from typedthinc.types import ArrayXd, FloatsXd, IntsXd
from typedthinc.types.describe import describe

AxisIndex: TypeAlias = int | slice | Sequence[int]
Index: TypeAlias = AxisIndex | tuple[AxisIndex, ...]


def array_getitem(index: Index) -> Model[ArrayXd, Any]:
    """Take part of an array by index, as `X[index]` does.

    What kind comes out depends on the index, so checkers take it for any kind.

    Args:
        index: A number, a slice, a list of numbers, or a tuple of them, one for each axis.

    Shapes:
        X: an array   Y: X[index]

    Raises:
        ArrayError: At run time, if the input is no array.
        BoundsError: At run time, if the array has no such part.

    Example:
        >>> from typedthinc.layers.array_getitem import array_getitem
        >>> import numpy
        >>> array_getitem((slice(0, None), 1)).predict(numpy.asarray([[1, 2], [3, 4]])).tolist()
        [2, 4]
    """
    return _getitem("array-getitem", index)


def floats_getitem(index: Index) -> Model[FloatsXd, Any]:
    """Take part of an array of floats by index. See `array_getitem`."""
    return _getitem("floats-getitem", index)


def ints_getitem(index: Index) -> Model[IntsXd, Any]:
    """Take part of an array of integers by index. See `array_getitem`."""
    return _getitem("ints-getitem", index)


def _getitem(name: str, index: Index) -> Model[Any, Any]:
    return Model(name, forward, attrs={"index": index})


def forward(model: Model[Any, Any], X: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    index = model.attrs["index"]
    if not hasattr(X, "ndim"):
        raise ArrayError(
            "got an input of the wrong kind", node=model, expected="an array", got=describe(X)
        )
    try:
        Y = X[index]
    except IndexError as error:
        raise BoundsError(
            f"got an input without the part {index!r}: {error}", node=model, got=describe(X)
        ) from None

    def backprop(dY: Any) -> Any:
        xp: Any = model.ops.xp
        dX = xp.zeros_like(X)
        dY = as_gradient(model, dY, Y)
        if _takes_each_once(index):
            dX[index] = dY
        else:
            xp.add.at(dX, index, dY)
        return dX

    return Y, backprop


def _takes_each_once(index: Any) -> bool:
    # A list of numbers can name a row twice; then its gradients add up.
    parts = index if isinstance(index, tuple) else (index,)
    return all(isinstance(part, (int, slice)) for part in parts)
