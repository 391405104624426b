"""Smooth relatives of relu, and their gradients."""

from __future__ import annotations

import math
from typing import Any

from typedthinc.backends import error_function
from typedthinc.backends.elementwise import Elementwise, at_least, at_most
from typedthinc.types.xp import FloatsT

# The largest size whose exponential is a number, by the bytes of a float.
_LARGEST_EXPONENT = {4: 88.0, 8: 709.0}
# Squares of greater numbers would be infinite in float32.
_LARGEST = 1e18
# gelu_approx is x / (1 + exp(-v)) with v = _SLOPE (x + _CUBIC x³).
_SLOPE = 2.0 * math.sqrt(2.0 / math.pi)
_CUBIC = 0.044715
# Here, v is as far from 0 as the exponential of it allows in float32.
_FAR = 10.0


class Smooth(Elementwise):
    """Smooth relatives of relu, and their gradients.

    Each gives a new array, or writes into its first argument where `inplace` is
    true. Arrays of different shapes raise a `ShapeError`. At minus infinity each
    is 0, or closer to 0 than any error of rounding, but for `erf`, which is -1.
    """

    def swish(self, X: FloatsT, inplace: bool = False) -> FloatsT:
        """Swish, or SiLU: x / (1 + exp(-x)).

        Source:
            Ramachandran, Zoph and Le 2017, Searching for Activation Functions,
            https://arxiv.org/abs/1710.05941
        """
        return self._each(_swish, X, inplace)

    def backprop_swish(self, dY: FloatsT, X: FloatsT, Y: FloatsT, inplace: bool = False) -> FloatsT:
        """The gradient of the input of `swish`, from that of its output, and from both."""
        return self._each_gradient("backprop_swish", _backprop_swish, dY, inplace, X=X, Y=Y)

    def gelu(self, X: FloatsT, inplace: bool = False) -> FloatsT:
        """GELU: x times the share of the standard normal distribution below x.

        Source:
            Hendrycks and Gimpel 2016, Gaussian Error Linear Units,
            https://arxiv.org/abs/1606.08415
        """
        return self._each(_gelu, X, inplace)

    def backprop_gelu(self, dY: FloatsT, X: FloatsT, inplace: bool = False) -> FloatsT:
        """The gradient of the input of `gelu`, from that of its output and the input."""
        return self._each_gradient("backprop_gelu", _backprop_gelu, dY, inplace, X=X)

    def gelu_approx(self, X: FloatsT, inplace: bool = False) -> FloatsT:
        """GELU by way of tanh: 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))).

        It is at most 5e-4 away from `gelu`.

        Source:
            Hendrycks and Gimpel 2016, Gaussian Error Linear Units,
            https://arxiv.org/abs/1606.08415
        """
        return self._each(_gelu_approx, X, inplace)

    def backprop_gelu_approx(self, dY: FloatsT, X: FloatsT, inplace: bool = False) -> FloatsT:
        """The gradient of the input of `gelu_approx`, from that of its output and the input."""
        return self._each_gradient("backprop_gelu_approx", _backprop_gelu_approx, dY, inplace, X=X)

    def dish(self, X: FloatsT, inplace: bool = False) -> FloatsT:
        """Dish: 0.5 x (x / √(1 + x²) + 1), like `swish` but without an exponential."""
        return self._each(_dish, X, inplace)

    def backprop_dish(self, dY: FloatsT, X: FloatsT, inplace: bool = False) -> FloatsT:
        """The gradient of the input of `dish`, from that of its output and the input."""
        return self._each_gradient("backprop_dish", _backprop_dish, dY, inplace, X=X)

    def erf(self, X: FloatsT) -> FloatsT:
        """The error function: 2/√π times the integral of exp(-t²) from 0 to x.

        Its error is about a rounding, in float32 and in float64.
        """
        return self._each(error_function.erf, X, False)


def _swish(xp: Any, X: Any, Y: Any) -> None:
    x = at_least(xp, X, -_LARGEST_EXPONENT[X.dtype.itemsize])
    e = xp.negative(x)
    xp.exp(e, out=e)
    e += 1.0
    xp.divide(x, e, out=Y)


def _backprop_swish(xp: Any, dY: Any, X: Any, dX: Any) -> None:
    # With the share w = 1 / (1 + e), the slope is w (1 + x (1 - w)), and 1 - w is e w.
    limit = _LARGEST_EXPONENT[X.dtype.itemsize]
    x = X.clip(-limit, limit)
    e = xp.negative(x)
    xp.exp(e, out=e)
    w = e + 1.0
    xp.reciprocal(w, out=w)
    e *= w
    e *= x
    e += 1.0
    e *= w
    xp.multiply(dY, e, out=dX)


def _gelu(xp: Any, X: Any, Y: Any) -> None:
    # relu(x) - |x| tail(|x|) is the same on both sides of 0, and as exact far out.
    a, tail, _ = error_function.normal_tail(xp, X)
    tail *= a
    xp.subtract(at_least(xp, X, 0.0, out=a), tail, out=Y)


def _backprop_gelu(xp: Any, dY: Any, X: Any, dX: Any) -> None:
    # The slope is 0.5 + (0.5 - h) with the sign of x, where h is that at -|x|.
    a, tail, slope = error_function.normal_tail(xp, X)
    slope *= 1.0 / math.sqrt(2.0 * math.pi)
    slope *= a
    slope -= tail
    slope += 0.5
    xp.copysign(slope, X, out=slope)
    slope += 0.5
    xp.multiply(dY, slope, out=dX)


def _gelu_approx(xp: Any, X: Any, Y: Any) -> None:
    e = X.clip(-_FAR, _FAR)
    v = e * e
    v *= -_SLOPE * _CUBIC
    v -= _SLOPE
    v *= e
    xp.exp(v, out=v)
    v += 1.0
    xp.divide(at_least(xp, X, -_FAR, out=e), v, out=Y)


def _backprop_gelu_approx(xp: Any, dY: Any, X: Any, dX: Any) -> None:
    # As for swish, with v for x: the slope is w (1 + x e w v') with w = 1 / (1 + e), e = exp(-v).
    x = X.clip(-_FAR, _FAR)
    square = x * x
    square *= _SLOPE * _CUBIC
    e = square + _SLOPE
    e *= x
    xp.negative(e, out=e)
    xp.exp(e, out=e)
    square *= 3.0
    square += _SLOPE
    x *= square
    w = xp.add(e, 1.0, out=square)
    xp.reciprocal(w, out=w)
    e *= w
    e *= x
    e += 1.0
    e *= w
    xp.multiply(dY, e, out=dX)


def _dish(xp: Any, X: Any, Y: Any) -> None:
    # relu(x) - 0.5 |x| / (r (r + |x|)) with r = √(1 + x²): nothing cancels out far below 0.
    a = xp.absolute(X)
    a = at_most(xp, a, _LARGEST, out=a)
    r = a * a
    r += 1.0
    xp.sqrt(r, out=r)
    below = r + a
    below *= r
    a *= 0.5
    a /= below
    xp.subtract(at_least(xp, X, 0.0, out=r), a, out=Y)


def _backprop_dish(xp: Any, dY: Any, X: Any, dX: Any) -> None:
    # With s = x / √(1 + x²), the slope is 0.5 (1 + s (2 - s²)).
    s = X.clip(-_LARGEST, _LARGEST)
    r = s * s
    r += 1.0
    xp.sqrt(r, out=r)
    s /= r
    slope = xp.multiply(s, s, out=r)
    xp.subtract(2.0, slope, out=slope)
    slope *= s
    slope += 1.0
    slope *= 0.5
    xp.multiply(dY, slope, out=dX)
