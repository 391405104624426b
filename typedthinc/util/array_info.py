"""Remembering the shape and dtype of an array, to check another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from typing_extensions import Self

from typedthinc.errors import ArrayError, ShapeError
from typedthinc.types import Shape
from typedthinc.types.describe import describe


@dataclass
class ArrayInfo:
    """The shape and dtype of a layer's output, which its gradient must have too.

    It holds no reference to the array itself.

    Args:
        shape: The size of each axis.
        dtype: The dtype of the array.

    Example:
        >>> import numpy
        >>> info = ArrayInfo.from_array(numpy.zeros((2, 3)))
        >>> info.check_consistency(numpy.ones((2, 3)))
    """

    shape: Shape
    dtype: Any

    @classmethod
    def from_array(cls, arr: Any) -> Self:
        """The shape and dtype of an array."""
        return cls(shape=tuple(arr.shape), dtype=arr.dtype)

    def check_consistency(self, arr: Any, *, node: Any = None) -> None:
        """Check that an array has this shape and dtype.

        Args:
            arr: The gradient that a backward pass was given.
            node: The layer whose backward pass it is, for the message.

        Raises:
            ShapeError: The shape is another one.
            ArrayError: The dtype is another one.
        """
        if not hasattr(arr, "shape") or not hasattr(arr, "dtype"):
            raise ArrayError(
                "backprop got a gradient that is not an array",
                node=node,
                expected=f"{self.dtype} {self.shape}",
                source="as Y",
                got=describe(arr),
            )
        if tuple(arr.shape) != self.shape:
            raise ShapeError(
                "backprop got a gradient of the wrong shape",
                node=node,
                expected=self.shape,
                source="the shape of Y",
                got=tuple(arr.shape),
            )
        if arr.dtype != self.dtype:
            raise ArrayError(
                "backprop got a gradient of the wrong dtype",
                node=node,
                expected=self.dtype,
                source="the dtype of Y",
                got=arr.dtype,
            )
