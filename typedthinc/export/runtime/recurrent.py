"""Layers that read sequences step by step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy

from typedthinc.backends.lstm import run_forward, split_weights
from typedthinc.export.runtime.combinators import combined, side_by_side
from typedthinc.export.runtime.containers import Array, Padded, as_padded, described


def lstm(X: Any, LSTM: Array, HC0: Array, width: int) -> Padded:
    """An LSTM, given its parameters in one flat array and the states that it starts with."""
    padded = as_padded(X)
    data = padded.data
    if data.shape == (0, 0, 0):
        # What an empty list becomes: it has no arrays that could tell a width.
        data = numpy.zeros((0, 0, width), LSTM.dtype)
    if data.ndim != 3 or data.shape[2] != width or data.dtype.kind not in "fiub":
        raise TypeError(f"expected data (steps, batch, {width}), got {described(data)}")
    _, depth, dirs, nH = HC0.shape
    inside = steps_of_sequences(padded)
    rows = data.astype(LSTM.dtype, copy=False)[inside]
    ends = inside.sum(axis=1).cumsum().tolist()
    steps = [slice(start, end) for start, end in zip([0, *ends], ends)]
    for layer, weights in enumerate(split_weights(LSTM, width, nH, depth, dirs)):
        outputs = numpy.empty((len(rows), dirs, nH), LSTM.dtype)
        for way, order in enumerate([steps, steps[::-1]][:dirs]):
            h0, c0 = HC0[:, layer, way]
            run_forward(numpy, rows, order, weights[way], h0, c0, outputs[:, way])
        rows = outputs.reshape((len(rows), dirs * nH))
    Y = numpy.zeros((*data.shape[:2], dirs * nH), LSTM.dtype)
    Y[inside] = rows
    return padded._replace(data=Y)


def steps_of_sequences(X: Padded) -> Array:
    """Whether each place in the steps of a Padded is that of a sequence, not of padding."""
    n_steps, batch = X.data.shape[:2]
    sizes = numpy.zeros(n_steps, "int64")
    if len(X.size_at_t) > n_steps or (X.size_at_t > batch).any():
        raise ValueError(f"expected up to {n_steps} sizes, none above {batch}")
    sizes[: len(X.size_at_t)] = X.size_at_t
    if (sizes[1:] > sizes[:-1]).any():
        raise ValueError("expected sizes in decreasing order")
    inside: Array = numpy.arange(batch) < sizes[:, None]
    return inside


def bidirectional(X: Any, ahead: Callable[[Any], Any], back: Callable[[Any], Any]) -> Any:
    """What one layer makes of sequences, beside what another makes of them from their ends."""
    padded = as_padded(X)
    steps, lengths = numpy.arange(len(padded.data))[:, None], padded.lengths[None, :]
    sources = numpy.where(steps < lengths, lengths - 1 - steps, steps)
    columns = numpy.arange(padded.data.shape[1])
    turned = back(padded._replace(data=padded.data[sources, columns]))
    turned = turned._replace(data=turned.data[sources, columns])
    return combined([ahead(padded), turned], side_by_side)
