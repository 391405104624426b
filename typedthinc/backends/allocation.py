"""New arrays."""

from __future__ import annotations

from typing import Literal, cast, overload

from typedthinc.backends.core import OpsCore
from typedthinc.types import (
    ArrayXd,
    DTypes,
    DTypesFloat,
    DTypesInt,
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


class Allocation(OpsCore):
    """New arrays of zeros, or with values that are not set where `zeros` is false."""

    @overload
    def alloc(
        self,
        shape: int | Shape,
        *,
        dtype: Literal["f", "float16", "float32", "float64"] = "float32",
        zeros: bool = True,
    ) -> FloatsXd: ...
    @overload
    def alloc(
        self,
        shape: int | Shape,
        *,
        dtype: Literal[
            "i", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"
        ],
        zeros: bool = True,
    ) -> IntsXd: ...
    @overload
    def alloc(self, shape: int | Shape, *, dtype: DTypes, zeros: bool = True) -> ArrayXd: ...
    def alloc(
        self, shape: int | Shape, *, dtype: DTypes = "float32", zeros: bool = True
    ) -> ArrayXd:
        """A new array.

        Args:
            shape: Its shape; a number stands for a shape of one axis.
            dtype: Its dtype.
            zeros: Whether to fill it with zeros.
        """
        new = self.xp.zeros if zeros else self.xp.empty
        return cast("ArrayXd", new(shape, dtype=dtype))

    def alloc_f(
        self, shape: int | Shape, *, dtype: DTypesFloat = "float32", zeros: bool = True
    ) -> FloatsXd:
        """New floats of any shape."""
        return self.alloc(shape, dtype=dtype, zeros=zeros)

    def alloc1f(self, d0: int, *, dtype: DTypesFloat = "float32", zeros: bool = True) -> Floats1d:
        """New floats with one axis."""
        return cast("Floats1d", self.alloc((d0,), dtype=dtype, zeros=zeros))

    def alloc2f(
        self, d0: int, d1: int, *, dtype: DTypesFloat = "float32", zeros: bool = True
    ) -> Floats2d:
        """New floats with two axes."""
        return cast("Floats2d", self.alloc((d0, d1), dtype=dtype, zeros=zeros))

    def alloc3f(
        self, d0: int, d1: int, d2: int, *, dtype: DTypesFloat = "float32", zeros: bool = True
    ) -> Floats3d:
        """New floats with three axes."""
        return cast("Floats3d", self.alloc((d0, d1, d2), dtype=dtype, zeros=zeros))

    def alloc4f(
        self,
        d0: int,
        d1: int,
        d2: int,
        d3: int,
        *,
        dtype: DTypesFloat = "float32",
        zeros: bool = True,
    ) -> Floats4d:
        """New floats with four axes."""
        return cast("Floats4d", self.alloc((d0, d1, d2, d3), dtype=dtype, zeros=zeros))

    def alloc_i(
        self, shape: int | Shape, *, dtype: DTypesInt = "int32", zeros: bool = True
    ) -> IntsXd:
        """New integers of any shape."""
        return self.alloc(shape, dtype=dtype, zeros=zeros)

    def alloc1i(self, d0: int, *, dtype: DTypesInt = "int32", zeros: bool = True) -> Ints1d:
        """New integers with one axis."""
        return cast("Ints1d", self.alloc((d0,), dtype=dtype, zeros=zeros))

    def alloc2i(
        self, d0: int, d1: int, *, dtype: DTypesInt = "int32", zeros: bool = True
    ) -> Ints2d:
        """New integers with two axes."""
        return cast("Ints2d", self.alloc((d0, d1), dtype=dtype, zeros=zeros))

    def alloc3i(
        self, d0: int, d1: int, d2: int, *, dtype: DTypesInt = "int32", zeros: bool = True
    ) -> Ints3d:
        """New integers with three axes."""
        return cast("Ints3d", self.alloc((d0, d1, d2), dtype=dtype, zeros=zeros))

    def alloc4i(
        self,
        d0: int,
        d1: int,
        d2: int,
        d3: int,
        *,
        dtype: DTypesInt = "int32",
        zeros: bool = True,
    ) -> Ints4d:
        """New integers with four axes."""
        return cast("Ints4d", self.alloc((d0, d1, d2, d3), dtype=dtype, zeros=zeros))
