"""Numbers that add up to 1."""

from __future__ import annotations

from typing import Any, cast

from typedthinc.backends.checks import check_same_shape
from typedthinc.backends.core import OpsCore
from typedthinc.errors import ArgumentError
from typedthinc.types.xp import FloatsT


class Softmax(OpsCore):
    """Softmax and its gradient."""

    def softmax(
        self, x: FloatsT, *, inplace: bool = False, axis: int = -1, temperature: float = 1.0
    ) -> FloatsT:
        """exp(x / temperature), scaled to add up to 1 along an axis.

        Infinite numbers give what finite ones come close to: those that are plus
        infinity share the 1 equally, and so do all that are minus infinity where
        nothing else is.

        Args:
            x: The input.
            inplace: Whether to write into `x`.
            axis: The axis along which the output adds up to 1.
            temperature: What to divide the input by.

        Raises:
            ArgumentError: The temperature is not above 0.
        """
        _check_temperature("softmax", temperature)
        y: Any = x if inplace else self.xp.empty(x.shape, x.dtype)
        if y.size:
            if temperature != 1.0:
                x = self.xp.divide(x, temperature, out=y)
            self._softmax(x, y, axis)
        return cast("FloatsT", y)

    def _softmax(self, x: Any, y: Any, axis: int) -> None:
        """Write the softmax of an array that is not empty to `y`, which may be the array itself."""
        xp: Any = self.xp
        greatest = x.max(axis=axis, keepdims=True)
        if xp.count_nonzero(xp.isinf(greatest)):
            x, greatest = without_infinities(xp, x, greatest)
        xp.subtract(x, greatest, out=y)
        xp.exp(y, out=y)
        y /= y.sum(axis=axis, keepdims=True)

    def backprop_softmax(
        self, Y: FloatsT, dY: FloatsT, *, axis: int = -1, temperature: float = 1.0
    ) -> FloatsT:
        """The gradient of the input of `softmax`, from its output and that of the output.

        Raises:
            ArgumentError: The temperature is not above 0.
            ShapeError: The arrays differ in shape.
        """
        _check_temperature("backprop_softmax", temperature)
        check_same_shape("backprop_softmax", Y=Y, dY=dY)
        dX: Any = self.xp.multiply(Y, dY)
        dX -= Y * dX.sum(axis=axis, keepdims=True)
        if temperature != 1.0:
            dX /= temperature
        return cast("FloatsT", dX)


def without_infinities(xp: Any, x: Any, greatest: Any) -> tuple[Any, Any]:
    """Where the greatest number is infinite, 0 for those equal to it, the rest out of reach.

    Args:
        xp: The array module.
        x: The numbers.
        greatest: The greatest number of those that belong together, for each of them.

    Returns:
        The numbers, and the greatest.
    """
    infinite = xp.isinf(greatest)
    equal_or_not = xp.where(x == greatest, 0.0, -xp.inf).astype(x.dtype)
    return xp.where(infinite, equal_or_not, x), xp.where(infinite, x.dtype.type(0), greatest)


def _check_temperature(operation: str, temperature: float) -> None:
    if not temperature > 0:
        raise ArgumentError(
            f"{operation}: the temperature must be above 0",
            expected="temperature > 0",
            got=temperature,
        )
