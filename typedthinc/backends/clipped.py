"""Straight lines with limits, and their gradients."""

from __future__ import annotations

from typing import Any

from typedthinc.backends.elementwise import Elementwise, at_least, at_most
from typedthinc.types.xp import FloatsT

# Slope, offset, least and greatest value.
_HARD_SIGMOID = (0.2, 0.5, 0.0, 1.0)
_HARD_TANH = (1.0, 0.0, -1.0, 1.0)
# hard_swish: the slope of its hard sigmoid, and where that has reached 0 and 1.
_KERAS = (0.2, 2.5)
_MOBILENET = (1.0 / 6.0, 3.0)


class Clipped(Elementwise):
    """Straight lines with limits, products of such lines with x, and their gradients.

    Each gives a new array, or writes into its first argument where `inplace` is
    true. Arrays of different shapes raise a `ShapeError`. Where a limit begins,
    the gradient is the one beyond it: 0, and 1 at the upper limits of hard swishes.
    """

    def clipped_linear(
        self,
        X: FloatsT,
        slope: float = 1.0,
        offset: float = 0.0,
        min_val: float = 0.0,
        max_val: float = 1.0,
        inplace: bool = False,
    ) -> FloatsT:
        """A line, slope * x + offset, but not below `min_val` and not above `max_val`."""
        line = (float(slope), float(offset), float(min_val), float(max_val))
        return self._each(_clipped_linear, X, inplace, *line)

    def backprop_clipped_linear(
        self,
        dY: FloatsT,
        X: FloatsT,
        slope: float = 1.0,
        offset: float = 0.0,
        min_val: float = 0.0,
        max_val: float = 1.0,
        inplace: bool = False,
    ) -> FloatsT:
        """The gradient of the input of `clipped_linear`, from that of its output and the input."""
        line = (float(slope), float(offset), float(min_val), float(max_val))
        return self._gradient_of_line("backprop_clipped_linear", dY, X, inplace, *line)

    def relu_k(self, X: FloatsT, n: float = 6.0, inplace: bool = False) -> FloatsT:
        """The input, but not below 0 and not above `n`.

        Source:
            Krizhevsky 2010, Convolutional Deep Belief Networks on CIFAR-10.
        """
        return self._each(_clipped_linear, X, inplace, 1.0, 0.0, 0.0, float(n))

    def backprop_relu_k(
        self, dY: FloatsT, X: FloatsT, n: float = 6.0, inplace: bool = False
    ) -> FloatsT:
        """The gradient of the input of `relu_k`, from that of its output and the input."""
        return self._gradient_of_line("backprop_relu_k", dY, X, inplace, 1.0, 0.0, 0.0, float(n))

    def hard_sigmoid(self, X: FloatsT, inplace: bool = False) -> FloatsT:
        """A line, 0.2 x + 0.5, but not below 0 and not above 1."""
        return self._each(_clipped_linear, X, inplace, *_HARD_SIGMOID)

    def backprop_hard_sigmoid(self, dY: FloatsT, X: FloatsT, inplace: bool = False) -> FloatsT:
        """The gradient of the input of `hard_sigmoid`, from that of its output and the input."""
        return self._gradient_of_line("backprop_hard_sigmoid", dY, X, inplace, *_HARD_SIGMOID)

    def hard_tanh(self, X: FloatsT, inplace: bool = False) -> FloatsT:
        """The input, but not below -1 and not above 1."""
        return self._each(_clipped_linear, X, inplace, *_HARD_TANH)

    def backprop_hard_tanh(self, dY: FloatsT, X: FloatsT, inplace: bool = False) -> FloatsT:
        """The gradient of the input of `hard_tanh`, from that of its output and the input."""
        return self._gradient_of_line("backprop_hard_tanh", dY, X, inplace, *_HARD_TANH)

    def hard_swish(self, X: FloatsT, inplace: bool = False) -> FloatsT:
        """The product of x and `hard_sigmoid` of it: 0 below -2.5, and x above 2.5."""
        return self._each(_hard_swish, X, inplace, *_KERAS)

    def backprop_hard_swish(self, dY: FloatsT, X: FloatsT, inplace: bool = False) -> FloatsT:
        """The gradient of the input of `hard_swish`, from that of its output and the input."""
        return self._each_gradient(
            "backprop_hard_swish", _backprop_hard_swish, dY, inplace, *_KERAS, X=X
        )

    def hard_swish_mobilenet(self, X: FloatsT, inplace: bool = False) -> FloatsT:
        """The product x relu_k(x + 3) / 6: 0 below -3, and x above 3.

        Source:
            Howard et al. 2019, Searching for MobileNetV3,
            https://arxiv.org/abs/1905.02244
        """
        return self._each(_hard_swish, X, inplace, *_MOBILENET)

    def backprop_hard_swish_mobilenet(
        self, dY: FloatsT, X: FloatsT, inplace: bool = False
    ) -> FloatsT:
        """The gradient of the input of `hard_swish_mobilenet`.

        It is computed from the gradient of the output and the input.
        """
        return self._each_gradient(
            "backprop_hard_swish_mobilenet", _backprop_hard_swish, dY, inplace, *_MOBILENET, X=X
        )

    def _gradient_of_line(
        self, operation: str, dY: FloatsT, X: FloatsT, inplace: bool, *line: float
    ) -> FloatsT:
        return self._each_gradient(operation, _backprop_clipped_linear, dY, inplace, *line, X=X)


def _clipped_linear(
    xp: Any, X: Any, Y: Any, slope: float, offset: float, min_val: float, max_val: float
) -> None:
    _line(xp, X, Y, slope, offset).clip(min_val, max_val, out=Y)


def _backprop_clipped_linear(
    xp: Any, dY: Any, X: Any, dX: Any, slope: float, offset: float, min_val: float, max_val: float
) -> None:
    # Into a new array: dX may be dY, which is still needed.
    line = _line(xp, X, None, slope, offset)
    cut_off = line <= min_val
    cut_off |= line >= max_val
    # Not "inside": what is not a number is not cut off.
    xp.multiply(dY, ~cut_off, out=dX)
    if slope != 1.0:
        dX *= slope


def _line(xp: Any, X: Any, out: Any, slope: float, offset: float) -> Any:
    if slope != 1.0:
        X = xp.multiply(X, slope, out=out)
    if offset != 0.0:
        X = xp.add(X, offset, out=out)
    return X


def _hard_swish(xp: Any, X: Any, Y: Any, slope: float, limit: float) -> None:
    # Cut off below, minus infinity is not multiplied with 0.
    x = at_least(xp, X, -limit)
    share = x * slope
    share += 0.5
    at_most(xp, share, 1.0, out=share)
    xp.multiply(x, share, out=Y)


def _backprop_hard_swish(xp: Any, dY: Any, X: Any, dX: Any, slope: float, limit: float) -> None:
    # The share s of x that is given, and where it changes, x times its slope.
    x = X.clip(-limit, limit)
    changes = xp.absolute(x) < limit
    x *= slope
    share = x + 0.5
    x *= changes
    share += x
    xp.multiply(dY, share, out=dX)
