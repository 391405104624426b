"""Class ids as one-hot rows."""

from __future__ import annotations

from typing import Any, TypeAlias, cast, overload

import numpy

from typedthinc.errors import ArgumentError, ArrayError, BoundsError
from typedthinc.types import Floats2d, Floats3d, Floats4d, FloatsXd, Ints1d, Ints2d, Ints3d, IntsXd
from typedthinc.types.describe import describe
from typedthinc.types.detect import get_array_module

IntArray: TypeAlias = numpy.ndarray[Any, numpy.dtype[numpy.integer[Any]]]


@overload
def to_categorical(
    Y: Ints1d, n_classes: int | None = None, *, label_smoothing: float = 0.0
) -> Floats2d: ...
@overload
def to_categorical(
    Y: Ints2d, n_classes: int | None = None, *, label_smoothing: float = 0.0
) -> Floats3d: ...
@overload
def to_categorical(
    Y: Ints3d, n_classes: int | None = None, *, label_smoothing: float = 0.0
) -> Floats4d: ...
@overload
def to_categorical(
    Y: IntsXd | IntArray, n_classes: int | None = None, *, label_smoothing: float = 0.0
) -> FloatsXd: ...
def to_categorical(
    Y: IntsXd | IntArray, n_classes: int | None = None, *, label_smoothing: float = 0.0
) -> FloatsXd:
    """One row of class probabilities for each class id.

    Args:
        Y: Class ids from 0, in an array of any shape.
        n_classes: How many classes there are; one more than the largest id
            if not given.
        label_smoothing: The probability, from 0 up to but not including
            (n_classes - 1) / n_classes, that is taken from the true class and
            given to the others in equal parts.

    Shapes:
        Y: IntsXd (...)   result: float32 (..., n_classes)

    Raises:
        ArrayError: Y is not an array of integers.
        ArgumentError: There are too few classes, or too much is smoothed.
        BoundsError: An id is negative or not below `n_classes`.

    Example:
        >>> to_categorical(numpy.array([0, 2]))
        array([[1., 0., 0.],
               [0., 0., 1.]], dtype=float32)
    """
    xp = get_array_module(Y)
    ids = cast("Any", Y)
    if ids.dtype.kind not in "iu":
        raise ArrayError("class ids must be integers", expected="integers", got=describe(Y))
    largest = int(ids.max()) if ids.size else -1
    if n_classes is None:
        n_classes = largest + 1
    _check_smoothing(label_smoothing, n_classes)
    if ids.size and not 0 <= int(ids.min()) <= largest < n_classes:
        wrong = largest if largest >= n_classes else int(ids.min())
        raise BoundsError(
            f"no class {wrong}", expected=f"ids from 0 to {n_classes - 1}", got=f"the id {wrong}"
        )
    others = label_smoothing / (n_classes - 1) if label_smoothing else 0.0
    rows = xp.full((ids.size, n_classes), others, dtype="float32")
    rows[xp.arange(ids.size), ids.ravel()] = 1.0 - label_smoothing
    return cast("FloatsXd", rows.reshape((*ids.shape, n_classes)))


def _check_smoothing(label_smoothing: float, n_classes: int) -> None:
    if not label_smoothing >= 0.0:
        raise ArgumentError(
            "the label_smoothing parameter is a probability and cannot be negative",
            got=label_smoothing,
        )
    if n_classes < 1 and not label_smoothing:
        raise ArgumentError(f"n_classes should be at least 1, but {n_classes} was given")
    if n_classes <= 1 and label_smoothing:
        raise ArgumentError(
            f"n_classes should be greater than 1 for label smoothing, but {n_classes} was given"
        )
    if label_smoothing and label_smoothing >= (n_classes - 1) / n_classes:
        raise ArgumentError(
            f"the label_smoothing parameter is too large for {n_classes} classes",
            expected=f"less than {(n_classes - 1) / n_classes:.6g}",
            source=f"with more, the true class would not be the likeliest of {n_classes}",
            got=label_smoothing,
        )
