"""Mixtures of experts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy

from typedthinc.export.runtime.activations import softmax_of
from typedthinc.export.runtime.containers import Array
from typedthinc.export.runtime.dense import affine


def top_k_gate(X: Array, W: Array, b: Array, k: int) -> Array:
    """The softmax of the k largest of X Wᵀ + b, and zeros for the others."""
    sums = affine(X, W, b)
    Y = numpy.zeros_like(sums)
    chosen = (numpy.arange(len(sums))[:, None], largest(sums, k))
    Y[chosen] = softmax_of(sums[chosen])
    return Y


def largest(X: Array, k: int) -> Array:
    """Where the k largest numbers of each row are, the largest first."""
    order, known = -X, ~numpy.isnan(X)
    order[~known] = -numpy.inf
    # NaN comes before infinity: by whether it is known, then by size, then by place.
    columns = numpy.lexsort((order, known), axis=1)
    return columns[:, :k]


def mixture_of_experts(
    X: Array,
    k: int,
    width: int,
    gate: Callable[[Any], Any],
    *experts: Callable[[Any], Any],
) -> Array:
    """The sum of what k experts make of each row, times the weights that a gate gives them."""
    weights: Array = gate(X)
    chosen = largest(weights, k)
    parts = []
    for place, expert in enumerate(experts):
        rows = numpy.flatnonzero((chosen == place).any(axis=1))
        if len(rows):
            parts.append((place, rows, expert(X[rows])))
    width = parts[0][2].shape[1] if parts else width
    dtype = numpy.result_type(weights, *(part for _, _, part in parts))
    Y = numpy.zeros((len(weights), width), dtype)
    for place, rows, part in parts:
        Y[rows] += part * weights[rows, place][:, None]
    return Y
