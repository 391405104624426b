"""Arrays of what is not one yet, or not of the right dtype."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, cast

import numpy

from typedthinc.backends.core import OpsCore
from typedthinc.errors import ArrayError
from typedthinc.types import (
    DTypes,
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
)
from typedthinc.types.describe import describe
from typedthinc.types.xp import ArrayT


class Conversion(OpsCore):
    """Arrays of the backend from lists, numbers and other arrays, and NumPy arrays from those.

    An array that fits is handed on, not copied.
    """

    def to_numpy(
        self, data: Any, *, byte_order: Literal["<", ">", "=", "|"] | None = None
    ) -> numpy.ndarray[Any, Any]:
        """A NumPy array of an array of the backend.

        Args:
            data: The array.
            byte_order: The byte order that the result shall have in memory.

        Raises:
            ArrayError: It is not an array of this backend.
        """
        if not isinstance(data, numpy.ndarray):
            raise ArrayError(
                "to_numpy takes arrays of the backend in use",
                expected="a NumPy array",
                got=describe(data),
                help="numpy.asarray(...) makes an array of a list or a number",
            )
        if byte_order is None:
            return data
        return numpy.asarray(data, dtype=data.dtype.newbyteorder(byte_order))

    def asarray(self, data: Any, *, dtype: DTypes | None = None) -> Any:
        """An array of the backend.

        Args:
            data: An array, a number, or nested sequences of numbers.
            dtype: The dtype that it shall have; otherwise the one it has or
                that NumPy chooses.
        """
        return self.xp.asarray(data, dtype=dtype)

    def as_contig(self, data: ArrayT, dtype: DTypes | None = None) -> ArrayT:
        """The array, copied where its values do not lie in memory in their order."""
        if not getattr(data, "ndim", 1):
            # Without this, NumPy would make one axis of none.
            return cast("ArrayT", self.xp.asarray(data, dtype=dtype))
        return self.xp.ascontiguousarray(data, dtype=dtype)

    def asarray_f(
        self, data: FloatsXd | Sequence[Any], *, dtype: DTypes | None = "float32"
    ) -> FloatsXd:
        """Floats, with the number of axes that the data has."""
        return cast("FloatsXd", self.asarray(data, dtype=dtype))

    def asarray1f(
        self, data: Floats1d | Sequence[float], *, dtype: DTypes | None = "float32"
    ) -> Floats1d:
        """Floats with one axis."""
        return cast("Floats1d", self._asarray(1, data, dtype))

    def asarray2f(
        self,
        data: Floats2d | Sequence[Floats1d] | Sequence[Sequence[float]],
        *,
        dtype: DTypes | None = "float32",
    ) -> Floats2d:
        """Floats with two axes."""
        return cast("Floats2d", self._asarray(2, data, dtype))

    def asarray3f(
        self,
        data: Floats3d | Sequence[Floats2d] | Sequence[Sequence[Sequence[float]]],
        *,
        dtype: DTypes | None = "float32",
    ) -> Floats3d:
        """Floats with three axes."""
        return cast("Floats3d", self._asarray(3, data, dtype))

    def asarray4f(
        self,
        data: Floats4d | Sequence[Floats3d] | Sequence[Sequence[Sequence[Sequence[float]]]],
        *,
        dtype: DTypes | None = "float32",
    ) -> Floats4d:
        """Floats with four axes."""
        return cast("Floats4d", self._asarray(4, data, dtype))

    def asarray_i(self, data: IntsXd | Sequence[Any], *, dtype: DTypes | None = "int32") -> IntsXd:
        """Integers, with the number of axes that the data has."""
        return cast("IntsXd", self.asarray(data, dtype=dtype))

    def asarray1i(self, data: Ints1d | Sequence[int], *, dtype: DTypes | None = "int32") -> Ints1d:
        """Integers with one axis."""
        return cast("Ints1d", self._asarray(1, data, dtype))

    def asarray2i(
        self,
        data: Ints2d | Sequence[Ints1d] | Sequence[Sequence[int]],
        *,
        dtype: DTypes | None = "int32",
    ) -> Ints2d:
        """Integers with two axes."""
        return cast("Ints2d", self._asarray(2, data, dtype))

    def asarray3i(
        self,
        data: Ints3d | Sequence[Ints2d] | Sequence[Sequence[Sequence[int]]],
        *,
        dtype: DTypes | None = "int32",
    ) -> Ints3d:
        """Integers with three axes."""
        return cast("Ints3d", self._asarray(3, data, dtype))

    def asarray4i(
        self,
        data: Ints4d | Sequence[Ints3d] | Sequence[Sequence[Sequence[Sequence[int]]]],
        *,
        dtype: DTypes | None = "int32",
    ) -> Ints4d:
        """Integers with four axes."""
        return cast("Ints4d", self._asarray(4, data, dtype))

    def _asarray(self, rank: int, data: Any, dtype: DTypes | None) -> Any:
        array = self.asarray(data, dtype=dtype)
        if not array.size and array.ndim < rank:
            # An empty list does not tell how deep its members would be.
            array = array.reshape((*array.shape, *(0,) * (rank - array.ndim)))
        if array.ndim != rank:
            raise ArrayError(
                f"an array with {array.ndim} axes where {rank} were asked for",
                expected=f"{rank} {'axis' if rank == 1 else 'axes'}",
                got=describe(data),
            )
        return array
