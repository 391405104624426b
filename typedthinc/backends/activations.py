"""Functions of each number, and their gradients."""

from __future__ import annotations

from typing import Any

from typedthinc.backends.checks import check_same_shape
from typedthinc.backends.core import OpsCore
from typedthinc.types.xp import FloatsT

# From here on, x and mish(x) are the same number, in float64 too.
_MISH_IS_LINEAR = 20.0


class Activations(OpsCore):
    """Functions of each number, and their gradients.

    Each gives a new array, or writes into its first argument where `inplace` is
    true. Arrays of different shapes raise a `ShapeError`.
    """

    def relu(self, X: FloatsT, inplace: bool = False) -> FloatsT:
        """The greater of 0 and x."""
        return self.xp.maximum(X, 0.0, out=X if inplace else None)

    def backprop_relu(self, dY: FloatsT, Y: FloatsT, inplace: bool = False) -> FloatsT:
        """The gradient of the input of `relu`, from that of its output and the output."""
        check_same_shape("backprop_relu", dY=dY, Y=Y)
        mask: FloatsT = (Y > 0).astype(dY.dtype)
        return self.xp.multiply(dY, mask, out=dY if inplace else mask)

    def sigmoid(self, X: FloatsT, *, inplace: bool = False) -> FloatsT:
        """1 / (1 + exp(-x)), where x counts as no more than 20 from 0."""
        xp: Any = self.xp
        Y = X if inplace else xp.empty(X.shape, X.dtype)
        for rows in self._blocks(Y):
            y = Y[rows]
            xp.minimum(X[rows], 20.0, out=y)
            xp.maximum(y, -20.0, out=y)
            xp.negative(y, out=y)
            xp.exp(y, out=y)
            y += 1.0
            xp.reciprocal(y, out=y)
        return Y

    def backprop_sigmoid(self, dY: FloatsT, Y: FloatsT, *, inplace: bool = False) -> FloatsT:
        """The gradient of the input of `sigmoid`, from that of its output and the output."""
        check_same_shape("backprop_sigmoid", dY=dY, Y=Y)
        dX = dY if inplace else self.xp.empty(dY.shape, dY.dtype)
        for rows in self._blocks(dX):
            slope = 1.0 - Y[rows]
            slope *= Y[rows]
            self.xp.multiply(dY[rows], slope, out=dX[rows])
        return dX

    def mish(self, X: FloatsT, threshold: float = 20.0, inplace: bool = False) -> FloatsT:
        """Mish: x tanh(log(1 + exp(x))).

        Args:
            X: The input.
            threshold: From here on, the output is x itself.
            inplace: Whether to write into `X`.

        Source:
            Misra 2019, Mish: A Self Regularized Non-Monotonic Activation
            Function, https://arxiv.org/abs/1908.08681
        """
        Y = X if inplace else self.xp.empty(X.shape, X.dtype)
        for rows in self._blocks(Y):
            self._mish(X[rows], Y[rows], threshold)
        return Y

    def backprop_mish(
        self, dY: FloatsT, X: FloatsT, threshold: float = 20.0, inplace: bool = False
    ) -> FloatsT:
        """The gradient of the input of `mish`, from that of its output and the input."""
        check_same_shape("backprop_mish", dY=dY, X=X)
        dX = dY if inplace else self.xp.empty(dY.shape, dY.dtype)
        for rows in self._blocks(dX):
            self._backprop_mish(dY[rows], X[rows], dX[rows], threshold)
        return dX

    def _mish(self, X: Any, Y: Any, threshold: float) -> None:
        # tanh(log(1 + e)) = n / (n + 2) with n = e² + 2e: one exponential, no logarithm.
        xp: Any = self.xp
        e = xp.exp(xp.minimum(X, _MISH_IS_LINEAR))
        n = e + 2.0
        n *= e
        xp.add(n, 2.0, out=e)
        n /= e
        if threshold < _MISH_IS_LINEAR:
            n[X >= threshold] = 1.0
        xp.multiply(X, n, out=Y)

    def _backprop_mish(self, dY: Any, X: Any, dX: Any, threshold: float) -> None:
        # With w = n + 2, the slope is (n w + 4 x e (e + 1)) / w².
        xp: Any = self.xp
        x = xp.minimum(X, _MISH_IS_LINEAR)
        e = xp.exp(x)
        n = e + 2.0
        n *= e
        x *= 4.0
        x *= e
        e += 1.0
        x *= e
        w = xp.add(n, 2.0, out=e)
        n *= w
        n += x
        w *= w
        n /= w
        if threshold < _MISH_IS_LINEAR:
            n[X >= threshold] = 1.0
        xp.multiply(dY, n, out=dX)
