"""Functions of each number, worked out piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typedthinc.backends.checks import check_same_shape
from typedthinc.backends.core import OpsCore
from typedthinc.types.xp import FloatsT

_INFINITY = float("inf")
# From this size on, NumPy compares with a number faster in `clip` than in `maximum`.
_LARGE = 4096


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
    """How functions of each number are computed: over pieces of the array that fit the cache."""

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
        for rows in self._blocks(Y):
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
        for rows in self._blocks(dX):
            compute(self.xp, dY[rows], first[rows], dX[rows], *settings)
        return dX
