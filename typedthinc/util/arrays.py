"""Moving data between arrays of NumPy and CuPy."""

from __future__ import annotations

from typing import Any

import numpy

from typedthinc.types.detect import get_array_module, is_cupy_array, is_numpy_array


def to_numpy(data: Any) -> numpy.ndarray[Any, numpy.dtype[Any]]:
    """Data as a NumPy array.

    Args:
        data: A NumPy array, which comes back as it is; a CuPy array, which is
            copied to the host; or anything that `numpy.array` takes.

    Example:
        >>> to_numpy([1, 2, 3]).shape
        (3,)
    """
    if isinstance(data, numpy.ndarray):
        return data
    if is_cupy_array(data):
        on_host: numpy.ndarray[Any, numpy.dtype[Any]] = data.get()
        return on_host
    return numpy.array(data)


def copy_array(dst: Any, src: Any) -> None:
    """Write the values of one array into another, across devices if need be.

    Args:
        dst: The array to write into. It keeps its dtype.
        src: The values, of a shape that fits `dst` or can be broadcast to it.

    Raises:
        ArrayError: `dst` is not an array.
        ValueError: The shapes do not fit.

    Example:
        >>> weights = numpy.zeros(2)
        >>> copy_array(weights, numpy.ones(2))
        >>> weights
        array([1., 1.])
    """
    xp = get_array_module(dst)
    dst[...] = to_numpy(src) if is_numpy_array(dst) else xp.asarray(src)
