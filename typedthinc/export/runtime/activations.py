"""Functions of each number, and of the numbers of a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy

from typedthinc.backends.activations import _sigmoid
from typedthinc.backends.error_function import normal_tail
from typedthinc.export.runtime.containers import Array, described


def each(compute: Callable[..., None], X: Array, *settings: float) -> Array:
    """A function of each number, which is given where to write."""
    if X.dtype.char == "e":
        # On the way to a small number there are large ones, such as exponentials.
        return each(compute, X.astype("float32"), *settings).astype("float16")
    Y = numpy.empty_like(X)
    compute(numpy, X, Y, *settings)
    return Y


def gelu_of(X: Array) -> Array:
    """The share of the normal distribution below each number, times the number."""
    if X.dtype.char == "e":
        return gelu_of(X.astype("float32")).astype("float16")
    # relu(x) - |x| tail(|x|) is the same on both sides of 0, and as exact far out.
    size, tail, _ = normal_tail(numpy, X)
    tail *= size
    Y: Array = X.clip(0.0, numpy.inf) - tail
    return Y


def softmax_of(X: Array, temperature: float = 1.0) -> Array:
    """exp(x / temperature), scaled to add up to 1 in each row."""
    Y: Array = X if temperature == 1.0 else X / temperature
    # Narrow rows are summed column by column, which is faster.
    narrow = Y.ndim == 2 and Y.shape[1] < 64
    axis = 0 if narrow else -1
    Y = numpy.ascontiguousarray(Y.T) if narrow else Y.copy()
    if Y.size:
        greatest = Y.max(axis=axis, keepdims=True)
        infinite = numpy.isinf(greatest)
        # Where the greatest are infinite, they share the 1 equally.
        Y[...] = numpy.where(infinite, numpy.where(Y == greatest, 0.0, -numpy.inf), Y)
        Y -= numpy.where(infinite, Y.dtype.type(0), greatest)
        numpy.exp(Y, out=Y)
        Y /= Y.sum(axis=axis, keepdims=True)
    return numpy.ascontiguousarray(Y.T) if narrow else Y


def sigmoid_activation(X: Any) -> Array:
    """Each number put between 0 and 1."""
    return each(_sigmoid, as_float_array(X))


def softmax_activation(X: Any) -> Array:
    """Each row as probabilities."""
    return softmax_of(as_float_array(X))


def as_float_array(X: Any) -> Array:
    """An array of floats."""
    if not isinstance(X, numpy.ndarray) or X.dtype.kind != "f":
        raise TypeError(f"expected an array of floats, got {described(X)}")
    return X
