"""One row for each sequence."""

from __future__ import annotations

import sys
from typing import Any, cast

from typedthinc.backends.checks import check_one_row_each, check_rank, checked_lengths
from typedthinc.backends.core import OpsCore
from typedthinc.types import Floats2d, Ints1d


class Reductions(OpsCore):
    """One row for each sequence of a batch, and the gradients of that.

    The rows of all sequences lie one after another. A sequence of length 0 gives
    a row of zeros; rows beyond the last sequence are left out.
    """

    def reduce_sum(self, X: Floats2d, lengths: Ints1d) -> Floats2d:
        """The sum of the rows of each sequence.

        Shapes:
            X: Floats2d (rows, nI)   lengths: Ints1d (sequences,)
            Y: Floats2d (sequences, nI)

        Raises:
            ShapeError: A length is negative.
            BoundsError: The lengths add up to more rows than there are.
        """
        check_rank("reduce_sum", 2, X=X)
        return self._sum_sequences(X, checked_lengths("reduce_sum", lengths, X.shape[0]))

    def reduce_mean(self, X: Floats2d, lengths: Ints1d) -> Floats2d:
        """The mean of the rows of each sequence.

        Shapes:
            X: Floats2d (rows, nI)   lengths: Ints1d (sequences,)
            Y: Floats2d (sequences, nI)

        Raises:
            ShapeError: A length is negative.
            BoundsError: The lengths add up to more rows than there are.
        """
        check_rank("reduce_mean", 2, X=X)
        Y = self._sum_sequences(X, checked_lengths("reduce_mean", lengths, X.shape[0]))
        Y /= self._divisors(lengths, Y)
        return Y

    def backprop_reduce_sum(self, d_sums: Floats2d, lengths: Ints1d) -> Floats2d:
        """The gradient of the input of `reduce_sum`.

        Shapes:
            d_sums: Floats2d (sequences, nI)   lengths: Ints1d (sequences,)
            dX: Floats2d (rows, nI)

        Raises:
            ShapeError: There is not one row a sequence, or a length is negative.
        """
        return self._repeat_rows("backprop_reduce_sum", d_sums, lengths)

    def backprop_reduce_mean(self, d_means: Floats2d, lengths: Ints1d) -> Floats2d:
        """The gradient of the input of `reduce_mean`.

        Shapes:
            d_means: Floats2d (sequences, nI)   lengths: Ints1d (sequences,)
            dX: Floats2d (rows, nI)

        Raises:
            ShapeError: There is not one row a sequence, or a length is negative.
        """
        check_one_row_each("backprop_reduce_mean", d_means, lengths)
        d_sums = d_means / self._divisors(lengths, d_means)
        return self._repeat_rows("backprop_reduce_mean", d_sums, lengths)

    def _sum_sequences(self, X: Floats2d, lengths: Ints1d) -> Floats2d:
        xp: Any = self.xp
        Y = xp.zeros((len(lengths), X.shape[1]), X.dtype)
        owners = xp.repeat(xp.arange(len(lengths)), lengths, axis=0)
        xp.add.at(Y, owners, X[: len(owners)])
        return cast("Floats2d", Y)

    def _repeat_rows(self, operation: str, rows: Floats2d, lengths: Ints1d) -> Floats2d:
        check_rank(operation, 2, dY=rows)
        check_one_row_each(operation, rows, lengths)
        lengths = checked_lengths(operation, lengths, sys.maxsize)
        return self.xp.repeat(rows, lengths, axis=0)

    def _divisors(self, lengths: Ints1d, like: Floats2d) -> Floats2d:
        """Each length, and 1 for a length of 0, as a column."""
        divisors = self.xp.maximum(lengths, 1).astype("float64")
        return cast("Floats2d", divisors.astype(like.dtype)[:, None])
