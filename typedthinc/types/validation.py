"""Checking an array at run time by its number of axes and its sort of dtype."""

from __future__ import annotations

from typing import Literal, TypeVar

from typedthinc.errors import ArrayError
from typedthinc.types.describe import describe
from typedthinc.types.detect import get_array_module

ArrayT = TypeVar("ArrayT")

_SORTS = {"f": ("floats", "f"), "i": ("integers", "iu"), "b": ("booleans", "b")}


def validate_array(
    obj: ArrayT, ndim: int | None = None, dtype: Literal["f", "i", "b"] | None = None
) -> ArrayT:
    """Check an array and hand it on.

    Args:
        obj: A NumPy or CuPy array.
        ndim: The number of axes it must have; None for any.
        dtype: What it must hold: "f" floats, "i" integers with or without a
            sign, "b" booleans; of any size in bytes. None for anything.

    Returns:
        The same array, not a copy.

    Raises:
        ArrayError: It is not an array, or not such an array.

    Example:
        >>> import numpy
        >>> validate_array(numpy.zeros((2, 3)), ndim=2, dtype="f").shape
        (2, 3)
    """
    get_array_module(obj)
    wanted = []
    got_kind: str = getattr(obj, "dtype").kind  # noqa: B009  # ArrayT has no attributes for checkers
    fits = True
    if dtype is not None:
        name, kinds = _SORTS[dtype]
        wanted.append(name)
        fits = got_kind in kinds
    if ndim is not None:
        wanted.append(f"{ndim} axes")
        fits = fits and getattr(obj, "ndim") == ndim  # noqa: B009
    if fits:
        return obj
    raise ArrayError(
        f"not an array of {' with '.join(wanted)}",
        expected=" with ".join(wanted),
        got=describe(obj),
    )
