"""Maxima of consecutive rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy

# Longer segments are split into such pieces, so that a place in one fits a byte and there is
# always work for many segments in one step.
_PIECE = 32
# How many segments can be gone through one by one in the time that a step over all takes.
_SEGMENTS_A_STEP = 2
# Numbers a block: the maxima of a block, and what is compared with them, stay in the cache.
_BLOCK = 32768


def max_segments(X: Any, lengths: Any) -> tuple[Any, Any]:
    """The maximum of each column of each segment of an array, and its place.

    Of equal numbers the first counts. NaN is greater than any number; the place
    is then that of some row of the segment.

    Args:
        X: The rows of all segments, one after another.
        lengths: How many rows each segment has, 1 or more.

    Shapes:
        X: (rows, width)   lengths: int64 (segments,)
        maxima: (segments, width)   places: int32 (segments, width)
    """
    # From an array of another layout, every `take` would make a copy of all of it.
    X = numpy.ascontiguousarray(X)
    longest = int(lengths.max()) if len(lengths) else 0
    if len(lengths) <= _SEGMENTS_A_STEP * min(longest, _PIECE):
        return _max_one_by_one(X, lengths)
    if longest <= _PIECE:
        maxima, places = _max_short(X, lengths)
        return maxima, places.astype("int32")
    counts = -(-lengths // _PIECE)
    firsts = counts.cumsum() - counts
    passed = (numpy.arange(counts.sum()) - firsts.repeat(counts)) * _PIECE
    maxima, places = _max_short(X, numpy.minimum(lengths.repeat(counts) - passed, _PIECE))
    maxima, pieces = max_segments(maxima, counts)
    in_piece = numpy.take_along_axis(places, firsts[:, None] + pieces, axis=0)
    return maxima, pieces * numpy.int32(_PIECE) + in_piece


def _max_one_by_one(X: Any, lengths: Any) -> tuple[Any, Any]:
    ends = lengths.cumsum()
    starts = ends - lengths
    places = numpy.empty((len(lengths), X.shape[1]), "int32")
    for i, (start, end) in enumerate(zip(starts.tolist(), ends.tolist())):
        places[i] = X[start:end].argmax(axis=0)
    return X[starts[:, None] + places, numpy.arange(X.shape[1])], places


def _max_short(X: Any, lengths: Any) -> tuple[Any, Any]:
    """The maxima and their places, as uint8, of segments that are no longer than `_PIECE`."""
    maxima = numpy.empty((len(lengths), X.shape[1]), X.dtype)
    places = numpy.zeros(maxima.shape, "uint8")
    if not maxima.size:
        return maxima, places
    size = max(1, _BLOCK // X.shape[1])
    blocks = [slice(start, start + size) for start in range(0, len(lengths), size)]
    longest = int(lengths.max())
    if int(lengths.min()) == longest:
        segments = X[: longest * len(lengths)].reshape((len(lengths), longest, -1))
        for block in blocks:
            rows = segments[block]
            _take_in(maxima[block], places[block], (rows[:, step] for step in range(longest)))
        return maxima, places
    # The longest first: those that have a row number t are then the first of a block.
    order = numpy.argsort(-lengths, kind="stable")
    starts = (lengths.cumsum() - lengths)[order]
    found, found_at = numpy.empty_like(maxima), places.copy()
    for block in blocks:
        steps = _steps(X, starts[block], lengths[order[block]])
        _take_in(found[block], found_at[block], steps)
    maxima[order], places[order] = found, found_at
    return maxima, places


def _steps(X: Any, starts: Any, lengths: Any) -> Iterator[Any]:
    """The first row of each segment, then the second of those that have one, and so on."""
    counts = numpy.searchsorted(-lengths, -numpy.arange(int(lengths[0])), side="left")
    rows = numpy.empty((len(starts), X.shape[1]), X.dtype)
    for step, count in enumerate(counts.tolist()):
        # The rows are known to exist, and "clip" is the mode that copies straight into `out`.
        yield numpy.take(X, starts[:count] + step, axis=0, mode="clip", out=rows[:count])


def _take_in(maxima: Any, places: Any, steps: Iterator[Any]) -> None:
    maxima[...] = next(steps)
    greater, place = numpy.empty(maxima.shape, "bool"), numpy.empty(maxima.shape, "uint8")
    for step, rows in enumerate(steps, 1):
        count = len(rows)
        numpy.greater(rows, maxima[:count], out=greater[:count])
        numpy.maximum(rows, maxima[:count], out=maxima[:count])
        # Each step is later than the one before: the maximum of the places is the last of them.
        numpy.multiply(greater[:count].view("uint8"), numpy.uint8(step), out=place[:count])
        numpy.maximum(places[:count], place[:count], out=places[:count])
