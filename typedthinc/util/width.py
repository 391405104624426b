"""The width of a batch of data."""

from __future__ import annotations

from typing import Any

from typedthinc.errors import ArgumentError, BoundsError
from typedthinc.types import Padded, Ragged


def get_width(X: Any, *, dim: int = -1) -> int:
    """How wide a batch is: the size of one axis, or the number of classes.

    Args:
        X: An array, a `Ragged`, a `Padded`, or a list or tuple of them, whose
            first member is measured.
        dim: The axis to measure.

    Returns:
        The size of the axis. For an array with one axis, which holds class ids,
        one more than the largest. For a number or an empty batch, 0.

    Raises:
        ArgumentError: X is nothing that has a width.
        BoundsError: An array has no axis `dim`.

    Example:
        >>> import numpy
        >>> get_width(numpy.zeros((5, 3))), get_width([numpy.zeros((5, 3))])
        (3, 3)
    """
    if isinstance(X, (Ragged, Padded)):
        return get_width(X.data, dim=dim)
    if isinstance(X, (list, tuple)):
        return get_width(X[0], dim=dim) if X else 0
    if hasattr(X, "shape") and hasattr(X, "ndim"):
        return _array_width(X, dim)
    raise ArgumentError(
        f"cannot tell the width of an object of type {type(X).__name__}",
        expected="an array, a Ragged, a Padded, or a list of them",
        got=type(X).__name__,
    )


def _array_width(X: Any, dim: int) -> int:
    # Only `shape` and `max` are asked, so that stand-ins for arrays have a width too.
    shape = X.shape
    if len(shape) == 0:
        return 0
    if len(shape) == 1:
        return int(X.max()) + 1 if shape[0] else 0
    if not -len(shape) <= dim < len(shape):
        raise BoundsError(
            f"no axis {dim} to measure the width of", expected=f"{len(shape)} axes", got=shape
        )
    return int(shape[dim])
