"""What layers ask of the numbers that count something in them."""

from __future__ import annotations

import operator
from typing import Any

from typedthinc.errors import ArgumentError, ArgumentTypeError
from typedthinc.types.describe import describe


def checked_count(layer: str, name: str, value: Any, *, help: str | None = None) -> int:
    """An argument that counts something, once it is known to be a whole number above 0.

    Args:
        layer: The constructor, for the message.
        name: The name of the argument.
        value: The argument.
        help: What to do instead of passing 0.

    Raises:
        ArgumentError: It is below 1.
        ArgumentTypeError: It is no whole number.
    """
    try:
        count = operator.index(value)
    except TypeError:
        raise ArgumentTypeError(
            f"{layer} {name} must be a whole number",
            expected=f"{name} >= 1",
            got=f"{name}={describe(value)}",
        ) from None
    if count < 1:
        raise ArgumentError(
            f"{layer} {name} must be at least 1",
            expected=f"{name} >= 1",
            got=f"{name}={count}",
            help=help,
        )
    return count
