"""Arrays in another shape."""

from __future__ import annotations

from typing import Any, cast

from typedthinc.backends.core import OpsCore
from typedthinc.errors import ShapeError
from typedthinc.types import (
    Array1d,
    Array2d,
    Array3d,
    Array4d,
    ArrayXd,
    Floats1d,
    Floats2d,
    Floats3d,
    Floats4d,
    FloatsXd,
    Ints1d,
    Ints2d,
    Ints3d,
    Ints4d,
    IntsXd,
    Shape,
)
from typedthinc.types.describe import describe


class Reshaping(OpsCore):
    """The values of an array in another shape, without a copy where memory allows it.

    One of the new lengths may be -1: it follows from the others.
    """

    def reshape(self, array: ArrayXd, shape: Shape) -> ArrayXd:
        """An array in another shape.

        Args:
            array: The array.
            shape: The new shape.

        Raises:
            ShapeError: The array does not have that many values.
        """
        try:
            return cast("ArrayXd", cast("Any", array).reshape(shape))
        except ValueError:
            raise ShapeError(
                "reshape: the array does not have as many values as the new shape",
                expected=f"values for the shape {tuple(shape)}",
                got=f"{describe(array)}, {array.size} values",
            ) from None

    def reshape1(self, array: ArrayXd, d0: int) -> Array1d:
        """An array with one axis."""
        return cast("Array1d", self.reshape(array, (d0,)))

    def reshape2(self, array: ArrayXd, d0: int, d1: int) -> Array2d:
        """An array with two axes."""
        return cast("Array2d", self.reshape(array, (d0, d1)))

    def reshape3(self, array: ArrayXd, d0: int, d1: int, d2: int) -> Array3d:
        """An array with three axes."""
        return cast("Array3d", self.reshape(array, (d0, d1, d2)))

    def reshape4(self, array: ArrayXd, d0: int, d1: int, d2: int, d3: int) -> Array4d:
        """An array with four axes."""
        return cast("Array4d", self.reshape(array, (d0, d1, d2, d3)))

    def reshape_f(self, array: FloatsXd, shape: Shape) -> FloatsXd:
        """Floats in another shape."""
        return cast("FloatsXd", self.reshape(array, shape))

    def reshape1f(self, array: FloatsXd, d0: int) -> Floats1d:
        """Floats with one axis."""
        return cast("Floats1d", self.reshape(array, (d0,)))

    def reshape2f(self, array: FloatsXd, d0: int, d1: int) -> Floats2d:
        """Floats with two axes."""
        return cast("Floats2d", self.reshape(array, (d0, d1)))

    def reshape3f(self, array: FloatsXd, d0: int, d1: int, d2: int) -> Floats3d:
        """Floats with three axes."""
        return cast("Floats3d", self.reshape(array, (d0, d1, d2)))

    def reshape4f(self, array: FloatsXd, d0: int, d1: int, d2: int, d3: int) -> Floats4d:
        """Floats with four axes."""
        return cast("Floats4d", self.reshape(array, (d0, d1, d2, d3)))

    def reshape_i(self, array: IntsXd, shape: Shape) -> IntsXd:
        """Integers in another shape."""
        return cast("IntsXd", self.reshape(array, shape))

    def reshape1i(self, array: IntsXd, d0: int) -> Ints1d:
        """Integers with one axis."""
        return cast("Ints1d", self.reshape(array, (d0,)))

    def reshape2i(self, array: IntsXd, d0: int, d1: int) -> Ints2d:
        """Integers with two axes."""
        return cast("Ints2d", self.reshape(array, (d0, d1)))

    def reshape3i(self, array: IntsXd, d0: int, d1: int, d2: int) -> Ints3d:
        """Integers with three axes."""
        return cast("Ints3d", self.reshape(array, (d0, d1, d2)))

    def reshape4i(self, array: IntsXd, d0: int, d1: int, d2: int, d3: int) -> Ints4d:
        """Integers with four axes."""
        return cast("Ints4d", self.reshape(array, (d0, d1, d2, d3)))
