"""Functions of each number, and their gradients."""

from __future__ import annotations

from typing import Any, cast

from typedthinc.backends.checks import check_same_shape
from typedthinc.backends.elementwise import Elementwise, at_least, at_most
from typedthinc.types.xp import FloatsT

# Where sigmoid is cut off.
_SIGMOID_LIMIT = 20.0
# From here on, x and mish(x) are the same number, in float64 too.
_MISH_IS_LINEAR = 20.0
# Here and below, mish(x) is 0, in float64 too; minus infinity times 0 would not be.
_MISH_IS_ZERO = -1000.0


class Activations(Elementwise):
    """Functions of each number, and their gradients.

    Each gives a new array, or writes into its first argument where `inplace` is
    true. Arrays of different shapes raise a `ShapeError`.
    """

    def relu(self, X: FloatsT, inplace: bool = False) -> FloatsT:
        """The greater of 0 and x."""
        return cast("FloatsT", at_least(self.xp, X, 0.0, out=X if inplace else None))

    def backprop_relu(self, dY: FloatsT, Y: FloatsT, inplace: bool = False) -> FloatsT:
        """The gradient of the input of `relu`, from that of its output and the output."""
        check_same_shape("backprop_relu", dY=dY, Y=Y)
        # NumPy gives numbers for arrays without axes, into which nothing can be written.
        mask: FloatsT = self.xp.asarray((Y > 0).astype(dY.dtype))
        return self.xp.multiply(dY, mask, out=dY if inplace else mask)

    def sigmoid(self, X: FloatsT, *, inplace: bool = False) -> FloatsT:
        """1 / (1 + exp(-x)), where x counts as no more than 20 from 0."""
        return self._each(_sigmoid, X, inplace)

    def backprop_sigmoid(self, dY: FloatsT, Y: FloatsT, *, inplace: bool = False) -> FloatsT:
        """The gradient of the input of `sigmoid`, from that of its output and the output."""
        return self._each_gradient("backprop_sigmoid", _backprop_sigmoid, dY, inplace, Y=Y)

    def dsigmoid(self, Y: FloatsT, *, inplace: bool = False) -> FloatsT:
        """The slope of `sigmoid` from its output: y (1 - y)."""
        return self._each(_dsigmoid, Y, inplace)

    def dtanh(self, Y: FloatsT, *, inplace: bool = False) -> FloatsT:
        """The slope of tanh from its output: 1 - y²."""
        return self._each(_dtanh, Y, inplace)

    def sechsq(self, X: FloatsT) -> FloatsT:
        """1 / cosh(x)², the slope of tanh from its input."""
        return self._each(_sechsq, X, False)

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
        return self._each(_mish, X, inplace, threshold)

    def backprop_mish(
        self, dY: FloatsT, X: FloatsT, threshold: float = 20.0, inplace: bool = False
    ) -> FloatsT:
        """The gradient of the input of `mish`, from that of its output and the input."""
        return self._each_gradient("backprop_mish", _backprop_mish, dY, inplace, threshold, X=X)


def _sigmoid(xp: Any, X: Any, Y: Any) -> None:
    X.clip(-_SIGMOID_LIMIT, _SIGMOID_LIMIT, out=Y)
    xp.negative(Y, out=Y)
    xp.exp(Y, out=Y)
    Y += 1.0
    xp.reciprocal(Y, out=Y)


def _backprop_sigmoid(xp: Any, dY: Any, Y: Any, dX: Any) -> None:
    slope = 1.0 - Y
    slope *= Y
    xp.multiply(dY, slope, out=dX)


def _dsigmoid(xp: Any, Y: Any, slope: Any) -> None:
    xp.multiply(Y, 1.0 - Y, out=slope)


def _dtanh(xp: Any, Y: Any, slope: Any) -> None:
    xp.multiply(Y, Y, out=slope)
    xp.subtract(1.0, slope, out=slope)


def _sechsq(xp: Any, X: Any, Y: Any) -> None:
    # 4 e / (1 + e)² with e = exp(-2 |x|), which is never infinite.
    e = xp.absolute(X)
    e *= -2.0
    xp.exp(e, out=e)
    below = e + 1.0
    below *= below
    e *= 4.0
    xp.divide(e, below, out=Y)


def _mish(xp: Any, X: Any, Y: Any, threshold: float) -> None:
    # tanh(log(1 + e)) = n / (n + 2) with n = e² + 2e: one exponential, no logarithm.
    x = at_least(xp, X, _MISH_IS_ZERO)
    e = at_most(xp, x, _MISH_IS_LINEAR)
    xp.exp(e, out=e)
    n = e + 2.0
    n *= e
    xp.add(n, 2.0, out=e)
    n /= e
    if threshold < _MISH_IS_LINEAR:
        n[X >= threshold] = 1.0
    xp.multiply(x, n, out=Y)


def _backprop_mish(xp: Any, dY: Any, X: Any, dX: Any, threshold: float) -> None:
    # With w = n + 2, the slope is (n w + 4 x e (e + 1)) / w².
    x = X.clip(_MISH_IS_ZERO, _MISH_IS_LINEAR)
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
