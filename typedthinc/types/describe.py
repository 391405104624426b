"""Values in a few words, for messages."""

from __future__ import annotations

from typing import Any


def describe(value: Any) -> str:
    """A value in a few words for a message: `float32 (32, 128)`, `list of 3 float32 (5, 2)`."""
    if hasattr(value, "dtype") and hasattr(value, "shape"):
        if hasattr(value, "tocsr"):  # sparse matrices name their format
            return f"{value.format} {value.dtype} {tuple(value.shape)}"
        return f"{value.dtype} {tuple(value.shape)}"
    if isinstance(value, (list, tuple)):
        inside = f" of {len(value)}" + (f" x {describe(value[0])}" if value else "")
        return type(value).__name__ + inside
    if isinstance(value, (str, int, float)) or value is None:
        return repr(value)
    return type(value).__name__
