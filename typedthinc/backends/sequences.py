"""Lists of sequences, and the arrays that hold all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast, overload

from typedthinc.backends.allocation import Allocation
from typedthinc.backends.conversion import Conversion
from typedthinc.errors import ArgumentError, ShapeError
from typedthinc.types import (
    ArrayXd,
    DTypes,
    Floats1d,
    Floats2d,
    Floats3d,
    Floats4d,
    Ints1d,
    Ints2d,
    Ints3d,
    Ints4d,
    List2d,
    Padded,
    Shape,
)
from typedthinc.types.describe import describe
from typedthinc.types.xp import ArrayT


class Sequences(Allocation, Conversion):
    """Lists of sequences, one after another or padded to one length."""

    def flatten(
        self,
        X: Sequence[ArrayT],
        dtype: DTypes | None = None,
        pad: int = 0,
        ndim_if_empty: int = 2,
    ) -> ArrayT:
        """Join sequences along their first axis.

        Args:
            X: The sequences.
            dtype: The dtype of the result; otherwise that of the sequences.
            pad: How many rows of zeros to put before each sequence that has
                rows, and after the last of them.
            ndim_if_empty: How many axes the result has if there are no sequences.

        Raises:
            ShapeError: The sequences differ in more than their lengths.
        """
        arrays: list[Any] = list(X)
        if not arrays:
            return cast("ArrayT", self.alloc((0,) * ndim_if_empty, dtype=dtype or "float32"))
        filled = [array for array in arrays if array.shape[0]]
        if pad > 0 and filled:
            first = filled[0]
            zeros = self.alloc((pad, *first.shape[1:]), dtype=first.dtype)
            filled = [part for array in filled for part in (zeros, array)] + [zeros]
        try:
            result = self.xp.concatenate(filled or arrays[:1])
        except ValueError:
            raise _unlike("flatten", arrays) from None
        return cast("ArrayT", result if dtype is None else result.astype(dtype, copy=False))

    def unflatten(self, X: ArrayT, lengths: Ints1d | Sequence[int], pad: int = 0) -> list[ArrayT]:
        """Split what `flatten` joined. The sequences are views.

        Args:
            X: The rows of all sequences.
            lengths: How many rows each sequence has.
            pad: How many rows of zeros `flatten` put between them.

        Raises:
            ShapeError: A length is negative, or they do not make up all rows.
        """
        sizes = [int(length) for length in lengths]
        ends, end = [], 0
        for size in sizes:
            end += size + (pad if size else 0)
            ends.append(end)
        total = end + (pad if any(sizes) else 0)
        if total != X.shape[0] or min(sizes, default=0) < 0:
            raise ShapeError(
                "unflatten: the lengths do not make up the rows",
                expected=f"lengths of 0 or more that make up {X.shape[0]} rows",
                got=f"{len(sizes)} lengths that make up {total}"
                + (f", with {pad} rows between them" if pad else ""),
            )
        rows = cast("Any", X)
        return [rows[end - size : end] for size, end in zip(sizes, ends, strict=True)]

    @overload
    def pad(self, seqs: Sequence[Floats1d], round_to: int = 1) -> Floats2d: ...
    @overload
    def pad(self, seqs: Sequence[Floats2d], round_to: int = 1) -> Floats3d: ...
    @overload
    def pad(self, seqs: Sequence[Floats3d], round_to: int = 1) -> Floats4d: ...
    @overload
    def pad(self, seqs: Sequence[Ints1d], round_to: int = 1) -> Ints2d: ...
    @overload
    def pad(self, seqs: Sequence[Ints2d], round_to: int = 1) -> Ints3d: ...
    @overload
    def pad(self, seqs: Sequence[Ints3d], round_to: int = 1) -> Ints4d: ...
    def pad(self, seqs: Sequence[Any], round_to: int = 1) -> Any:
        """Sequences side by side, filled up with zeros to the length of the longest.

        Args:
            seqs: The sequences, one or more.
            round_to: The common length is a multiple of this.

        Shapes:
            seqs: (length, ...) each   padded: (sequences, longest, ...)

        Raises:
            ArgumentError: There is no sequence, or `round_to` is below 1.
            ShapeError: The sequences differ in more than their lengths.
        """
        if round_to < 1:
            raise ArgumentError(
                f"Rounding for padding must at least be 1, was: {round_to}",
                expected="round_to >= 1",
                got=round_to,
            )
        if not len(seqs):
            raise ArgumentError("pad: there is no sequence to take the width from")
        first = seqs[0]
        if any(seq.shape[1:] != first.shape[1:] or seq.dtype != first.dtype for seq in seqs):
            raise _unlike("pad", seqs)
        longest = max(len(seq) for seq in seqs)
        longest += -longest % round_to
        return self.insert_into((len(seqs), longest, *first.shape[1:]), seqs)

    @overload
    def unpad(self, padded: Floats2d, lengths: Sequence[int]) -> list[Floats1d]: ...
    @overload
    def unpad(self, padded: Floats3d, lengths: Sequence[int]) -> list[Floats2d]: ...
    @overload
    def unpad(self, padded: Floats4d, lengths: Sequence[int]) -> list[Floats3d]: ...
    @overload
    def unpad(self, padded: Ints2d, lengths: Sequence[int]) -> list[Ints1d]: ...
    @overload
    def unpad(self, padded: Ints3d, lengths: Sequence[int]) -> list[Ints2d]: ...
    @overload
    def unpad(self, padded: Ints4d, lengths: Sequence[int]) -> list[Ints3d]: ...
    def unpad(self, padded: Any, lengths: Sequence[int]) -> Any:
        """The sequences that `pad` put side by side, as views.

        Args:
            padded: The padded sequences.
            lengths: How many rows each sequence has.

        Raises:
            ShapeError: There is not one length a sequence, or one is too great.
        """
        sizes = [int(length) for length in lengths]
        if len(sizes) != len(padded) or any(not 0 <= n <= padded.shape[1] for n in sizes):
            raise ShapeError(
                "unpad: the lengths do not fit the padded sequences",
                expected=f"{len(padded)} lengths from 0 to {padded.shape[1]}",
                got=f"{len(sizes)} lengths from {min(sizes, default=0)} to {max(sizes, default=0)}",
            )
        return [row[:size] for row, size in zip(padded, sizes, strict=True)]

    def list2padded(self, seqs: Sequence[Floats2d] | Sequence[Ints2d]) -> Padded:
        """Sequences as a `Padded`, which has the longest first.

        Of equally long ones the last comes first.

        Raises:
            ShapeError: The sequences differ in more than their lengths.
        """
        arrays: list[Any] = list(seqs)
        if not arrays:
            none = self.alloc1i(0)
            return Padded(self.alloc3f(0, 0, 0), none, none.copy(), none.copy())
        order = sorted(range(len(arrays)), key=lambda place: (-len(arrays[place]), -place))
        arrays = [arrays[place] for place in order]
        lengths = [len(array) for array in arrays]
        data: Any = self.pad(arrays)
        steps = self.xp.arange(lengths[0])
        sizes: Any = self.asarray1i(lengths)
        size_at_t = (sizes[None, :] > cast("Any", steps)[:, None]).sum(axis=1)
        return Padded(
            self.as_contig(data.swapaxes(0, 1)),
            self.asarray1i(size_at_t),
            sizes,
            self.asarray1i(order),
        )

    def padded2list(self, padded: Padded) -> List2d:
        """The sequences of a `Padded`, in the order they had before they were sorted."""
        data: Any = padded.data
        members: list[Any] = [None] * len(padded)
        for row, place in enumerate(padded.indices):
            length = int(padded.lengths[row])
            members[int(place)] = self.as_contig(data[:length, row])
        return members

    def insert_into(self, shape: Shape, Xs: Sequence[Any]) -> Any:
        """A new array of zeros with each sequence at the start of a row.

        Args:
            shape: The shape of the array: at least as many rows as sequences,
                as long as the longest.
            Xs: The sequences, all of one dtype.

        Raises:
            ShapeError: The sequences do not fit the shape.
        """
        output: Any = self.alloc(shape, dtype=Xs[0].dtype if len(Xs) else "float32")
        try:
            for i, x in enumerate(Xs):
                output[i, : len(x)] = x
        except (IndexError, ValueError):
            raise ShapeError(
                "insert_into: the sequences do not fit the shape",
                expected=f"at most {shape[0]} sequences that fit {tuple(shape[1:])}",
                got=describe(list(Xs)),
            ) from None
        return output


def _unlike(operation: str, arrays: Sequence[ArrayXd]) -> ShapeError:
    first = arrays[0]
    other = next(
        (
            array
            for array in arrays
            if array.shape[1:] != first.shape[1:] or array.dtype != first.dtype
        ),
        first,
    )
    return ShapeError(
        f"{operation}: the sequences differ in more than their lengths",
        expected=f"all like the first, {describe(first)}",
        got=describe(other),
    )
