"""Rows of a table, by their ids."""

from __future__ import annotations

from typing import Any, cast

from typedthinc.backends.checks import check_rank, checked_ids
from typedthinc.backends.core import OpsCore
from typedthinc.backends.hashing import murmur3_x64_128
from typedthinc.errors import ArgumentError, ArrayError, ShapeError
from typedthinc.types import Floats2d, Ints1d, Ints2d
from typedthinc.types.describe import describe


class Embedding(OpsCore):
    """Looking rows up in a table, adding to them, and hashing ids."""

    def hash(self, ids: Ints1d, seed: int) -> Ints2d:
        """Four 32-bit hashes of each id.

        Args:
            ids: The ids; negative ones count as the uint64 with the same bits.
            seed: Another seed gives other hashes.

        Shapes:
            ids: Ints1d (n,)   hashes: Ints2d (n, 4), uint32

        Raises:
            ArgumentError: The seed does not have 32 bits.
            ArrayError: The ids are not integers.
            ShapeError: The ids have not one axis.

        Source:
            Appleby, MurmurHash3_x64_128,
            https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp
        """
        check_rank("hash", 1, ids=ids)
        if ids.dtype.kind not in "iu":
            raise ArrayError("hash: ids are integers", got=describe(ids))
        if not 0 <= seed < 2**32:
            raise ArgumentError(
                "hash: the seed does not have 32 bits",
                expected="0 <= seed < 2**32",
                got=seed,
            )
        keys = ids.astype("uint64")
        return cast("Ints2d", murmur3_x64_128(self.xp, keys, int(seed)))

    def gather_add(self, table: Floats2d, indices: Ints1d | Ints2d) -> Floats2d:
        """The rows of a table with given ids, added up where there are several ids.

        Args:
            table: The table.
            indices: The ids of the rows that make up each row of the output.

        Shapes:
            table: Floats2d (nV, nO)   indices: Ints2d (n, k) or Ints1d (n,)
            Y: Floats2d (n, nO)

        Raises:
            ArrayError: The ids are not integers.
            BoundsError: The table has no row of that id.
            ShapeError: The ids have more than two axes.
        """
        ids = _as_columns("gather_add", table, indices)
        Y = self.xp.empty((len(ids), table.shape[1]), table.dtype)
        self._gather_add(table, ids, Y)
        return cast("Floats2d", Y)

    def scatter_add(self, table: Floats2d, indices: Ints1d | Ints2d, values: Floats2d) -> Floats2d:
        """Add rows to the rows of a table with given ids, in place.

        This is the gradient of `gather_add`. An id that occurs several times
        gets the sum.

        Args:
            table: The table, which is changed.
            indices: The ids of the rows to which each row of values is added.
            values: What to add.

        Returns:
            The table.

        Shapes:
            table: Floats2d (nV, nO)   indices: Ints1d (n,) or Ints2d (n, k)
            values: Floats2d (n, nO)

        Raises:
            ArrayError: The ids are not integers.
            BoundsError: The table has no row of that id.
            ShapeError: There is not one row of values an id, or not of that width.
        """
        ids = _as_columns("scatter_add", table, indices)
        if values.shape != (len(ids), table.shape[1]):
            raise ShapeError(
                "scatter_add: the values do not fit the ids and the table",
                expected=f"values ({len(ids)}, {table.shape[1]})",
                got=f"values {describe(values)}",
            )
        self._scatter_add(table, ids, values)
        return table

    def _gather_add(self, table: Any, ids: Any, Y: Any) -> None:
        Y[...] = 0
        for column in ids.T:
            Y += table[column]

    def _scatter_add(self, table: Any, ids: Any, values: Any) -> None:
        xp: Any = self.xp
        for column in ids.T:
            xp.add.at(table, column, values)


def _as_columns(operation: str, table: Floats2d, indices: Ints1d | Ints2d) -> Any:
    """The ids as int64 with two axes, once they are known to be in the table."""
    check_rank(operation, 2, table=table)
    ids: Any = indices if indices.ndim != 1 else cast("Ints1d", indices).reshape((-1, 1))
    check_rank(operation, 2, indices=ids)
    return checked_ids(operation, ids, table.shape[0])
