"""Gradients by central differences, in float64."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy

STEP = 1e-6


def numeric_gradient(function: Callable[[Any], Any], X: Any, dY: Any) -> Any:
    """The gradient of sum(function(X) * dY) with respect to X."""
    result = numpy.zeros_like(X)
    for place in numpy.ndindex(X.shape):
        above, below = X.copy(), X.copy()
        above[place] += STEP
        below[place] -= STEP
        result[place] = ((function(above) - function(below)) * dY).sum() / (2 * STEP)
    return result


def normal(*shape: int, seed: int = 0) -> Any:
    return numpy.random.default_rng(seed).normal(size=shape)
