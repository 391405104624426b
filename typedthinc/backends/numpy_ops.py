"""The backend for the CPU, on NumPy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, cast

import numpy
from typing_extensions import override

from typedthinc.backends.ops import Ops
from typedthinc.backends.segment_maxima import max_segments
from typedthinc.backends.segments import sum_segments
from typedthinc.registries import registry
from typedthinc.types import DeviceTypes, Floats2d, Ints1d, Ints2d

# Numbers a block: a few arrays of this size fit the second-level cache of one core.
_BLOCK = 32768
# Above this width, NumPy is fast along the last axis; below, along the first.
_NARROW = 64
# Two floats of a dtype, as one number.
_PAIRS: dict[Any, Any] = {
    numpy.dtype("float32"): numpy.dtype("complex64"),
    numpy.dtype("float64"): numpy.dtype("complex128"),
}


@registry.ops("NumpyOps")
class NumpyOps(Ops):
    """The backend for the CPU, on NumPy.

    Args:
        device_type: Where its arrays live.
        device_id: Not used: there is one CPU.
        use_blis: Not used: products of matrices always come from NumPy's own
            linear algebra library.
    """

    name: ClassVar[str] = "numpy"

    def __init__(
        self,
        device_type: DeviceTypes = "cpu",
        device_id: int = -1,
        *,
        use_blis: bool = True,
    ) -> None:
        super().__init__(device_type, device_id)
        self.use_blis = use_blis

    @override
    def _blocks(self, array: Any) -> Iterable[Any]:
        if array.size <= _BLOCK:
            return (...,)
        n_rows = len(array)
        step = max(1, _BLOCK * n_rows // array.size)
        return [slice(start, start + step) for start in range(0, n_rows, step)]

    @override
    def _softmax(self, x: Any, y: Any, axis: int) -> None:
        if x.ndim == 2 and axis in (-1, 1) and x.shape[1] < _NARROW:
            columns = x.T.copy()
            super()._softmax(columns, columns, 0)
            y[...] = columns.T
        else:
            super()._softmax(x, y, axis)

    @override
    def _sum_sequences(self, X: Floats2d, lengths: Ints1d) -> Floats2d:
        return cast("Floats2d", sum_segments(X, lengths))

    @override
    def _max_sequences(self, X: Any, lengths: Any) -> tuple[Floats2d, Ints2d]:
        return max_segments(X, lengths)

    @override
    def _greatest(self, X: Any, lengths: Any) -> Floats2d:
        if X.shape[1] >= _NARROW or not X.size:
            return self._max_sequences(X, lengths)[0]
        return _by_columns(numpy.maximum, X, lengths)

    @override
    def _totals(self, X: Any, lengths: Any) -> Floats2d:
        if X.shape[1] >= _NARROW or not X.size:
            return self._sum_sequences(X, lengths)
        return _by_columns(numpy.add, X, lengths)

    @override
    def _gather_add(self, table: Any, ids: Any, Y: Any) -> None:
        if ids.shape[1] == 0:
            Y.fill(0)
            return
        # The ids are known to be right, and "clip" is the mode that copies straight into `out`;
        # from a table of another layout, each `take` would make a copy of all of it.
        table = numpy.ascontiguousarray(table)
        for rows in self._blocks(Y):
            first, *others = ids[rows].T
            y = Y[rows]
            numpy.take(table, first, axis=0, mode="clip", out=y)
            for column in others:
                y += numpy.take(table, column, axis=0, mode="clip")

    @override
    def _scatter_add(self, table: Any, ids: Any, values: Any) -> None:
        pair = _PAIRS.get(table.dtype)
        if pair is None or table.shape[1] % 2 or not table.flags.c_contiguous:
            super()._scatter_add(table, ids, values)
            return
        # `add.at` is fast for one axis only, and adding complex numbers adds two floats at once.
        width = table.shape[1] // 2
        flat = table.reshape(-1).view(pair)
        pairs = numpy.ascontiguousarray(values, dtype=table.dtype).view(pair)
        columns = numpy.arange(width)
        for rows in self._blocks(values):
            numbers = pairs[rows].reshape(-1)
            for starts in ids[rows].T * width:
                numpy.add.at(flat, (starts[:, None] + columns).reshape(-1), numbers)


def _by_columns(ufunc: Any, X: Any, lengths: Any) -> Floats2d:
    """A ufunc over the rows of each sequence: fast for narrow rows, if all sequences have some."""
    columns = numpy.ascontiguousarray(X.T)
    return cast("Floats2d", ufunc.reduceat(columns, lengths.cumsum() - lengths, axis=1).T)
