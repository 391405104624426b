"""What arrays must satisfy before a backend works on them."""

from __future__ import annotations

from typing import Any

from typedthinc.errors import ArrayError, BoundsError, ShapeError
from typedthinc.types.describe import describe


def check_rank(operation: str, rank: int, **arrays: Any) -> None:
    """Raise a `ShapeError` for an array that has not that many axes."""
    for name, array in arrays.items():
        if array.ndim != rank:
            raise ShapeError(
                f"{operation}: {name} has the wrong number of axes",
                expected=f"{rank} {'axis' if rank == 1 else 'axes'}",
                got=f"{name} {describe(array)}",
            )


def check_same_shape(operation: str, **arrays: Any) -> None:
    """Raise a `ShapeError` unless all arrays have the same shape."""
    shapes = [array.shape for array in arrays.values()]
    if shapes.count(shapes[0]) != len(shapes):
        raise ShapeError(
            f"{operation}: {' and '.join(arrays)} differ in shape",
            expected="arrays of one shape",
            got=", ".join(f"{name} {describe(array)}" for name, array in arrays.items()),
        )


def checked_lengths(operation: str, lengths: Any, n_rows: int) -> Any:
    """The lengths of sequences, as int64.

    Raises:
        ArrayError: The lengths are not integers with one axis.
        ShapeError: A length is negative.
        BoundsError: The sequences have more rows than there are.
    """
    if getattr(lengths, "ndim", 0) != 1 or (lengths.size and lengths.dtype.kind not in "iu"):
        raise ArrayError(
            f"{operation}: lengths are one integer a sequence",
            expected="integers with one axis",
            got=describe(lengths),
        )
    # Unsigned lengths would wrap around when a number is taken from them.
    lengths = lengths.astype("int64")
    if not lengths.size:
        return lengths
    if lengths.min() < 0:
        place = int(lengths.argmin())
        raise ShapeError(
            f"{operation}: sequence {place} has a negative length",
            expected="lengths of 0 or more",
            got=int(lengths[place]),
        )
    total = int(lengths.sum())
    if total > n_rows:
        raise BoundsError(
            f"{operation}: the sequences have more rows than the array",
            expected=f"lengths that add up to {n_rows} or less",
            got=f"{len(lengths)} lengths that add up to {total}",
        )
    return lengths


def check_one_row_each(operation: str, rows: Any, lengths: Any) -> None:
    """Raise a `ShapeError` unless there is one row a sequence."""
    if len(rows) != len(lengths):
        raise ShapeError(
            f"{operation}: there must be one row a sequence",
            expected=f"{len(lengths)} rows, one a length",
            got=describe(rows),
        )


def checked_ids(operation: str, ids: Any, n_rows: int) -> Any:
    """The ids of rows of a table, as int64.

    Raises:
        ArrayError: They are not integers.
        BoundsError: There is no row of such an id.
    """
    if ids.dtype.kind not in "iu":
        raise ArrayError(f"{operation}: ids are integers", got=describe(ids))
    numbers = ids.astype("int64", copy=False)
    # Read as unsigned, negative numbers are greater than any number of rows.
    if numbers.size and int(numbers.view("uint64").max()) >= n_rows:
        lowest, highest = int(ids.min()), int(ids.max())
        raise BoundsError(
            f"{operation}: the id {lowest if lowest < 0 else highest} is not in the table",
            expected=f"ids from 0 to {n_rows - 1}" if n_rows else "no ids: the table is empty",
            got=f"ids from {lowest} to {highest}",
        )
    return numbers
