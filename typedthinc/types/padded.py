"""Sequences of different lengths, padded, time step by time step."""

from __future__ import annotations

from typing import Any, cast

import numpy

from typedthinc.errors import ShapeError
from typedthinc.types.arrays import Floats3d, Ints1d, Ints3d
from typedthinc.types.describe import describe
from typedthinc.types.indexing import SequenceIndex, picked_sequences
from typedthinc.types.instance_field import InstanceField


class Padded(InstanceField):
    """A batch of sequences, longest first, padded to one length.

    Args:
        data: The steps of all sequences, zero where a sequence has ended.
        size_at_t: How many sequences are still going on at each step.
        lengths: How many steps each sequence has, in decreasing order.
        indices: The place that each sequence had before they were sorted.

    Shapes:
        data: (steps, batch, width)   size_at_t: Ints1d (steps,)
        lengths: Ints1d (batch,)      indices: Ints1d (batch,)

    Raises:
        ShapeError: `data` has fewer than two axes.
    """

    __slots__ = ("data", "indices", "lengths", "size_at_t")

    data: Floats3d | Ints3d
    size_at_t: Ints1d
    lengths: Ints1d
    indices: Ints1d

    def __init__(self, data: Any, size_at_t: Any, lengths: Any, indices: Any) -> None:
        if getattr(data, "ndim", 0) < 2:
            raise ShapeError(
                "a Padded needs the steps of its sequences",
                expected="an array with the axes (steps, batch, ...)",
                got=describe(data),
            )
        self.data = data
        self.size_at_t = size_at_t
        self.lengths = lengths
        self.indices = indices

    def copy(self) -> Padded:
        """A Padded whose arrays are copies."""
        return Padded(
            self.data.copy(), self.size_at_t.copy(), self.lengths.copy(), self.indices.copy()
        )

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, index: SequenceIndex) -> Padded:
        """The sequences at an index, a slice or an array of indices.

        Indices count sequences as they stand here, longest first. The result is
        sorted and cut to its longest sequence, so it can be unpadded: that gives
        the chosen sequences in the order they had before padding.

        Raises:
            BoundsError: The index is a tuple, or there is no such sequence.
        """
        picked = picked_sequences(index, len(self), "Padded")
        lengths: Any = self.lengths
        host_lengths = numpy.asarray(lengths.get() if hasattr(lengths, "get") else lengths)
        picked = picked[numpy.argsort(-host_lengths[picked].astype("int64"), kind="stable")]
        steps = int(host_lengths[picked].max()) if picked.size else 0
        at_work = host_lengths[picked][None, :] > numpy.arange(steps)[:, None]
        places: Any = cast("Any", self.indices)[picked]
        ranks = places.argsort().argsort()
        sizes = cast("Any", self.size_at_t)[:steps].copy()
        sizes[:] = at_work.sum(axis=1).tolist()
        return Padded(
            cast("Any", self.data)[:steps, picked],
            sizes,
            lengths[picked],
            ranks.astype(self.indices.dtype),
        )

    def __repr__(self) -> str:
        return f"Padded(data={describe(self.data)}, lengths={describe(self.lengths)})"
