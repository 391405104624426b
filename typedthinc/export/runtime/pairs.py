"""Layers that take two things at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typedthinc.export.runtime.containers import Array, as_floats, described


def siamese(X: Any, layer: Callable[[Any], Any], similarity: Callable[[Any], Any]) -> Any:
    """How similar what a layer makes of two inputs is."""
    one, two = two_of(X)
    return similarity((layer(one), layer(two)))


def cauchy_similarity(X: Any, W: Array) -> Array:
    """1 / (1 + the weighted sum of the squared differences) for each two rows."""
    one, two = (as_floats(each, len(W), W.dtype) for each in two_of(X))
    if one.shape != two.shape:
        raise ValueError(f"expected two arrays of one shape, got {described(one)}, {two.shape}")
    differences = one - two
    Y: Array = 1 / (1 + (differences * differences).dot(W))
    return Y


def two_of(X: Any) -> tuple[Any, Any]:
    """The two inputs."""
    if not isinstance(X, (tuple, list)) or len(X) != 2:
        raise TypeError(f"expected a tuple of two inputs, got {described(X)}")
    return X[0], X[1]
