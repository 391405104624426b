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

        Args:
            x: The input.
            inplace: Whether to write into `x`.
            axis: The axis along which the output adds up to 1.
            temperature: What to divide the input by.

        Raises:
            ArgumentError: The temperature is not above 0.
        """
        _check_temperature("softmax", temperature)
        y: Any = x if inplace else x.copy()
        if temperature != 1.0:
            y /= temperature
        if y.size:
            self._softmax(y, axis)
        return cast("FloatsT", y)

    def _softmax(self, y: Any, axis: int) -> None:
        y -= y.max(axis=axis, keepdims=True)
        self.xp.exp(y, out=y)
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


def _check_temperature(operation: str, temperature: float) -> None:
    if not temperature > 0:
        raise ArgumentError(
            f"{operation}: the temperature must be above 0",
            expected="temperature > 0",
            got=temperature,
        )
