"""The arrays of an optimizer: what it accepts and what it keeps."""

from __future__ import annotations

from typing import Any, TypeAlias, TypeVar, cast

from typedthinc.errors import ArrayError, ShapeError

KeyT: TypeAlias = tuple[int, str]
ArrayT = TypeVar("ArrayT")


def check_arrays(key: KeyT, weights: Any, gradient: Any) -> None:
    """Refuse weights and a gradient that cannot belong to one update.

    Raises:
        ArrayError: The weights are not float32 or float64.
        ShapeError: The shapes differ.
    """
    if weights.dtype.char not in "fd":
        raise ArrayError(
            f"the optimizer cannot update the parameter {key}",
            expected="weights in float32 or float64",
            got=weights.dtype.name,
        )
    if weights.shape != gradient.shape:
        raise ShapeError(
            f"the gradient of the parameter {key} does not have the shape of its weights",
            expected=weights.shape,
            source="the weights",
            got=gradient.shape,
        )


def kept_like(xp: Any, kept: dict[KeyT, ArrayT], key: KeyT, like: ArrayT) -> ArrayT:
    """The array kept under a key, or new zeros, in the shape and dtype of another.

    Raises:
        ShapeError: What is kept has another shape.
    """
    model, array = cast("Any", like), cast("Any", kept.get(key))
    if array is None:
        array = xp.zeros(model.shape, dtype=model.dtype)
    elif array.shape != model.shape:
        raise ShapeError(
            f"the parameter {key} has another shape than at its earlier updates",
            expected=array.shape,
            source="the optimizer's state",
            got=model.shape,
            help="a parameter of a new shape needs a new optimizer, or its state removed",
        )
    kept[key] = array.astype(model.dtype, copy=False)
    return kept[key]
