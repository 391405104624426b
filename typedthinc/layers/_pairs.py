"""What layers that take two things at once have in common."""

from __future__ import annotations

from typing import Any

from typedthinc.errors import ArrayError
from typedthinc.model import Model
from typedthinc.types.describe import describe


def two_of(model: Model[Any, Any], X: Any, expected: str) -> tuple[Any, Any]:
    """The two parts of a tuple.

    Args:
        model: The layer.
        X: What should be a tuple of two.
        expected: What is expected, for the message.

    Raises:
        ArrayError: It is no tuple of two.
    """
    if not isinstance(X, (tuple, list)) or len(X) != 2:
        raise ArrayError(
            "got an input that is not a pair", node=model, expected=expected, got=describe(X)
        )
    return X[0], X[1]
