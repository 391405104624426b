"""The array module, as checkers see it.

NumPy and CuPy offer the same functions, and neither module's own annotations
know the array kinds. `Xp` names the functions that layers and backends use
most, typed over the kinds; every other function of the module is there too,
untyped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from typing_extensions import TypeVar

from typedthinc.types.aliases import ArrayXd, FloatsXd, IntsXd, Shape
from typedthinc.types.arrays import Floats2d, Ints1d

ArrayT = TypeVar("ArrayT", bound=ArrayXd)
FloatsT = TypeVar("FloatsT", bound=FloatsXd)
IntsT = TypeVar("IntsT", bound=IntsXd)


class Xp(Protocol):
    """NumPy, or a module with its interface."""

    # An array module has some 500 functions; those that are not listed are Any.
    def __getattr__(self, name: str, /) -> Any: ...

    def exp(self, x: FloatsT, /, out: FloatsT | None = None) -> FloatsT:
        """The exponential of each number."""
        ...

    def log(self, x: FloatsT, /, out: FloatsT | None = None) -> FloatsT:
        """The natural logarithm of each number."""
        ...

    def sqrt(self, x: FloatsT, /, out: FloatsT | None = None) -> FloatsT:
        """The square root of each number."""
        ...

    def tanh(self, x: FloatsT, /, out: FloatsT | None = None) -> FloatsT:
        """The hyperbolic tangent of each number."""
        ...

    def square(self, x: ArrayT, /, out: ArrayT | None = None) -> ArrayT:
        """The square of each number."""
        ...

    def absolute(self, x: ArrayT, /, out: ArrayT | None = None) -> ArrayT:
        """The absolute value of each number."""
        ...

    def maximum(self, x: ArrayT, y: ArrayXd | float, /, out: ArrayT | None = None) -> ArrayT:
        """The greater of each two numbers; NaN if one of them is."""
        ...

    def minimum(self, x: ArrayT, y: ArrayXd | float, /, out: ArrayT | None = None) -> ArrayT:
        """The smaller of each two numbers; NaN if one of them is."""
        ...

    def add(self, x: ArrayT, y: ArrayXd | float, /, out: ArrayT | None = None) -> ArrayT:
        """The sum of each two numbers."""
        ...

    def subtract(self, x: ArrayT, y: ArrayXd | float, /, out: ArrayT | None = None) -> ArrayT:
        """The difference of each two numbers."""
        ...

    def multiply(self, x: ArrayT, y: ArrayXd | float, /, out: ArrayT | None = None) -> ArrayT:
        """The product of each two numbers."""
        ...

    def divide(self, x: FloatsT, y: ArrayXd | float, /, out: FloatsT | None = None) -> FloatsT:
        """The quotient of each two numbers."""
        ...

    def matmul(self, x: Floats2d, y: Floats2d, /, out: Floats2d | None = None) -> Floats2d:
        """The matrix product."""
        ...

    def empty_like(self, a: ArrayT, /) -> ArrayT:
        """An array of the same shape and dtype, its values not set."""
        ...

    def zeros_like(self, a: ArrayT, /) -> ArrayT:
        """An array of zeros of the same shape and dtype."""
        ...

    def ones_like(self, a: ArrayT, /) -> ArrayT:
        """An array of ones of the same shape and dtype."""
        ...

    def ascontiguousarray(self, a: ArrayT, /, dtype: Any = None) -> ArrayT:
        """The array, copied if its rows do not lie one after another in memory."""
        ...

    def concatenate(self, arrays: Sequence[ArrayT], /, axis: int = 0) -> ArrayT:
        """The arrays joined along an axis."""
        ...

    def hstack(self, arrays: Sequence[ArrayT], /) -> ArrayT:
        """The arrays side by side."""
        ...

    def vstack(self, arrays: Sequence[Floats2d], /) -> Floats2d:
        """The arrays one below the other."""
        ...

    def arange(self, stop: int, /, *, dtype: Any = None) -> Ints1d:
        """The integers from 0 up to, not including, `stop`."""
        ...

    def repeat(self, a: ArrayT, repeats: int | Ints1d, /, axis: int) -> ArrayT:
        """Each member along an axis a number of times."""
        ...

    def empty(self, shape: int | Shape, /, dtype: Any = ...) -> Any:
        """An array of a shape, its values not set."""
        ...

    def zeros(self, shape: int | Shape, /, dtype: Any = ...) -> Any:
        """An array of zeros."""
        ...

    def asarray(self, a: Any, /, dtype: Any = None) -> Any:
        """An array of what is given; an array is not copied without need."""
        ...

    def where(self, condition: Any, x: Any, y: Any, /) -> Any:
        """From `x` where the condition holds, from `y` elsewhere."""
        ...
