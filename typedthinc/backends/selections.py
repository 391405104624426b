"""Rows and numbers picked from each sequence."""

from __future__ import annotations

import sys
from typing import Any, cast

from typedthinc.backends.checks import (
    check_one_row_each,
    check_rank,
    check_same_shape,
    checked_lengths,
)
from typedthinc.backends.core import OpsCore
from typedthinc.errors import BoundsError, ShapeError
from typedthinc.types import Floats2d, Ints1d, Ints2d
from typedthinc.types.describe import describe


class Selections(OpsCore):
    """The first row, the last row and the maximum of each sequence, and the gradients of that.

    The rows of all sequences lie one after another, and each sequence has one
    row or more; rows beyond the last sequence are left out.
    """

    def reduce_first(self, X: Floats2d, lengths: Ints1d) -> tuple[Floats2d, Ints1d]:
        """The first row of each sequence, and where each starts; the end of the last comes last.

        Shapes:
            X: Floats2d (rows, nI)   lengths: Ints1d (sequences,)
            Y: Floats2d (sequences, nI)   starts_ends: Ints1d (sequences + 1,), int64

        Raises:
            ShapeError: A sequence has no rows, or a length is negative.
            BoundsError: The lengths add up to more rows than there are.
        """
        check_rank("reduce_first", 2, X=X)
        sizes = checked_sizes("reduce_first", lengths, X.shape[0])
        starts_ends = self.xp.zeros(len(sizes) + 1, "int64")
        starts_ends[1:] = sizes.cumsum()
        return cast("Any", X)[starts_ends[:-1]], cast("Ints1d", starts_ends)

    def reduce_last(self, X: Floats2d, lengths: Ints1d) -> tuple[Floats2d, Ints1d]:
        """The last row of each sequence, and which row it is.

        Shapes:
            X: Floats2d (rows, nI)   lengths: Ints1d (sequences,)
            Y: Floats2d (sequences, nI)   lasts: Ints1d (sequences,), int64

        Raises:
            ShapeError: A sequence has no rows, or a length is negative.
            BoundsError: The lengths add up to more rows than there are.
        """
        check_rank("reduce_last", 2, X=X)
        lasts = checked_sizes("reduce_last", lengths, X.shape[0]).cumsum()
        lasts -= 1
        return cast("Any", X)[lasts], cast("Ints1d", lasts)

    def reduce_max(self, X: Floats2d, lengths: Ints1d) -> tuple[Floats2d, Ints2d]:
        """The maximum of each column of each sequence, and in which of its rows it is.

        Of equal numbers the first counts. NaN is greater than any number; the
        row is then some row of the sequence.

        Shapes:
            X: Floats2d (rows, nI)   lengths: Ints1d (sequences,)
            Y: Floats2d (sequences, nI)   which: Ints2d (sequences, nI), int32

        Raises:
            ShapeError: A sequence has no rows, or a length is negative.
            BoundsError: The lengths add up to more rows than there are.
        """
        check_rank("reduce_max", 2, X=X)
        return self._max_sequences(X, checked_sizes("reduce_max", lengths, X.shape[0]))

    def backprop_reduce_first(self, d_firsts: Floats2d, starts_ends: Ints1d) -> Floats2d:
        """The gradient of the input of `reduce_first`.

        Shapes:
            d_firsts: Floats2d (sequences, nI)   starts_ends: Ints1d (sequences + 1,)
            dX: Floats2d (rows, nI)

        Raises:
            ShapeError: There is not one row a sequence.
            BoundsError: The starts do not increase from 0 or more.
        """
        check_rank("backprop_reduce_first", 2, d_firsts=d_firsts)
        check_rank("backprop_reduce_first", 1, starts_ends=starts_ends)
        starts: Any = starts_ends[:-1]
        check_one_row_each("backprop_reduce_first", d_firsts, starts)
        _check_increasing("backprop_reduce_first", "starts_ends", starts_ends)
        return self._scattered(d_firsts, starts, int(starts_ends[-1]) if len(starts) else 0)

    def backprop_reduce_last(self, d_lasts: Floats2d, lasts: Ints1d) -> Floats2d:
        """The gradient of the input of `reduce_last`.

        Shapes:
            d_lasts: Floats2d (sequences, nI)   lasts: Ints1d (sequences,)
            dX: Floats2d (rows, nI)

        Raises:
            ShapeError: There is not one row a sequence.
            BoundsError: The rows do not increase from 0 or more.
        """
        check_rank("backprop_reduce_last", 2, d_lasts=d_lasts)
        check_rank("backprop_reduce_last", 1, lasts=lasts)
        check_one_row_each("backprop_reduce_last", d_lasts, lasts)
        _check_increasing("backprop_reduce_last", "lasts", lasts)
        return self._scattered(d_lasts, lasts, int(lasts[-1]) + 1 if len(lasts) else 0)

    def backprop_reduce_max(self, d_maxes: Floats2d, which: Ints2d, lengths: Ints1d) -> Floats2d:
        """The gradient of the input of `reduce_max`.

        Shapes:
            d_maxes: Floats2d (sequences, nI)   which: Ints2d (sequences, nI)
            lengths: Ints1d (sequences,)        dX: Floats2d (rows, nI)

        Raises:
            ShapeError: The arrays differ in shape, there is not one row a
                sequence, or a sequence has no rows.
            BoundsError: A sequence has no such row as `which` says.
        """
        check_rank("backprop_reduce_max", 2, d_maxes=d_maxes)
        check_same_shape("backprop_reduce_max", d_maxes=d_maxes, which=which)
        check_one_row_each("backprop_reduce_max", d_maxes, lengths)
        sizes = checked_sizes("backprop_reduce_max", lengths)
        places = which.astype("int64")
        # Read as unsigned, negative numbers are greater than any length.
        if bool((places.view("uint64") >= sizes.view("uint64")[:, None]).any()):
            raise BoundsError(
                "backprop_reduce_max: a place is not that of a row of its sequence",
                expected=f"0 <= which < length, of lengths up to {int(sizes.max())}",
                got=f"which from {int(places.min())} to {int(places.max())}",
            )
        places += (sizes.cumsum() - sizes)[:, None]
        return self._scattered_numbers(d_maxes, places, int(sizes.sum()))

    def _max_sequences(self, X: Any, lengths: Any) -> tuple[Floats2d, Ints2d]:
        xp: Any = self.xp
        n, rows = len(lengths), X[: int(lengths.sum())]
        owners = xp.repeat(xp.arange(n), lengths, axis=0)
        Y = xp.full((n, X.shape[1]), -xp.inf, X.dtype)
        xp.maximum.at(Y, owners, rows)
        # Rows below the maximum are out, so NaN leaves all rows in.
        place = xp.arange(len(rows)) - xp.repeat(lengths.cumsum() - lengths, lengths, axis=0)
        places = xp.where(rows < Y[owners], len(rows), place[:, None])
        which = xp.full(Y.shape, len(rows), "int32")
        xp.minimum.at(which, owners, places.astype("int32"))
        return cast("Floats2d", Y), cast("Ints2d", which)

    def _scattered(self, rows: Any, places: Any, n_rows: int) -> Floats2d:
        """Rows at their places among rows of zeros."""
        result: Any = self.xp.zeros((n_rows, rows.shape[1]), rows.dtype)
        result[places] = rows
        return cast("Floats2d", result)

    def _scattered_numbers(self, numbers: Any, places: Any, n_rows: int) -> Floats2d:
        """Numbers in their columns, at their places, among zeros."""
        width = numbers.shape[1]
        result: Any = self.xp.zeros(n_rows * width, numbers.dtype)
        # With one axis, there is one place a number instead of two.
        result[(places * width + self.xp.arange(width)).reshape(-1)] = numbers.reshape(-1)
        return cast("Floats2d", result.reshape((n_rows, width)))


def checked_sizes(operation: str, lengths: Any, n_rows: int | None = None) -> Any:
    """The lengths of sequences that all have rows, as int64.

    Args:
        operation: What needs them, for the message.
        lengths: The lengths.
        n_rows: How many rows there are; None if the lengths say so themselves.

    Raises:
        ArrayError: The lengths are not integers with one axis.
        ShapeError: A length is 0 or negative.
        BoundsError: The sequences have more rows than there are.
    """
    sizes = checked_lengths(operation, lengths, sys.maxsize if n_rows is None else n_rows)
    if sizes.size and not sizes.all():
        raise ShapeError(
            f"{operation}: sequence {int(sizes.argmin())} has no rows",
            expected="sequences of 1 row or more",
            got="length 0",
            help="leave such sequences out, or take the sum or the mean, which are 0 for them",
        )
    return sizes


def _check_increasing(operation: str, name: str, rows: Any) -> None:
    if len(rows) and (int(rows[0]) < 0 or not bool((rows[1:] > rows[:-1]).all())):
        raise BoundsError(
            f"{operation}: {name} does not increase from 0 or more",
            expected=f"the {name} that the forward pass gave",
            got=describe(rows),
        )
