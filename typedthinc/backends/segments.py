"""Sums of consecutive rows."""

from __future__ import annotations

from typing import Any

import numpy

# How many segments can be summed one by one in the time that a step over all of them takes.
_SEGMENTS_A_STEP = 3


def sum_segments(X: Any, lengths: Any) -> Any:
    """The sum of the rows of each segment of an array.

    Args:
        X: The rows of all segments, one after another.
        lengths: How many rows each segment has.

    Shapes:
        X: (rows, width)   lengths: int64 (segments,)   sums: (segments, width)
    """
    ends = lengths.cumsum()
    starts = ends - lengths
    sums = numpy.zeros((len(lengths), X.shape[1]), X.dtype)
    steps = int(lengths.max()) if len(lengths) else 0
    if len(lengths) <= _SEGMENTS_A_STEP * steps:
        _add_one_by_one(sums, X, starts, ends)
        return sums
    # The longest first: those that have a row number t are then the first `counts[t]`.
    order = numpy.argsort(-lengths, kind="stable")
    counts = numpy.searchsorted(-lengths[order], -numpy.arange(steps), side="left")
    in_order = numpy.zeros_like(sums)
    step = _add_step_by_step(in_order, X, starts[order], counts.tolist())
    if step < steps:
        left = order[: counts[step]]
        _add_one_by_one(in_order, X, starts[left] + step, ends[left])
    sums[order] = in_order
    return sums


def _add_step_by_step(sums: Any, X: Any, starts: Any, counts: list[int]) -> int:
    """Add the first row of each segment, then the second, and so on, as long as that is fast.

    Returns:
        How many rows of each segment were added.
    """
    # From an array of another layout, every `take` would make a copy of all of it.
    X = numpy.ascontiguousarray(X)
    rows = numpy.empty_like(sums)
    for step, count in enumerate(counts):
        if count <= _SEGMENTS_A_STEP * (len(counts) - step):
            return step
        numpy.take(X, starts[:count] + step, axis=0, mode="clip", out=rows[:count])
        sums[:count] += rows[:count]
    return len(counts)


def _add_one_by_one(sums: Any, X: Any, starts: Any, ends: Any) -> None:
    """Add all rows of the first segment, then of the second."""
    ones = numpy.ones(int((ends - starts).max(initial=0)), X.dtype)
    for i, (start, end) in enumerate(zip(starts.tolist(), ends.tolist())):
        sums[i] += ones[: end - start].dot(X[start:end])
