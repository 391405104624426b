"""Each row beside its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from typedthinc.backends.checks import check_rank, checked_lengths
from typedthinc.backends.core import OpsCore
from typedthinc.errors import ArgumentError, ShapeError
from typedthinc.types import Floats2d, Ints1d
from typedthinc.types.describe import describe


class Windows(OpsCore):
    """Each row of a sequence beside its neighbours, and the gradient of that."""

    def seq2col(self, seq: Floats2d, nW: int, *, lengths: Ints1d | None = None) -> Floats2d:
        """Each row with the `nW` rows before and after it, zeros beyond the ends.

        Args:
            seq: The rows of one sequence, or of several one after another.
            nW: How many rows to take on each side.
            lengths: How many rows each sequence has; otherwise there is one.

        Shapes:
            seq: Floats2d (rows, nI)   lengths: Ints1d (sequences,)
            cols: Floats2d (rows, (2 nW + 1) nI)

        Raises:
            ArgumentError: `nW` is negative.
            ShapeError: A length is negative, or they add up to too few rows.
            BoundsError: The lengths add up to too many rows.
        """
        check_rank("seq2col", 2, seq=seq)
        _check_width("seq2col", nW)
        B, nI = seq.shape
        cols = self.xp.empty((B, 2 * nW + 1, nI), seq.dtype)
        cols[:, nW] = seq
        for offset, here, there, ends in self._neighbours("seq2col", B, nW, lengths):
            window = cols[:, nW + offset]
            window[here] = seq[there]
            window[ends] = 0
        return cast("Floats2d", cols.reshape((B, (2 * nW + 1) * nI)))

    def backprop_seq2col(self, dY: Floats2d, nW: int, *, lengths: Ints1d | None = None) -> Floats2d:
        """The gradient of the input of `seq2col`.

        Args:
            dY: The gradient of the output.
            nW: How many rows were taken on each side.
            lengths: How many rows each sequence has; otherwise there is one.

        Shapes:
            dY: Floats2d (rows, (2 nW + 1) nI)   lengths: Ints1d (sequences,)
            dX: Floats2d (rows, nI)

        Raises:
            ArgumentError: `nW` is negative.
            ShapeError: The width is not that of 2 nW + 1 rows, a length is
                negative, or they add up to too few rows.
            BoundsError: The lengths add up to too many rows.
        """
        check_rank("backprop_seq2col", 2, dY=dY)
        _check_width("backprop_seq2col", nW)
        B, width = dY.shape
        if width % (2 * nW + 1):
            raise ShapeError(
                "backprop_seq2col: the width is not that of a whole number of rows",
                expected=f"a multiple of 2 nW + 1 = {2 * nW + 1}",
                got=f"dY {describe(dY)}",
            )
        pieces = cast("Any", dY).reshape((B, 2 * nW + 1, width // (2 * nW + 1)))
        dX = pieces[:, nW].copy()
        for offset, here, there, ends in self._neighbours("backprop_seq2col", B, nW, lengths):
            # What would cross from one sequence to another: it is put back after the sum.
            inner_ends = ends[(ends + offset >= 0) & (ends + offset < B)] + offset
            kept = dX[inner_ends]
            dX[there] += pieces[here, nW + offset]
            dX[inner_ends] = kept
        return cast("Floats2d", dX)

    def _neighbours(
        self, operation: str, n_rows: int, nW: int, lengths: Ints1d | None
    ) -> Iterator[tuple[int, slice, slice, Any]]:
        """For each neighbour: the offset, the rows that have one, theirs, and the rows without.

        The rows with a neighbour are those of a single sequence; the rows
        without one are those of each sequence.
        """
        xp: Any = self.xp
        rows = xp.arange(n_rows)
        before, after = rows, n_rows - 1 - rows
        if lengths is not None:
            sizes = checked_lengths(operation, lengths, n_rows)
            if sizes.sum() != n_rows:
                raise ShapeError(
                    f"{operation}: some rows belong to no sequence",
                    expected=f"lengths that add up to {n_rows}",
                    got=f"{len(sizes)} lengths that add up to {int(sizes.sum())}",
                )
            ends = sizes.cumsum()
            before = rows - xp.repeat(ends - sizes, sizes)
            after = xp.repeat(ends, sizes) - 1 - rows
        for distance in range(1, nW + 1):
            first, last = slice(0, max(n_rows - distance, 0)), slice(distance, None)
            yield -distance, last, first, xp.flatnonzero(before < distance)
            yield distance, first, last, xp.flatnonzero(after < distance)


def _check_width(operation: str, nW: int) -> None:
    if nW < 0:
        raise ArgumentError(f"{operation}: nW is negative", expected="nW >= 0", got=nW)
