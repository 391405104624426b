"""Which array library an object belongs to.

CuPy is never imported here: an object can only be a CuPy array when somebody
has imported CuPy already.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

import numpy

from typedthinc.errors import ArrayError

if TYPE_CHECKING:
    from typedthinc.types.xp import Xp


def is_numpy_array(obj: object) -> bool:
    """Whether an object is a NumPy array."""
    return isinstance(obj, numpy.ndarray)


def is_cupy_array(obj: object) -> bool:
    """Whether an object is a CuPy array."""
    array_class = getattr(sys.modules.get("cupy"), "ndarray", None)
    return array_class is not None and isinstance(obj, array_class)


def is_xp_array(obj: object) -> bool:
    """Whether an object is a NumPy or a CuPy array."""
    return is_numpy_array(obj) or is_cupy_array(obj)


def get_array_module(arr: object) -> Xp:
    """The module that an array's functions come from: `numpy` or `cupy`.

    Args:
        arr: A NumPy or CuPy array.

    Raises:
        ArrayError: It is neither.

    Example:
        >>> get_array_module(numpy.zeros(3)).__name__
        'numpy'
    """
    if is_numpy_array(arr):
        return cast("Xp", numpy)
    if is_cupy_array(arr):
        return cast("Xp", sys.modules["cupy"])
    raise ArrayError(
        f"not a NumPy or CuPy array: {type(arr).__name__}",
        expected="numpy.ndarray or cupy.ndarray",
        got=type(arr),
        help="numpy.asarray(...) makes an array of a list or a number",
    )
