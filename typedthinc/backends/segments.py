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
    # From an array of another layout, every `take` would make a copy of all of it.
    X = numpy.ascontiguousarray(X)
    # The longest first: those that have a row number t are then the first `counts[t]`.
    order = numpy.argsort(-lengths, kind="stable")
    sizes = lengths[order]
    ends = numpy.cumsum(lengths)[order]
    starts = ends - sizes
    steps = int(sizes[0]) if len(sizes) else 0
    counts = numpy.searchsorted(-sizes, -numpy.arange(steps), side="left").tolist()
    sums = numpy.zeros((len(lengths), X.shape[1]), X.dtype)
    row = numpy.empty_like(sums)
    step = 0
    for count in counts:
        # One row of every segment at a time is fast for many short segments, all rows of one
        # segment at a time for few long ones.
        if count <= _SEGMENTS_A_STEP * (steps - step):
            break
        numpy.take(X, starts[:count] + step, axis=0, mode="clip", out=row[:count])
        sums[:count] += row[:count]
        step += 1
    if step < steps:
        ones = numpy.ones(steps - step, X.dtype)
        left = counts[step]
        for i, (start, end) in enumerate(
            zip((starts[:left] + step).tolist(), ends[:left].tolist())
        ):
            sums[i] += ones[: end - start].dot(X[start:end])
    unsorted = row
    unsorted[order] = sums
    return unsorted
