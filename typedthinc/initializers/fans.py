"""What an initializer is, and what a shape tells it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from typedthinc.backends import Ops
from typedthinc.types import FloatsXd, Shape

Initializer: TypeAlias = Callable[[Ops, Shape], FloatsXd]
"""What gives a new parameter its values, from the backend and the shape."""


def get_fans(shape: Shape) -> tuple[int, int]:
    """The fan-in and fan-out of a parameter of that shape, each at least 1.

    The first axis is the output and the second the input, as in the `W` of
    `Linear`; more axes do not count. A vector has its length for both.

    Example:
        >>> get_fans((64, 300)), get_fans((64,))
        ((300, 64), (64, 64))
    """
    if not shape:
        return 1, 1
    fan_out, fan_in = shape[0], shape[min(1, len(shape) - 1)]
    return max(1, fan_in), max(1, fan_out)
