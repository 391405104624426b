"""What layers that drop values in training have in common."""

from __future__ import annotations

from numbers import Real
from typing import Any

from typedthinc.errors import ArgumentError, ArgumentTypeError
from typedthinc.layers._dense import as_dtype
from typedthinc.model import Model
from typedthinc.types import Shape
from typedthinc.types.describe import describe


def checked_rate(rate: float | None, *, node: Model[Any, Any] | None = None) -> float:
    """The rate of dropout, once it is known to be one; 0 for None.

    Args:
        rate: The share of values that is set to zero.
        node: The layer that has it, for the message.

    Raises:
        ArgumentError: It is not between 0 and 1.
        ArgumentTypeError: It is no number.
    """
    if rate is None:
        return 0.0
    summary = "has a rate of dropout that is no share" if node else "a rate of dropout is a share"
    given: Any = rate
    # A number may also be an array without axes, as those on a GPU are.
    if not isinstance(given, Real) and getattr(given, "shape", None) != ():
        raise ArgumentTypeError(
            summary, node=node, expected="a number from 0 to 1", got=describe(rate)
        )
    if not 0.0 <= rate <= 1.0:
        raise ArgumentError(summary, node=node, expected="a number from 0 to 1", got=rate)
    return rate


def draw_mask(model: Model[Any, Any], shape: Shape, rate: float, like: Any) -> Any:
    """A mask to multiply with: 0 for what is dropped, 1 / (1 - rate) for the rest.

    Args:
        model: The layer, whose backend draws it.
        shape: Its shape.
        rate: The share of zeros.
        like: An array of floats whose dtype it gets.
    """
    return as_dtype(model.ops.get_dropout_mask(shape, rate), like)
