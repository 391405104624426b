"""What an empty list becomes: an array without a width, since nothing could tell one."""

from __future__ import annotations

from typing import Any


def has_no_width(array: Any) -> bool:
    """Whether an array is what an empty list became: no axis of it has any length.

    Args:
        array: An array; anything else is none.
    """
    shape = getattr(array, "shape", ())
    return len(shape) > 1 and not any(shape)
