"""Functions of each number, worked out piece by piece."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any

from typedthinc.backends.checks import check_same_shape
from typedthinc.backends.core import OpsCore
from typedthinc.types.xp import FloatsT

_INFINITY = float("inf")
# From this size on, NumPy compares with a number faster in `clip` than in `maximum`.
_LARGE = 4096
# The code of float16.
_HALF = "e"


def at_least(xp: Any, X: Any, least: float, out: Any = None) -> Any:
    """The greater of each number and a limit; NaN stays."""
    if X.size < _LARGE:
        return xp.maximum(X, least, out=out)
    return X.clip(least, _INFINITY, out=out)


def at_most(xp: Any, X: Any, most: float, out: Any = None) -> Any:
    """The smaller of each number and a limit; NaN stays."""
    if X.size < _LARGE:
        return xp.minimum(X, most, out=out)
    return X.clip(-_INFINITY, most, out=out)


class Elementwise(OpsCore):
    """How functions of each number are computed: over pieces of the array that fit the cache.

    Those of float16 are computed in float32: on the way to a small number there are
    large ones, such as exponentials.
    """

    def _each(
        self, compute: Callable[..., None], X: FloatsT, inplace: bool, *settings: float
    ) -> FloatsT:
        """A function of each number.

        Args:
            compute: Takes the array module, the input, where to write, and the
                settings; input and output may be the same array.
            X: The input.
            inplace: Whether to write into `X`.
            settings: Numbers for `compute`.
        """
        Y = X if inplace else self.xp.empty(X.shape, X.dtype)
        if X.dtype.char == _HALF:
            compute = functools.partial(_widened, compute)
        for rows in self._pieces(Y):
            compute(self.xp, X[rows], Y[rows], *settings)
        return Y

    def _each_gradient(
        self,
        operation: str,
        compute: Callable[..., None],
        dY: FloatsT,
        inplace: bool,
        *settings: float,
        **given: Any,
    ) -> FloatsT:
        """A gradient times a function of each number.

        Args:
            operation: Its name, for the message.
            compute: Takes the array module, the gradient, the first of `given`,
                where to write, and the settings; the gradient and where to write
                may be the same array.
            dY: The gradient.
            inplace: Whether to write into `dY`.
            settings: Numbers for `compute`.
            given: Arrays of the shape of the gradient, by name.

        Raises:
            ShapeError: The arrays differ in shape.
        """
        for array in given.values():
            if array.shape != dY.shape:
                check_same_shape(operation, dY=dY, **given)
        first = next(iter(given.values()))
        dX = dY if inplace else self.xp.empty(dY.shape, dY.dtype)
        if _HALF in (dY.dtype.char, first.dtype.char):
            compute = functools.partial(_widened_gradient, compute)
        for rows in self._pieces(dX):
            compute(self.xp, dY[rows], first[rows], dX[rows], *settings)
        return dX

    def _pieces(self, array: Any) -> Iterable[Any]:
        """Indices that split an array into pieces that have an axis, which 0-d arrays have not.

        NumPy gives numbers for those, into which nothing can be written.
        """
        return self._blocks(array) if array.ndim else (None,)


def _widened(compute: Callable[..., None], xp: Any, X: Any, Y: Any, *settings: float) -> None:
    wide = X.astype("float32")
    compute(xp, wide, wide, *settings)
    Y[...] = wide


def _widened_gradient(
    compute: Callable[..., None], xp: Any, dY: Any, X: Any, dX: Any, *settings: float
) -> None:
    dtype = xp.result_type(dY.dtype, X.dtype, "float32")
    wide = dY.astype(dtype)
    compute(xp, wide, X.astype(dtype), wide, *settings)
    dX[...] = wide
