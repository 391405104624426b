"""Weighted sums of each row."""

from __future__ import annotations

import numpy

from typedthinc.backends.activations import _mish, _sigmoid
from typedthinc.backends.clipped import _KERAS, _MOBILENET, _clipped_linear, _hard_swish
from typedthinc.backends.smooth import _dish, _swish
from typedthinc.export.runtime.activations import each, gelu_of, softmax_of
from typedthinc.export.runtime.containers import Array, as_floats


def affine(X: Array, W: Array, b: Array) -> Array:
    """The weighted sums X Wᵀ + b; where W has more than two axes, all but the last are one."""
    weights = W.reshape((b.size, W.shape[-1]))
    Y: Array = numpy.matmul(as_floats(X, W.shape[-1], W.dtype), weights.T)
    Y += b.reshape((b.size,))
    return Y


def linear(X: Array, W: Array, b: Array) -> Array:
    """X Wᵀ + b."""
    return affine(X, W, b)


def relu(X: Array, W: Array, b: Array) -> Array:
    """The greater of 0 and X Wᵀ + b."""
    Y: Array = numpy.maximum(affine(X, W, b), 0.0)
    return Y


def maxout(X: Array, W: Array, b: Array) -> Array:
    """The greatest of the pieces of X Wᵀ + b for each output."""
    sums = affine(X, W, b)
    Y: Array = sums.reshape((len(sums), *b.shape)).max(axis=2)
    return Y


def mish(X: Array, W: Array, b: Array) -> Array:
    """X Wᵀ + b through Mish."""
    return each(_mish, affine(X, W, b), 20.0)


def swish(X: Array, W: Array, b: Array) -> Array:
    """X Wᵀ + b through Swish."""
    return each(_swish, affine(X, W, b))


def gelu(X: Array, W: Array, b: Array) -> Array:
    """X Wᵀ + b through Gelu."""
    return gelu_of(affine(X, W, b))


def dish(X: Array, W: Array, b: Array) -> Array:
    """X Wᵀ + b through Dish."""
    return each(_dish, affine(X, W, b))


def hard_swish(X: Array, W: Array, b: Array) -> Array:
    """X Wᵀ + b times the line 0.2 x + 0.5 within 0 and 1."""
    return each(_hard_swish, affine(X, W, b), *_KERAS)


def hard_swish_mobilenet(X: Array, W: Array, b: Array) -> Array:
    """X Wᵀ + b times the line x / 6 + 0.5 within 0 and 1."""
    return each(_hard_swish, affine(X, W, b), *_MOBILENET)


def clipped_linear(
    X: Array,
    W: Array,
    b: Array,
    slope: float,
    offset: float,
    min_val: float,
    max_val: float,
) -> Array:
    """A line of X Wᵀ + b within two limits."""
    line = (float(slope), float(offset), float(min_val), float(max_val))
    return each(_clipped_linear, affine(X, W, b), *line)


def sigmoid(X: Array, W: Array, b: Array) -> Array:
    """X Wᵀ + b as numbers from 0 to 1."""
    return each(_sigmoid, affine(X, W, b))


def softmax(X: Array, W: Array, b: Array, temperature: float) -> Array:
    """X Wᵀ + b as probabilities."""
    return softmax_of(affine(X, W, b), temperature)


def multi_softmax(X: Array, W: Array, b: Array, sizes: tuple[int, ...]) -> Array:
    """X Wᵀ + b as the probabilities for several questions, side by side."""
    Y = affine(X, W, b)
    end = 0
    for size in sizes:
        end += size
        Y[:, end - size : end] = softmax_of(Y[:, end - size : end])
    return Y


def layer_norm(X: Array, G: Array, b: Array) -> Array:
    """Each row brought to mean 0 and variance 1, then scaled by G and shifted by b."""
    rows = as_floats(X, len(G), G.dtype)
    # A row of equal numbers gives exact zeros, whatever the numbers are.
    normed: Array = rows - rows[:, :1]
    width = max(len(G), 1)
    normed -= normed.sum(axis=1, keepdims=True) / width
    variance: Array = numpy.einsum("ij,ij->i", normed, normed)[:, None] + width * 1e-8
    normed *= numpy.sqrt(width / variance)
    normed *= G
    normed += b
    return normed
