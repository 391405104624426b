"""Sequences of different lengths, one after another in one array."""

from __future__ import annotations

from typing import Any, cast

import numpy

from typedthinc.errors import ShapeError
from typedthinc.types.arrays import (
    Floats1d,
    Floats2d,
    Floats3d,
    Floats4d,
    Ints1d,
    Ints2d,
    Ints3d,
    Ints4d,
)
from typedthinc.types.describe import describe
from typedthinc.types.indexing import SequenceIndex, picked_sequences
from typedthinc.types.instance_field import InstanceField


class Ragged(InstanceField):
    """A batch of sequences, with their rows in one array and their lengths.

    Args:
        data: The rows of all sequences, one sequence after another.
        lengths: How many rows each sequence has.

    Attributes:
        data: The rows as an array with two axes, whatever shape they were given in.
        dataXd: The rows in the shape in which they were given.
        data_shape: That shape, with -1 for the number of rows.
        lengths: How many rows each sequence has.

    Shapes:
        data: (total, width)   lengths: Ints1d (batch,)

    Raises:
        ShapeError: `data` has no axis, or `lengths` has not just one.
    """

    __slots__ = ("_ends", "data", "data_shape", "lengths")

    data: Floats2d | Ints2d
    data_shape: tuple[int, ...]
    lengths: Ints1d

    def __init__(self, data: Any, lengths: Any) -> None:
        if getattr(data, "ndim", 0) < 1:
            raise ShapeError(
                "a Ragged needs the rows of its sequences",
                expected="an array with one axis or more",
                got=describe(data),
            )
        if getattr(lengths, "ndim", 1) != 1:
            raise ShapeError(
                "the lengths of a Ragged are one number a sequence",
                expected="integers with one axis",
                got=describe(lengths),
            )
        if not hasattr(lengths, "dtype"):
            lengths = numpy.asarray(lengths, dtype="i")
        width = 1
        for size in data.shape[1:]:
            width *= int(size)
        self.data = data if data.ndim == 2 else data.reshape((data.shape[0], width))
        self.data_shape = (-1, *data.shape[1:])
        self.lengths = lengths
        self._ends: Any = None

    @property
    def dataXd(
        self,
    ) -> Floats1d | Floats2d | Floats3d | Floats4d | Ints1d | Ints2d | Ints3d | Ints4d:
        """The rows in the shape in which they were given."""
        if len(self.data_shape) == 2:
            return self.data
        return cast("Floats1d", self.data.reshape((self.data.shape[0], *self.data_shape[1:])))

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, index: SequenceIndex) -> Ragged:
        """The sequences at an index, a slice or an array of indices.

        Raises:
            BoundsError: The index is a tuple, or there is no such sequence.
        """
        picked = picked_sequences(index, len(self), "Ragged")
        if isinstance(index, slice) and index.step in (None, 1):
            return self._span(picked)
        return self._pick(picked)

    @property
    def starts(self) -> Ints1d:
        """The row at which each sequence starts."""
        return self._get_ends() - self.lengths

    @property
    def ends(self) -> Ints1d:
        """The row before which each sequence ends."""
        return self._get_ends()

    def _get_ends(self) -> Ints1d:
        if self._ends is None:
            self._ends = self.lengths.cumsum(axis=0)
        return cast("Ints1d", self._ends)

    def _span(self, picked: Any) -> Ragged:
        if picked.size == 0:
            return self._take(slice(0, 0), slice(0, 0))
        first, last = int(picked[0]), int(picked[-1])
        rows = slice(int(self.starts[first]), int(self.ends[last]))
        return self._take(rows, slice(first, last + 1))

    def _pick(self, picked: Any) -> Ragged:
        if picked.size == 0:
            return self._take(slice(0, 0), slice(0, 0))
        starts, ends = self.starts, self.ends
        rows = [numpy.arange(int(starts[i]), int(ends[i])) for i in picked.tolist()]
        return self._take(numpy.concatenate(rows), picked)

    def _take(self, rows: Any, sequences: Any) -> Ragged:
        return Ragged(cast("Any", self.dataXd)[rows], cast("Any", self.lengths)[sequences])

    def __repr__(self) -> str:
        return f"Ragged(data={describe(self.dataXd)}, lengths={describe(self.lengths)})"
