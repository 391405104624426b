"""Softmax along sequences."""

from __future__ import annotations

from typing import Any, cast

from typedthinc.backends.checks import check_rank, check_same_shape, checked_lengths
from typedthinc.backends.reductions import Reductions
from typedthinc.backends.softmax import without_infinities
from typedthinc.errors import UnsupportedError
from typedthinc.types import Floats2d, Ints1d
from typedthinc.types.describe import describe


class Attention(Reductions):
    """Softmax along the rows of each sequence, and its gradient."""

    def softmax_sequences(
        self, Xs: Floats2d, lengths: Ints1d, *, inplace: bool = False, axis: int = -1
    ) -> Floats2d:
        """The exponentials of each column, scaled to add up to 1 in each sequence.

        The rows of all sequences lie one after another. Rows beyond the last
        sequence give zeros. Infinite numbers give what finite ones come close to, as in
        `softmax`.

        Args:
            Xs: The rows of all sequences.
            lengths: How many rows each sequence has.
            inplace: Whether to write into `Xs`.
            axis: Not used: it is always the rows of a sequence that add up to 1.

        Shapes:
            Xs: Floats2d (rows, nI)   lengths: Ints1d (sequences,)
            Y: Floats2d (rows, nI)

        Raises:
            UnsupportedError: The rows have more than one axis.
            ShapeError: There is only one axis, or a length is negative.
            BoundsError: The lengths add up to more rows than there are.
        """
        if Xs.ndim > 2:
            raise UnsupportedError(
                "softmax_sequences: rows have one axis", expected="2 axes", got=describe(Xs)
            )
        check_rank("softmax_sequences", 2, Xs=Xs)
        sizes = _filled("softmax_sequences", lengths, Xs)
        total = int(sizes.sum())
        Y: Any = Xs if inplace else Xs.copy()
        Y[total:] = 0
        rows = Y[:total]
        xp: Any = self.xp
        greatest = self._greatest(rows, sizes)
        has_infinities = xp.count_nonzero(xp.isinf(greatest))
        numbers, greatest = rows, xp.repeat(greatest, sizes, axis=0)
        if has_infinities:
            numbers, greatest = without_infinities(xp, numbers, greatest)
        # The exponentials of what is below the greatest number do not overflow.
        xp.subtract(numbers, greatest, out=rows)
        xp.exp(rows, out=rows)
        rows /= xp.repeat(self._totals(rows, sizes), sizes, axis=0)
        return cast("Floats2d", Y)

    def backprop_softmax_sequences(self, dY: Floats2d, Y: Floats2d, lengths: Ints1d) -> Floats2d:
        """The gradient of the input of `softmax_sequences`, from its output and that of the output.

        Shapes:
            dY: Floats2d (rows, nI)   Y: Floats2d (rows, nI)
            lengths: Ints1d (sequences,)   dX: Floats2d (rows, nI)

        Raises:
            ShapeError: The arrays differ in shape or have not two axes, or a
                length is negative.
            BoundsError: The lengths add up to more rows than there are.
        """
        check_rank("backprop_softmax_sequences", 2, dY=dY)
        check_same_shape("backprop_softmax_sequences", dY=dY, Y=Y)
        sizes = _filled("backprop_softmax_sequences", lengths, dY)
        total = int(sizes.sum())
        dX: Any = self.xp.multiply(dY, Y)
        dX[total:] = 0
        outputs: Any = Y[:total]
        totals = self._totals(dX[:total], sizes)
        dX[:total] -= outputs * self.xp.repeat(totals, sizes, axis=0)
        return cast("Floats2d", dX)

    def _greatest(self, X: Any, lengths: Any) -> Floats2d:
        """The greatest number of each column of each sequence, all of which have rows."""
        xp: Any = self.xp
        Y = xp.full((len(lengths), X.shape[1]), -xp.inf, X.dtype)
        xp.maximum.at(Y, xp.repeat(xp.arange(len(lengths)), lengths, axis=0), X)
        return cast("Floats2d", Y)

    def _totals(self, X: Any, lengths: Any) -> Floats2d:
        """The sum of each column of each sequence, all of which have rows."""
        return self._sum_sequences(X, lengths)


def _filled(operation: str, lengths: Any, rows: Any) -> Any:
    """The lengths of the sequences that have rows: those that have none make no difference."""
    sizes = checked_lengths(operation, lengths, rows.shape[0])
    return sizes[sizes > 0]
